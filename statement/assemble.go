package statement

import (
	"slices"
	"unicode"

	"rapporteur"
)

// Thresholds of the rules that put drafts together. Chosen on development data; see docs/QUALITY.md.
const (
	quoteWords   = 4    // a quotation of fewer words is no statement of its own
	quoteContent = 0.4  // mean probability of content from which a quotation without a cue is taken
	runContent   = 0.2  // the same for one that runs on from an earlier paragraph
	runSentence  = 0.85 // mean probability of content from which a sentence without marks or cue goes on with the statement before it
	runCovered   = 0.3  // share of such a sentence that other content may hold
	mostOf       = 0.5  // share of a quotation that content must cover to be widened to it
	sameContent  = 0.6  // share of common words from which two drafts are one statement
)

// assembly puts the drafts of one article together into statements, by what the text's marks and paragraphs tell.
type assembly struct {
	text       rapporteur.Text
	paragraphs []rapporteur.Span
	quoted     [][]quotation       // by paragraph
	sentences  [][]rapporteur.Span // by paragraph
	reading    *reading
	drafts     []Draft
	turns      []bool // by paragraph: whether it is a turn of a dialogue
	asking     string // marks that end a question in the article's language alone
}

func assemble(text rapporteur.Text, paragraphs []rapporteur.Span, r *reading, asking string) *assembly {
	a := &assembly{text: text, paragraphs: paragraphs, reading: r, asking: asking, quoted: quotationsOf(text, paragraphs), sentences: make([][]rapporteur.Span, len(paragraphs))}
	for i, p := range paragraphs {
		a.sentences[i] = sentencesOf(text, p)
	}
	a.drafts = r.drafts
	a.refine()
	kept := a.drafts[:0]
	for _, d := range a.drafts {
		if d.Content = a.tidy(a.wholeQuotations(d)); len(d.Content) > 0 && !a.idle(d) {
			kept = append(kept, d)
		}
	}
	a.drafts = a.distinct(kept)
	a.dialogue()
	a.attachQuotations()
	a.attachRuns()
	a.sort()
	return a
}

// surely is the confidence that a report within a quotation needs: the speaker's own "we plan" or "it shows" reports nobody.
const surely = 0.9

// idle tells whether a draft's cue stands within a quotation without a source that speaks there.
func (a *assembly) idle(d Draft) bool {
	k := a.paragraphOf(d.Cue.Start)
	if d.Cue.Empty() || k < 0 {
		return false
	}
	q, quoted := quotedAt(a.quoted[k], d.Cue.Start)
	return quoted && !a.opens(d, q) && (len(d.Source) == 0 || d.Confidence < surely)
}

// opens tells whether a draft's content begins as a quotation does and its cue follows: then it is that of the quotation, set between its words.
func (a *assembly) opens(d Draft, q quotation) bool {
	c := d.Content[0]
	return c.Start >= q.inner.Start && c.End <= d.Cue.Start && len(wordStarts(a.text, rapporteur.Span{Start: q.inner.Start, End: c.Start})) == 0
}

// near is how many words from its edge content may begin or end in a quotation and still be all of it.
const near = 3

// wholeQuotations carries pieces that begin or end where a quotation does over all of it, if the cue stands outside: what is quoted is
// said by one.
func (a *assembly) wholeQuotations(d Draft) []rapporteur.Span {
	for i, c := range d.Content {
		k := a.paragraphOf(c.Start)
		if k < 0 {
			continue
		}
		for _, q := range a.quoted[k] {
			if !q.closed || !c.Overlaps(q.inner) || d.Cue.Overlaps(q.outer) {
				continue
			}
			before := len(wordStarts(a.text, rapporteur.Span{Start: q.inner.Start, End: max(c.Start, q.inner.Start)}))
			after := len(wordStarts(a.text, rapporteur.Span{Start: min(c.End, q.inner.End), End: q.inner.End}))
			if before <= near || after <= near {
				d.Content[i] = rapporteur.Span{Start: min(c.Start, q.inner.Start), End: max(c.End, q.inner.End)}
			}
		}
	}
	return d.Content
}

// paragraphOf is the index of the paragraph that holds code point i, or -1.
func (a *assembly) paragraphOf(i int) int {
	for k, p := range a.paragraphs {
		if p.Start <= i && i < p.End {
			return k
		}
	}
	return -1
}

