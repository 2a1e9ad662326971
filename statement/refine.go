package statement

import (
	"slices"
	"unicode"

	"rapporteur"
)

// The role head knows whose content a stretch is, the tag head where content begins and ends: refining lets each correct the other.
const (
	leastContent = 0.35 // mean probability of content under which a piece of several is let go
	shortPiece   = 2    // words of a piece that is let go beside a longer one
	gapWords     = 4    // words of a report within a report that may stand between two pieces of one clause
)

// refine corrects the content of the drafts in place.
func (a *assembly) refine() {
	for i := range a.drafts {
		d := &a.drafts[i]
		d.Cue = a.wholeWords(d.Cue)
		d.Source = a.sources(*d)
		d.Content = a.notOthers(a.ownSentence(*d), i)
		d.Content = a.likely(d.Content)
		for k := range d.Content {
			d.Content[k] = a.extend(d.Content[k], i)
		}
		d.Content = a.bridge(d.Content, *d)
		d.Content = a.withoutScraps(d.Content)
	}
}

// sources puts the source first that the tag head sees too and that stands nearest to the cue, as the tag head bounds it.
func (a *assembly) sources(d Draft) []rapporteur.Span {
	var out []rapporteur.Span
	for _, s := range d.Source {
		s = a.wholeWords(s)
		for _, t := range a.reading.sources {
			if t.Overlaps(s) && !t.Overlaps(d.Cue) {
				s = rapporteur.Span{Start: min(s.Start, t.Start), End: max(s.End, t.End)}
			}
		}
		s = a.wholeWords(s)
		if n := len(out) - 1; n >= 0 && (out[n].Overlaps(s) || s.Start >= out[n].End && a.nothingBetween(out[n].End, s.Start)) {
			out[n].End = max(out[n].End, s.End)
			continue
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(x, y rapporteur.Span) int { return a.far(x, d.Cue) - a.far(y, d.Cue) })
	return out
}

// far is how many code points part a source from its cue; another sentence counts as far away.
func (a *assembly) far(s, cue rapporteur.Span) int {
	away := max(s.Start-cue.End, cue.Start-s.End, 0)
	if a.sentenceOf(s.Start) != a.sentenceOf(cue.Start) {
		away += 1000
	}
	return away
}

// ownSentence lets go of pieces outside the sentence of the cue, unless they are quoted or nothing stands in it.
func (a *assembly) ownSentence(d Draft) []rapporteur.Span {
	home := a.sentenceOf(d.Cue.Start)
	var own []rapporteur.Span
	inside := false
	for _, c := range d.Content {
		in := c.Overlaps(home)
		if in && a.reading.contentIn(c) >= leastContent {
			inside = true
		}
		if k := a.paragraphOf(c.Start); in || k >= 0 && a.mostlyQuoted(c, k) {
			own = append(own, c)
		}
	}
	if !inside {
		return d.Content
	}
	return own
}

// notOthers lets go of quotations that stand in the paragraph of another draft's cue, which claims them too.
func (a *assembly) notOthers(content []rapporteur.Span, draft int) []rapporteur.Span {
	home := a.paragraphOf(a.drafts[draft].Cue.Start)
	var out []rapporteur.Span
	for _, c := range content {
		k, others := a.paragraphOf(c.Start), false
		for j, o := range a.drafts {
			others = others || j != draft && k != home && a.paragraphOf(o.Cue.Start) == k && a.inContent(c, o)
		}
		if !others {
			out = append(out, c)
		}
	}
	return out
}

func (a *assembly) mostlyQuoted(s rapporteur.Span, paragraph int) bool {
	for _, q := range a.quoted[paragraph] {
		if common := min(s.End, q.inner.End) - max(s.Start, q.inner.Start); 2*common > s.Len() && len(wordStarts(a.text, q.inner)) >= quoteWords {
			return true
		}
	}
	return false
}

// likely lets go of pieces that the tag head does not take for content, where others stay.
func (a *assembly) likely(content []rapporteur.Span) []rapporteur.Span {
	var out []rapporteur.Span
	for _, c := range content {
		if a.reading.contentIn(c) >= leastContent {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return content
	}
	return out
}

// extend carries a piece on, in both directions, over words that the tag head takes for content, within its sentence or quotation.
func (a *assembly) extend(s rapporteur.Span, draft int) rapporteur.Span {
	limit := a.sentenceOf(s.Start)
	if last := a.sentenceOf(s.End - 1); last.End > limit.End {
		limit.End = last.End
	}
	for w := a.wordAfter(s.End, limit.End); a.joins(w, s.End, w.Start, draft); w = a.wordAfter(s.End, limit.End) {
		s.End = w.End
	}
	for w := a.wordBefore(s.Start, limit.Start); a.joins(w, w.End, s.Start, draft); w = a.wordBefore(s.Start, limit.Start) {
		s.Start = w.Start
	}
	return a.wholeWords(s)
}

// joins tells whether a word is content, more likely than not, that nothing parts from the place before or after it.
func (a *assembly) joins(w rapporteur.Span, from, to, draft int) bool {
	return !w.Empty() && from <= to && a.adjacent(from, to) && a.reading.contentIn(w) > 0.5 && !a.taken(w, draft)
}

// wordAfter is the first word from a place on, empty where none begins before the limit.
func (a *assembly) wordAfter(from, limit int) rapporteur.Span {
	for i := from; i < limit; i++ {
		if isWord(a.text.Rune(i)) {
			return a.wholeWords(rapporteur.Span{Start: i, End: i + 1})
		}
	}
	return rapporteur.Span{}
}

// wordBefore is the last word before a place, empty where none begins after the limit.
func (a *assembly) wordBefore(to, limit int) rapporteur.Span {
	for i := to - 1; i >= limit; i-- {
		if isWord(a.text.Rune(i)) {
			return a.wholeWords(rapporteur.Span{Start: i, End: i + 1})
		}
	}
	return rapporteur.Span{}
}

// wholeWords widens a span to the words that it cuts.
func (a *assembly) wholeWords(s rapporteur.Span) rapporteur.Span {
	within := func(i int) bool { // whether a word goes on from before i to i
		before, here := a.text.Rune(i-1), a.text.Rune(i)
		return isWord(before) && isWord(here) && !unspaced(before) && !unspaced(here)
	}
	for s.Start > 0 && s.Start < a.text.Len() && within(s.Start) {
		s.Start--
	}
	for s.End < a.text.Len() && s.End > s.Start && within(s.End) {
		s.End++
	}
	return s
}

// adjacent tells whether no word stands between two places and no mark that ends a clause.
func (a *assembly) adjacent(from, to int) bool {
	for i := from; i < to; i++ {
		if r := a.text.Rune(i); isWord(r) || has(".!?؟;\n", r) {
			return false
		}
	}
	return true
}

// taken tells whether a word belongs to the draft's own cue or source.
func (a *assembly) taken(w rapporteur.Span, draft int) bool {
	d := a.drafts[draft]
	if w.Overlaps(d.Cue) {
		return true
	}
	for _, s := range d.Source {
		if w.Overlaps(s) {
			return true
		}
	}
	return false
}

// bridge joins pieces of one sentence between which nothing but the cue and source of a report within stands.
func (a *assembly) bridge(content []rapporteur.Span, d Draft) []rapporteur.Span {
	var out []rapporteur.Span
	for _, c := range content {
		if n := len(out) - 1; n >= 0 {
			gap := rapporteur.Span{Start: out[n].End, End: c.Start}
			if c.Start <= out[n].End || len(wordStarts(a.text, gap)) <= gapWords && !gap.Overlaps(d.Cue) && !overlapsAny(gap, d.Source) && a.sentenceOf(out[n].Start) == a.sentenceOf(c.Start) && a.othersCue(gap) {
				out[n].End = max(out[n].End, c.End)
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

func overlapsAny(s rapporteur.Span, spans []rapporteur.Span) bool {
	for _, x := range spans {
		if x.Overlaps(s) {
			return true
		}
	}
	return false
}

// othersCue tells whether another draft's cue stands in a span.
func (a *assembly) othersCue(s rapporteur.Span) bool {
	for _, d := range a.drafts {
		if s.Overlaps(d.Cue) {
			return true
		}
	}
	return false
}

// withoutScraps lets go of pieces of a word or two beside a longer one.
func (a *assembly) withoutScraps(content []rapporteur.Span) []rapporteur.Span {
	longest := 0
	for _, c := range content {
		longest = max(longest, len(wordStarts(a.text, c)))
	}
	var out []rapporteur.Span
	for _, c := range content {
		if n := len(wordStarts(a.text, c)); n > shortPiece || longest < 2*shortPiece {
			out = append(out, c)
		}
	}
	return out
}

// sentencesOf cuts a paragraph at stops, question and exclamation marks that a space and no small letter follow; a stop after a short
// word with a capital is an abbreviation's.
func sentencesOf(text rapporteur.Text, p rapporteur.Span) []rapporteur.Span {
	var out []rapporteur.Span
	start := p.Start
	for i := p.Start; i < p.End; i++ {
		stop := text.Rune(i)
		if !has(stops, stop) || stop == '.' && abbreviation(text, p.Start, i) {
			continue
		}
		j := i + 1
		for j < p.End && has("\"”“»’)]」』", text.Rune(j)) {
			j++
		}
		k := j
		for k < p.End && unicode.IsSpace(text.Rune(k)) {
			k++
		}
		if k >= p.End || k == j && !has(wideStops, stop) || unicode.IsLower(text.Rune(k)) {
			continue
		}
		out = append(out, rapporteur.Span{Start: start, End: k})
		start, i = k, k-1
	}
	if start < p.End {
		out = append(out, rapporteur.Span{Start: start, End: p.End})
	}
	return out
}

// stops end sentences; wideStops do so without a space after them.
const (
	wideStops = "。！？"
	stops     = ".!?؟…։।۔" + wideStops
)

// abbreviation tells whether the word before a stop is short and begins with a capital.
func abbreviation(text rapporteur.Text, from, stop int) bool {
	i := stop
	for i > from && isWord(text.Rune(i-1)) {
		i--
	}
	return stop-i <= 3 && stop > i && unicode.IsUpper(text.Rune(i))
}

// sentenceOf is the sentence that holds code point i; the paragraphs' sentences are cut once.
func (a *assembly) sentenceOf(i int) rapporteur.Span {
	k := a.paragraphOf(i)
	if k < 0 {
		return rapporteur.Span{Start: i, End: i}
	}
	for _, s := range a.sentences[k] {
		if s.Start <= i && i < s.End {
			return s
		}
	}
	return a.paragraphs[k]
}
