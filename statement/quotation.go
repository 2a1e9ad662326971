package statement

import (
	"unicode"

	"rapporteur"
)

// quotation is a stretch of a paragraph between quotation marks.
type quotation struct {
	outer  rapporteur.Span // with its marks
	inner  rapporteur.Span // without them, trimmed of space
	closed bool            // false where the paragraph ends first
	runsOn bool            // it began in an earlier paragraph
}

// longestRun is how many paragraphs after its opening a quotation may close in.
const longestRun = 8

// quotationsOf finds the quotations of every paragraph. One that a paragraph leaves open runs on to where its closing mark stands in one
// of the next paragraphs, if no other opens before.
func quotationsOf(text rapporteur.Text, paragraphs []rapporteur.Span) [][]quotation {
	out := make([][]quotation, len(paragraphs))
	for i, p := range paragraphs {
		out[i] = append(out[i], quotations(text, after(p, out[i]))...)
		n := len(out[i])
		if n == 0 || out[i][n-1].closed {
			continue
		}
		last, end, ok := runOn(text, paragraphs, i, text.Rune(out[i][n-1].outer.Start))
		for k := i + 1; ok && k <= last; k++ {
			s := paragraphs[k]
			q := quotation{outer: s, inner: s, closed: true, runsOn: true}
			if k == last {
				q.outer.End, q.inner.End = end+1, end
			}
			out[k] = append(out[k], q)
		}
	}
	for i := range paragraphs {
		ranBack(text, paragraphs, i, out)
	}
	return out
}

// ranBack makes quotations of the paragraphs before a closing mark that none opened, back to where one was closed: outlets that set each
// sentence as a paragraph forget to open a quotation again after "he said".
func ranBack(text rapporteur.Text, paragraphs []rapporteur.Span, k int, out [][]quotation) {
	end, ok := onlyClosing(text, paragraphs[k])
	if !ok {
		return
	}
	first := k
	for first > 0 && first > k-longestRun && len(out[first-1]) == 0 && marks(text, paragraphs[first-1]) == nil {
		first--
	}
	if first == 0 {
		return
	}
	if n := len(out[first-1]); n == 0 || !out[first-1][n-1].closed {
		return
	}
	for i := first; i <= k; i++ {
		q := quotation{outer: paragraphs[i], inner: paragraphs[i], closed: true, runsOn: true}
		if i == k {
			q.outer.End, q.inner.End = end+1, end
		}
		out[i] = []quotation{q}
	}
}

// onlyClosing is the place of the one mark of a paragraph where it closes a quotation: after a word or a stop, and before no word.
func onlyClosing(text rapporteur.Text, p rapporteur.Span) (int, bool) {
	ms := marks(text, p)
	if len(ms) != 1 {
		return 0, false
	}
	at := ms[0]
	return at, at > p.Start && !unicode.IsSpace(text.Rune(at-1)) && (at+1 == p.End || !isWord(text.Rune(at+1)))
}

// quoteMarks are the marks that open or close quotations.
const quoteMarks = "\"„“”‟«»‹›「」『』＂"

// marks gives the places of a paragraph's quotation marks.
func marks(text rapporteur.Text, p rapporteur.Span) []int {
	var out []int
	for i := p.Start; i < p.End; i++ {
		if has(quoteMarks, text.Rune(i)) && !within(text, p, i) {
			out = append(out, i)
		}
	}
	return out
}

// after is what follows the quotations that ran into a paragraph.
func after(p rapporteur.Span, ran []quotation) rapporteur.Span {
	for _, q := range ran {
		p.Start = max(p.Start, q.outer.End)
	}
	return p
}

// runOn finds the paragraph and place where a quotation left open in paragraph i closes.
func runOn(text rapporteur.Text, paragraphs []rapporteur.Span, i int, opener rune) (int, int, bool) {
	for k := i + 1; k < len(paragraphs) && k <= i+longestRun; k++ {
		p := paragraphs[k]
		for at := p.Start; at < p.End; at++ {
			r := text.Rune(at)
			if within(text, p, at) {
				continue
			}
			if has(closers[opener], r) && !opensWord(text, p, at) && at > p.Start {
				return k, at, true
			}
			if _, opens := closers[r]; opens {
				return 0, 0, false
			}
		}
	}
	return 0, 0, false
}

// closers tells which marks can end a quotation that a mark opened. Press usage varies more than any standard: „…“ and „…”,
// »…« as well as «…», ”…” in the north, straight marks anywhere.
var closers = map[rune]string{
	'"': "\"”", '„': "“”‟\"", '“': "”\"“", '”': "”\"", '‟': "”\"", '«': "»", '»': "«", '‹': "›", '「': "」", '『': "』", '＂': "＂",
}

