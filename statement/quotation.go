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

// within tells whether a mark stands between two letters.
func within(text rapporteur.Text, paragraph rapporteur.Span, i int) bool {
	return i > paragraph.Start && i+1 < paragraph.End && unicode.IsLetter(text.Rune(i-1)) && unicode.IsLetter(text.Rune(i+1))
}

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
	switch {
	case inside == 0:
		return rapporteur.Indirect
	case inside == all:
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

// wordStarts gives the code points at which the words of a span begin.
func wordStarts(text rapporteur.Text, s rapporteur.Span) []int {
	var out []int
	in := false
	for i := s.Start; i < s.End; i++ {
		w := isWord(text.Rune(i))
		if w && !in {
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
