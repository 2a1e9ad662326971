package statement

import (
	"strings"
	"unicode"

	"rapporteur"
)

// Interviews and dialogue print each speaker's turn as a paragraph of its own, mostly without a verb that reports: behind a dash, behind the
// speaker's name and a colon, or bare, as question and answer. Each turn is a statement; who asks must never be given what another answers.
const (
	dashes      = "—–―‒-"
	colons      = ":："
	labelRunes  = 60  // code points that the label of a turn may have
	labelWords  = 6   // words of it
	turnContent = 0.6 // mean probability of a statement's parts from which a turn that is marked as one is a statement
	bareContent = 0.7 // the same for a question without any mark, and for the answer to it
	loneContent = 0.9 // mean probability of content from which a label alone, as in a headline, has a turn behind it
)

// line is a paragraph as a turn of a dialogue.
type line struct {
	label rapporteur.Span // the words before the colon, empty where there are none
	said  rapporteur.Span
	by    mark
}

// mark is what sets a line off as somebody's turn.
type mark int

const (
	bare   mark = iota // nothing
	dash               // a dash before it
	colon              // a label and a colon
	spoken             // a label that the tag head takes for a source
)

// dialogue makes a statement of each turn that stands for itself; drafts with a cue stay beside it or within it.
func (a *assembly) dialogue() {
	a.turns = make([]bool, len(a.paragraphs))
	lines := make([]line, len(a.paragraphs))
	for k, p := range a.paragraphs {
		lines[k] = a.line(p)
	}
	interview := a.interview(lines)
	var turns []Draft
	for k, l := range lines {
		if a.turns[k] = a.isTurn(lines, k, interview) && !a.cued(k, l.said); a.turns[k] {
			turns = append(turns, a.turn(l))
		}
	}
	a.drafts = append(a.drafts, turns...)
}

// interview tells whether bare paragraphs ask and answer by turns: two of them ask at least, with others between.
func (a *assembly) interview(lines []line) bool {
	first := -1
	for k, l := range lines {
		if l.by != bare || !a.asks(l.said) || a.reading.contentIn(a.firstWords(l.said)) < bareContent {
			continue
		}
		if first >= 0 && k > first+1 {
			return true
		}
		first = k
	}
	return false
}

// isTurn tells whether a line is somebody's turn: by its mark, by being a question that begins with what is asked, or by answering one. Labels that
// name nobody stand in rows: one alone is a heading.
func (a *assembly) isTurn(lines []line, k int, interview bool) bool {
	l := lines[k]
	row := k > 0 && lines[k-1].by >= colon || k+1 < len(lines) && lines[k+1].by >= colon
	switch {
	case l.by == spoken && !row:
		return a.reading.contentIn(a.firstWords(l.said)) >= loneContent
	case l.by == spoken, l.by == dash, l.by == colon && row:
		return a.reading.partsIn(l.said) >= turnContent
	case l.by == bare && interview && (a.asks(l.said) || k > 0 && a.turns[k-1] && a.asks(lines[k-1].said)):
		return a.reading.contentIn(a.firstWords(l.said)) >= bareContent && a.reading.partsIn(l.said) >= bareContent
	}
	return false
}

// firstWords is the beginning of a turn, up to the end of its first sentence or the first draft within it.
func (a *assembly) firstWords(said rapporteur.Span) rapporteur.Span {
	s := rapporteur.Span{Start: said.Start, End: min(said.End, a.sentenceOf(said.Start).End)}
	for _, d := range a.drafts {
		for _, x := range append([]rapporteur.Span{d.Cue}, d.Source...) {
			if x.Overlaps(s) && !x.Empty() {
				s.End = max(x.Start, s.Start)
			}
		}
	}
	return s
}

// line takes the dash or label off a paragraph.
func (a *assembly) line(p rapporteur.Span) line {
	s := trim(a.text, p, unicode.IsSpace)
	if s.Len() > 2 && has(dashes, a.text.Rune(s.Start)) && !isWord(a.text.Rune(s.Start+1)) {
		s.Start++
		return line{said: a.edges(s), by: dash}
	}
	for i := s.Start; i < min(s.End, s.Start+labelRunes); i++ {
		if r := a.text.Rune(i); has(stops+",;", r) && !a.initial(s.Start, i) {
			break
		} else if has(colons, r) {
			label := a.edges(rapporteur.Span{Start: s.Start, End: i})
			if n := len(wordStarts(a.text, label)); n == 0 || n > labelWords {
				break
			}
			l := line{label: label, said: a.edges(rapporteur.Span{Start: i + 1, End: s.End}), by: colon}
			if overlapsAny(label, a.reading.sources) {
				l.by = spoken
			}
			return l
		}
	}
	return line{said: a.edges(s)}
}

// initial tells whether a stop ends one letter, as in "J. Maslik:".
func (a *assembly) initial(from, stop int) bool {
	return a.text.Rune(stop) == '.' && stop > from && isWord(a.text.Rune(stop-1)) && (stop-1 == from || !isWord(a.text.Rune(stop-2)))
}

// questionMarks end questions in every language that has them.
const questionMarks = "?؟？՞"

// asks tells whether a paragraph ends as a question does.
func (a *assembly) asks(p rapporteur.Span) bool {
	s := trim(a.text, p, unicode.IsSpace)
	return !s.Empty() && has(questionMarks+a.asking, a.text.Rune(s.End-1))
}

// cued tells whether a draft with a cue outside its content reports how a turn begins, or all of a paragraph is between quotation marks.
func (a *assembly) cued(k int, said rapporteur.Span) bool {
	words := wordStarts(a.text, said)
	if len(words) == 0 {
		return true
	}
	if _, quoted := quotedAt(a.quoted[k], words[0]); quoted {
		return true
	}
	for _, d := range a.drafts {
		if a.inContent(rapporteur.Span{Start: words[0], End: words[0] + 1}, d) && !a.holds(d, d.Cue) {
			return true
		}
	}
	return false
}

// turn is the statement that a turn makes. Its source is the label where the tag head takes that for one: "Q" and "Answer" name nobody.
func (a *assembly) turn(l line) Draft {
	likely := a.reading.partsIn(l.said)
	d := Draft{Content: []rapporteur.Span{l.said}, Confidence: likely, heads: headsSay{content: likely, turn: true}}
	if l.by == spoken {
		d.Source = []rapporteur.Span{l.label}
	}
	return d
}

// introduced is the source that the tag head sees right before a colon that introduces what stands at a place; none where no colon does.
func (a *assembly) introduced(at int) []rapporteur.Span {
	for _, s := range a.reading.sources {
		if between := strings.TrimSpace(a.text.Slice(rapporteur.Span{Start: min(s.End, at), End: at})); between != "" && strings.Trim(between, colons) == "" {
			return []rapporteur.Span{s}
		}
	}
	return nil
}