// tidy cuts content at paragraph breaks, widens pieces to the quotation that they cover most of, takes punctuation and marks off the
// edges, and joins pieces with no word between them.
func (a *assembly) tidy(content []rapporteur.Span) []rapporteur.Span {
	var out []rapporteur.Span
	for _, c := range content {
		for k, p := range a.paragraphs {
			s := rapporteur.Span{Start: max(c.Start, p.Start), End: min(c.End, p.End)}
			if s.Empty() {
				continue
			}
			s = a.edges(a.widen(s, a.quoted[k]))
			if s.Empty() {
				continue
			}
			if n := len(out) - 1; n >= 0 && (s.Start <= out[n].End || a.nothingBetween(out[n].End, s.Start)) {
				out[n].End = max(out[n].End, s.End)
				continue
			}
			out = append(out, s)
		}
	}
	return out
}

func (a *assembly) widen(s rapporteur.Span, quoted []quotation) rapporteur.Span {
	for _, q := range quoted {
		if !s.Overlaps(q.inner) || !q.closed {
			continue
		}
		common := min(s.End, q.inner.End) - max(s.Start, q.inner.Start)
		if float64(common) >= mostOf*float64(q.inner.Len()) {
			s.Start, s.End = min(s.Start, q.inner.Start), max(s.End, q.inner.End)
		}
	}
	return s
}

// edges takes space, separating punctuation and outer marks off; a mark whose partner stays inside is kept.
func (a *assembly) edges(s rapporteur.Span) rapporteur.Span {
	return trim(a.text, s, func(r rune) bool {
		return unicode.IsSpace(r) || has(",;:–—-،؛\"“”„«»‟‹›'’‘", r)
	})
}

func (a *assembly) nothingBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if r := a.text.Rune(i); isWord(r) || r == '\n' {
			return false
		}
	}
	return true
}

// distinct keeps, of drafts with nearly the same content, the one that is surer; a cue within the other's content makes a report
// within a report, and both stay.
func (a *assembly) distinct(drafts []Draft) []Draft {
	gone := make([]bool, len(drafts))
	for i := range drafts {
		for j := i + 1; j < len(drafts); j++ {
			if gone[i] || gone[j] || a.overlap(drafts[i], drafts[j]) < sameContent || a.holds(drafts[j], drafts[i].Cue) || a.holds(drafts[i], drafts[j].Cue) {
				continue
			}
			lose, keep := j, i
			if drafts[j].Confidence > drafts[i].Confidence {
				lose, keep = i, j
			}
			gone[lose] = true
			if len(drafts[keep].Source) == 0 {
				drafts[keep].Source = drafts[lose].Source
			}
		}
	}
	var out []Draft
	for i, d := range drafts {
		if !gone[i] {
			out = append(out, d)
		}
	}
	return out
}

// within tells whether a draft is a report within another's content.
func (a *assembly) within(d Draft) bool {
	for _, o := range a.drafts {
		if !d.Cue.Empty() && o.Cue != d.Cue && a.inContent(d.Cue, o) {
			return true
		}
	}
	return false
}

func (a *assembly) inContent(s rapporteur.Span, d Draft) bool {
	for _, c := range d.Content {
		if c.Overlaps(s) {
			return true
		}
	}
	return false
}

// inAnyContent tells whether a span stands in some draft's content.
func (a *assembly) inAnyContent(s rapporteur.Span) bool {
	return slices.ContainsFunc(a.drafts, func(d Draft) bool { return a.inContent(s, d) })
}

// holds tells whether a draft's content holds all of a cue.
func (a *assembly) holds(d Draft, cue rapporteur.Span) bool {
	for _, c := range d.Content {
		if c.Contains(cue) {
			return true
		}
	}
	return false
}

// overlap is the share of common words in all words of two contents (Jaccard).
func (a *assembly) overlap(x, y Draft) float64 {
	if x.Content[len(x.Content)-1].End <= y.Content[0].Start || y.Content[len(y.Content)-1].End <= x.Content[0].Start {
		return 0
	}
	words := map[int]int{}
	for k, d := range []Draft{x, y} {
		for _, c := range d.Content {
			for _, w := range wordStarts(a.text, c) {
				words[w] |= 1 << k
			}
		}
	}
	both := 0
	for _, m := range words {
		if m == 3 {
			both++
		}
	}
	if len(words) == 0 {
		return 0
	}
	return float64(both) / float64(len(words))
}

// attachQuotations gives each quotation that no draft claims to the statement that it goes on from, or makes it one of its own where
// the tag head sees content in it.
func (a *assembly) attachQuotations() {
	for k := range a.paragraphs {
		for _, q := range a.quoted[k] {
			if len(wordStarts(a.text, q.inner)) < quoteWords || a.covered(q.inner) > mostOf || a.reading.contentIn(q.inner) < q.likely() {
				continue
			}
			inner := a.edges(q.inner)
			i := a.before(k, q)
			if q.runsOn {
				i = a.goesOn(k, q)
			}
			if i >= 0 {
				a.drafts[i].Content = a.tidy(append(a.drafts[i].Content, inner))
				continue
			}
			likely := a.reading.contentIn(q.inner)
			a.drafts = append(a.drafts, Draft{Content: []rapporteur.Span{inner}, Source: a.introduced(q.outer.Start), Confidence: likely, heads: headsSay{content: likely}})
		}
	}
}

