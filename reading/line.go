package reading

import (
	"strings"
	"unicode"

	"rapporteur"
	"rapporteur/language"
)

// line is one line of the text that holds something, and what it is.
type line struct {
	span   rapporteur.Span // without space at its edges
	text   string
	kind   lineKind
	reason string
	credit rapporteur.Span // of a credit line: who is credited
	dates  []rapporteur.Date
	tail   bool
}

type lineKind int

const (
	prose lineKind = iota
	heading
	furniture
	dateLine
	sectionLine
	creditLine
	byline
	dateline // a line that is nothing but a place and an agency
	more     // other articles follow
)

// Lengths, in code points, that part headings from prose.
const (
	longestHeading   = 140
	longestInBody    = 90 // of a heading between paragraphs
	longestLabel     = 70
	longestFurniture = 240
)

// lines cuts a span of the text into lines and tells what each is.
func (r *Reader) lines(text rapporteur.Text, within rapporteur.Span, pack *language.Pack) []line {
	var out []line
	for start := within.Start; start < within.End; {
		end := start
		for end < within.End && text.Rune(end) != '\n' && text.Rune(end) != '\u2028' && text.Rune(end) != '\u2029' {
			end++
		}
		if l := r.line(text, rapporteur.Span{Start: start, End: end}, pack); !l.span.Empty() {
			out = append(out, l)
		}
		start = end + 1
	}
	return out
}

// line tells what a line is; its span is empty where it holds nothing.
func (r *Reader) line(text rapporteur.Text, s rapporteur.Span, pack *language.Pack) line {
	for s.Start < s.End && blank(text.Rune(s.Start)) {
		s.Start++
	}
	for s.End > s.Start && blank(text.Rune(s.End-1)) {
		s.End--
	}
	l := line{span: s, text: text.Slice(s)}
	if !s.Empty() {
		r.classify(text, &l, pack)
	}
	return l
}

// recur makes a line furniture that is known to come back. A date or a source of the article's own is not given up for it.
func (l *line) recur(known map[uint64]bool) {
	if known == nil || l.kind != prose && l.kind != heading {
		return
	}
	if h, ok := lineHash(l.text); ok && known[h] {
		l.kind, l.reason = furniture, recurringReason
	}
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

func (r *Reader) classify(text rapporteur.Text, l *line, pack *language.Pack) {
	f := pack.Furniture
	low := strings.TrimLeft(strings.ToLower(l.text), " *-–—•#>|.")
	size := l.span.Len()
	if size <= longestFurniture && (l.furnish(low, f.Lines) || l.furnish(low, r.packs.For("und").Furniture.Lines)) {
		return
	}
	if allMarks(l.text) {
		l.kind, l.reason = furniture, "rule"
		return
	}
	if size <= longestLabel {
		label := strings.TrimRight(low, " :：.…»>")
		for _, m := range f.More {
			if label == m || strings.HasPrefix(low, m+":") {
				l.kind, l.reason = more, "read also"
				return
			}
		}
		for _, s := range f.Sections {
			if label == s {
				l.kind = sectionLine
				return
			}
		}
		if r.dated(text, l, pack) {
			return
		}
	}
	if at, ok := labelled(low, l, f.Credits); ok && size <= longestHeading {
		l.kind, l.credit = creditLine, rapporteur.Span{Start: at, End: l.span.End}
		return
	}
	if at, ok := labelled(low, l, f.Bylines); ok && size <= longestLabel {
		l.kind, l.credit = byline, rapporteur.Span{Start: at, End: l.span.End}
		return
	}
	if size <= longestHeading && !endsSentence(l.text) {
		l.kind = heading
	}
}

// furnish makes a line furniture where a rule matches it. low is its text in lower case.
func (l *line) furnish(low string, rules []language.FurnitureLine) bool {
	bare := ""
	for i := range rules {
		rule := &rules[i]
		match := rule.Starts != "" && strings.HasPrefix(low, rule.Starts) || rule.Contains != "" && strings.Contains(low, rule.Contains)
		if match && rule.Whole {
			if bare == "" {
				bare = strings.TrimFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
			}
			match = bare == rule.Starts
		}
		if match {
			l.kind, l.reason, l.tail = furniture, rule.Reason, rule.Tail
			return true
		}
	}
	return false
}

// labelled tells whether a line is "Label: value", and where the value begins.
func labelled(low string, l *line, labels []string) (int, bool) {
	for _, label := range labels {
		rest, ok := strings.CutPrefix(low, label)
		if !ok {
			continue
		}
		value := strings.TrimLeft(rest, " ")
		if !strings.HasPrefix(value, ":") && !strings.HasPrefix(value, "：") {
			continue
		}
		value = strings.TrimLeft(value, ":： ")
		if value == "" {
			return 0, false
		}
		return l.span.End - len([]rune(value)), true
	}
	return 0, false
}

// dated tells whether a date makes up most of the line, or follows a label for it.
func (r *Reader) dated(text rapporteur.Text, l *line, pack *language.Pack) bool {
	ds := r.dates.Parse(text, l.span, pack.Code, noDay)
	if len(ds) == 0 || len(ds[0].Value) < 10 {
		return false
	}
	words, inside := 0, 0
	for i := l.span.Start; i < l.span.End; i++ {
		if c := text.Rune(i); unicode.IsLetter(c) || unicode.IsDigit(c) {
			words++
			if ds[0].Span.Start <= i && i < ds[0].Span.End {
				inside++
			}
		}
	}
	low := strings.ToLower(l.text)
	labelled := false
	for _, labels := range [][]string{pack.Dates.Labels, pack.Dates.Updated} {
		for _, label := range labels {
			labelled = labelled || strings.HasPrefix(low, label)
		}
	}
	if inside*2 > words || labelled && inside*3 > words {
		l.kind, l.dates = dateLine, ds
		return true
	}
	return false
}

// endsSentence tells whether a line ends as a sentence does, closing marks aside.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"'”“’»«)]", r) })
	if s == "" {
		return false
	}
	rs := []rune(s)
	return strings.ContainsRune(".!?…。！？؟۔।։:;؛", rs[len(rs)-1])
}

func allMarks(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}