// quotations finds the quotations of one paragraph from left to right. Marks between two letters (Hebrew acronyms, apostrophes)
// are none; a mark of another pair inside an open quotation is part of it.
func quotations(text rapporteur.Text, paragraph rapporteur.Span) []quotation {
	var out []quotation
	for i := paragraph.Start; i < paragraph.End; i++ {
		if _, opens := closers[text.Rune(i)]; !opens || within(text, paragraph, i) {
			continue
		}
		q := quotation{outer: rapporteur.Span{Start: i, End: paragraph.End}}
		inner := rapporteur.Span{Start: i + 1, End: paragraph.End}
		if end, ok := closing(text, paragraph, i); ok {
			q.outer.End, inner.End, q.closed = end+1, end, true
		}
		q.inner = trim(text, inner, unicode.IsSpace)
		if !q.inner.Empty() {
			out = append(out, q)
		}
		i = q.outer.End - 1
	}
	return out
}

// closing finds the mark that ends the quotation opened at code point open.
func closing(text rapporteur.Text, paragraph rapporteur.Span, open int) (int, bool) {
	opener, depth := text.Rune(open), 0
	for i := open + 1; i < paragraph.End; i++ {
		r := text.Rune(i)
		if within(text, paragraph, i) {
			continue
		}
		switch {
		case r == opener && opensWord(text, paragraph, i):
			depth++
		case has(closers[opener], r):
			if depth == 0 {
				return i, true
			}
			depth--
		}
	}
	return 0, false
}

// opensWord tells whether a mark stands before a word and after none, as an opening one does.
func opensWord(text rapporteur.Text, paragraph rapporteur.Span, i int) bool {
	before := i == paragraph.Start || unicode.IsSpace(text.Rune(i-1)) || text.Rune(i-1) == '('
	return before && i+1 < paragraph.End && isWord(text.Rune(i+1))
}

// within tells whether a mark stands within a word, as in a Hebrew acronym. Marks that point inwards never do, and East Asian scripts put no space
// between a word and a mark.
func within(text rapporteur.Text, paragraph rapporteur.Span, i int) bool {
	letter := func(r rune) bool { return unicode.IsLetter(r) && !eastAsian(r) }
	return has("\"“”„‟", text.Rune(i)) && i > paragraph.Start && i+1 < paragraph.End && letter(text.Rune(i-1)) && letter(text.Rune(i+1))
}

// eastAsian tells whether a letter is of a script in which marks touch the words on both sides.
func eastAsian(r rune) bool { return unspaced(r) || r >= 0x1100 && unicode.Is(unicode.Hangul, r) }

// kindOf tells from the marks alone how the content is given. Quotations that only enclose a name do not count.
func kindOf(text rapporteur.Text, content []rapporteur.Span, quoted []quotation, names []rapporteur.Mention) rapporteur.StatementKind {
	inside, all := 0, 0
	for _, piece := range content {
		words := wordStarts(text, piece)
		all += len(words)
		for _, w := range words {
			if q, ok := quotedAt(quoted, w); ok && !onlyName(text, q, names) {
				inside++
			}
		}
	}
	switch inside {
	case 0:
		return rapporteur.Indirect
	case all:
		return rapporteur.Direct
	}
	return rapporteur.Mixed
}

func quotedAt(quoted []quotation, i int) (quotation, bool) {
	for _, q := range quoted {
		if q.outer.Start <= i && i < q.outer.End {
			return q, true
		}
	}
	return quotation{}, false
}

func onlyName(text rapporteur.Text, q quotation, names []rapporteur.Mention) bool {
	for _, m := range names {
		if m.Span.Overlaps(q.inner) && len(wordStarts(text, q.inner)) <= len(wordStarts(text, m.Span)) {
			return true
		}
	}
	return false
}

func has(set string, r rune) bool {
	for _, c := range set {
		if c == r {
			return true
		}
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// unspaced tells whether a code point belongs to a script that puts no space between words: there each counts as a word.
func unspaced(r rune) bool {
	return r >= 0x3040 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// wordStarts gives the code points at which the words of a span begin.
func wordStarts(text rapporteur.Text, s rapporteur.Span) []int {
	var out []int
	in := false
	for i := s.Start; i < s.End; i++ {
		r := text.Rune(i)
		w := isWord(r)
		if w && (!in || unspaced(r)) {
			out = append(out, i)
		}
		in = w
	}
	return out
}

// trim takes code points off both ends of a span while drop holds.
func trim(text rapporteur.Text, s rapporteur.Span, drop func(rune) bool) rapporteur.Span {
	for s.Start < s.End && drop(text.Rune(s.Start)) {
		s.Start++
	}
	for s.End > s.Start && drop(text.Rune(s.End-1)) {
		s.End--
	}
	return s
}