// goesOn is the statement that a quotation without an opening mark goes on with: the last one in its paragraph or the one before, or -1.
func (a *assembly) goesOn(k int, q quotation) int {
	best, at := -1, a.paragraphs[max(k-1, 0)].Start
	for i, d := range a.drafts {
		if end := d.end(); end > at && end <= q.outer.Start && !a.within(d) {
			best, at = i, end
		}
	}
	return best
}

// attachRuns gives each sentence that the tag head sees as content, and that no draft claims, to the statement that the sentence before
// belongs to: reports run on over sentences without a new cue, and without marks where a language has moods for them.
func (a *assembly) attachRuns() {
	last := -1
	for k := range a.paragraphs {
		if k > 0 && a.turns[k-1] {
			last = -1
		}
		for _, s := range a.sentences[k] {
			if i := a.lastIn(s); i >= 0 {
				last = i
				continue
			}
			if words := len(wordStarts(a.text, s)); words < 2 {
				continue
			}
			if last >= 0 && (a.reading.contentIn(s) < runSentence || a.covered(s) > runCovered) {
				last = -1
			}
			if last >= 0 {
				a.drafts[last].Content = a.tidy(append(a.drafts[last].Content, a.edges(s)))
			}
		}
	}
}

// lastIn is the draft, but none within another's content, whose content or cue ends last in a sentence; -1 where none does.
func (a *assembly) lastIn(s rapporteur.Span) int {
	best, at := -1, -1
	for i, d := range a.drafts {
		for _, c := range append([]rapporteur.Span{d.Cue}, d.Content...) {
			if !c.Empty() && c.Overlaps(s) && c.End > at && !a.within(d) {
				best, at = i, c.End
			}
		}
	}
	return best
}

// likely is how much content the tag head must see in a quotation for it to be taken without a cue.
func (q quotation) likely() float64 {
	if q.runsOn {
		return runContent
	}
	return quoteContent
}

// covered is the share of a span's words that some content holds.
func (a *assembly) covered(s rapporteur.Span) float64 {
	words, in := wordStarts(a.text, s), 0
	for _, w := range words {
		for _, d := range a.drafts {
			if a.inContent(rapporteur.Span{Start: w, End: w + 1}, d) {
				in++
				break
			}
		}
	}
	if len(words) == 0 {
		return 1
	}
	return float64(in) / float64(len(words))
}

// before is the statement of the same paragraph that a quotation goes on from: the last one before it, with a cue, where no other
// quotation and no sentence of narration stands between.
func (a *assembly) before(k int, q quotation) int {
	best, at := -1, a.paragraphs[k].Start
	for i, d := range a.drafts {
		if d.Cue.Empty() {
			continue
		}
		if end := d.end(); d.start() >= a.paragraphs[k].Start && end <= q.outer.Start && end > at {
			best, at = i, end
		}
	}
	if best < 0 || a.sentenceBetween(at, q.outer.Start) {
		return -1
	}
	return best
}

// sentenceBetween tells whether a whole sentence stands between two places: words, then a stop, then words and a stop again.
func (a *assembly) sentenceBetween(from, to int) bool {
	ended, words := 0, 0
	for i := from; i < to; i++ {
		r := a.text.Rune(i)
		if isWord(r) {
			words++
		}
		if has(stops, r) && i+1 < to && (unicode.IsSpace(a.text.Rune(i+1)) || has(wideStops, r)) {
			ended++
		}
	}
	return ended > 1 && words > 0
}

// start and end bound the draft with its cue and source.
func (d Draft) start() int {
	s := d.Content[0].Start
	if !d.Cue.Empty() {
		s = min(s, d.Cue.Start)
	}
	for _, x := range d.Source {
		s = min(s, x.Start)
	}
	return s
}

func (d Draft) end() int {
	e := max(d.Content[len(d.Content)-1].End, d.Cue.End)
	for _, x := range d.Source {
		e = max(e, x.End)
	}
	return e
}

func (a *assembly) sort() {
	for i := 1; i < len(a.drafts); i++ {
		for j := i; j > 0 && a.drafts[j].Content[0].Start < a.drafts[j-1].Content[0].Start; j-- {
			a.drafts[j], a.drafts[j-1] = a.drafts[j-1], a.drafts[j]
		}
	}
}
