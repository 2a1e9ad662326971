package metadata

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// ballot is a headline that one or more places of the page give.
type ballot struct {
	Candidate
	words []string
	votes float64
	best  float64 // the most that one place gave
}

// chooseTitle lets every place that gives a headline vote for it: what the page shows counts most, then its data. What gives a headline and more, as title elements do with the names of
// sites, votes for the longest that it holds.
func (p *page) chooseTitle() {
	var e election
	var shown headline
	if p.shown != NoBlock {
		shown = p.shownTitle()
		e.vote(shown.Candidate, shown.words, weightShown)
	}
	for pass := range 3 {
		for _, t := range p.told {
			c := p.found.Candidates[t.at]
			weight := titleWeight(c.From)
			if titlePass(c.From) != pass || p.repeats(t) {
				continue
			}
			switch whole := words(c.Value); {
			case len(t.words) < len(shown.words) && indexWords(whole, shown.words) == 0: // not only a name was cut off it
				e[0].votes += weight
			case e.has(t.words) || !e.voteWithin(t, weight, c.From, shown.kicker == left):
				c.Value = t.value
				e.vote(c, t.words, weight)
			}
		}
	}
	w := e.winner()
	if w == nil {
		return
	}
	if shown.kicker != kept {
		w = e.shorter(w)
	}
	if p.found.Title = w.Candidate; w.Block == NoBlock && p.shown != NoBlock && indexWords(words(p.blocks.TextOf(p.shown)), w.words) >= 0 {
		p.found.Title.Block = p.shown
	}
}

// titlePass is when the titles of a source vote: those that hold nothing but the headline first.
func titlePass(from string) int {
	switch from {
	case "json-ld headline", "meta headline":
		return 0
	case "title element":
		return 2
	}
	return 1
}

// repeats tells whether a title was told by the same source before.
func (p *page) repeats(t told) bool {
	for _, o := range p.told {
		if o.at == t.at {
			return false
		}
		if o.value == t.value && p.found.Candidates[o.at].From == p.found.Candidates[t.at].From {
			return true
		}
	}
	return false
}

// election counts what votes headlines get.
type election []ballot

func (e *election) vote(c Candidate, w []string, weight float64) {
	for i := range *e {
		b := &(*e)[i]
		if same(b.words, w) {
			b.votes += weight
			if weight > b.best {
				b.Candidate, b.best = c, weight
			}
			return
		}
	}
	*e = append(*e, ballot{c, w, weight, weight})
}

// has tells whether a headline was voted for.
func (e election) has(w []string) bool {
	return slices.ContainsFunc(e, func(b ballot) bool { return same(b.words, w) })
}

// voteWithin gives the vote of a title to the longest headline that it holds with names or, where kickers vary, a kicker beside it; false where it holds none.
func (e *election) voteWithin(t told, weight float64, from string, kicker bool) bool {
	longest := -1
	for i := range *e {
		b := &(*e)[i]
		n := len(b.words)
		if n < 2 || longest >= 0 && n <= len((*e)[longest].words) {
			continue
		}
		holds := false
		switch {
		case from == "title element":
			holds = n*3 >= len(t.words) && indexWords(t.words, b.words) >= 0
		case b.Block == NoBlock:
			rest, ok := strings.CutPrefix(t.value, b.Value)
			holds = ok && titlePass(b.From) == 0 && strings.IndexAny(strings.TrimLeft(rest, " "), "-–—|_·•") == 0
		case kicker:
			holds = n < len(t.words) && same(t.words[len(t.words)-n:], b.words)
		}
		for _, part := range t.parts {
			holds = holds || from != "json-ld headline" && b.Block != NoBlock && same(part, b.words)
		}
		if holds {
			longest = i
		}
	}
	if longest >= 0 {
		(*e)[longest].votes += weight
	}
	return longest >= 0
}

// winner is the headline with most votes, the first of them; nil where there is none.
func (e election) winner() *ballot {
	var top *ballot
	for i := range e {
		if top == nil || e[i].votes > top.votes {
			top = &e[i]
		}
	}
	return top
}

// Bounds of a headline that is told in fewer words.
const (
	leastShorter = .6  // of the words of the longer
	leastWords   = 3   // that it has
	longestUncut = 100 // code points of a beginning: longer ones are cut to a limit
)

// shorter is the headline that the page's data give in fewer of the words of the winner, in their order, most of them: what the page shows beyond it are kickers and additions. It is the
// winner itself where there is none.
func (e election) shorter(w *ballot) *ballot {
	if w.Block == NoBlock {
		return w
	}
	var top *ballot
	for i := range e {
		b := &e[i]
		if b.best < leastData || len(b.words) < leastWords || len(b.words) >= len(w.words) || float64(len(b.words)) < leastShorter*float64(len(w.words)) {
			continue
		}
		if saysLess(b.words, w.words) && !isCut(w.Value, b.Value) && (top == nil || b.votes > top.votes) {
			top = b
		}
	}
	if top == nil {
		return w
	}
	return top
}

// isCut tells whether a text is another cut short: at a quotation mark, as markup that forgot to escape it is read, at an ellipsis or at a limit of length.
func isCut(whole, s string) bool {
	if strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") {
		return true
	}
	rest, ok := strings.CutPrefix(whole, s)
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return ok && (strings.ContainsRune("\"„“”«»「『", next) || utf8.RuneCountInString(s) > longestUncut)
}

// leastData is what a source of data must count at least to tell the headline against what the page shows.
const leastData = .8

// weightShown is how much the headline counts that the page shows: more than og:title and the title element that agree on another, less than JSON-LD with one of them.
const weightShown = 1.45

// titleWeight is how much the titles of a source count.
func titleWeight(from string) float64 {
	switch from {
	case "json-ld headline":
		return .9
	case "meta og:title":
		return .8
	case "meta headline":
		return .7
	case "title element":
		return .6
	}
	return .2 // mostly copies of the others
}

// headline is what the page shows as its headline.
type headline struct {
	Candidate
	words  []string
	kicker kicker
}

// kicker is what became of a kicker that stands in an element of its own within the headline.
type kicker uint8

const (
	none kicker = iota // is seen, or it is not known to be one
	left               // out
	kept               // for the page's data count it to the headline
)

// shownTitle is the headline that the page shows, without a kicker that stands in an element of its own before it, unless og:title has it too.
func (p *page) shownTitle() headline {
	h := headline{Candidate: p.shownCandidate()}
	h.words = words(h.Value)
	parts := p.parts(p.shown)
	if len(parts) < 2 {
		return h
	}
	whole := p.toldBy(h.words)
	if whole == nil {
		whole = p.toldBy(words(strings.Join(parts, " "))) // the page's data put the spaces that the page leaves to its style
	}
	tail := p.tail(parts, len(h.words), p.isTold)
	switch {
	case whole != nil && (tail == "" || p.found.Candidates[whole.at].From == "meta og:title"):
		h.Value, h.words = whole.value, whole.words
		if tail != "" {
			h.kicker = kept
		}
		return h
	case tail == "":
		tail = p.tail(parts, len(h.words), p.isTail)
	}
	if tail != "" {
		h.Value, h.words, h.kicker = tail, words(tail), left
	}
	return h
}

// tail is the longest end of parts, less than all, that is a title by what tells so; "" where none is.
func (p *page) tail(parts []string, all int, is func([]string) bool) string {
	for k := 1; k < len(parts); k++ {
		tail := strings.TrimLeft(strings.Join(parts[k:], " "), " -–—:|/·•")
		if w := words(tail); len(w) > 1 && len(w) < all && (len(w) > 2 || all < 6) && is(w) {
			return tail
		}
	}
	return ""
}

// parts are the pieces of text that a block is made of.
func (p *page) parts(i int) []string {
	const most = 12
	var out []string
	runs := 0
	for k := range p.tree.Below(p.blocks.List[i].Node) {
		if runs++; runs > mostBelow || len(out) > most {
			return nil
		}
		if n := &p.tree.Nodes[k]; n.Name == "" {
			if s := tidy(p.tree.Source[n.Start:min(n.End, n.Start+longestValue)]); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// toldBy is the title of these words that the page's data give, og:title before others; nil where they give none.
func (p *page) toldBy(w []string) *told {
	var first *told
	for i := range p.told {
		t := &p.told[i]
		from := p.found.Candidates[t.at].From
		if titleWeight(from) < .6 || !same(t.words, w) {
			continue
		}
		if from == "meta og:title" {
			return t
		}
		if first == nil {
			first = t
		}
	}
	return first
}

func (p *page) isTold(w []string) bool { return p.toldBy(w) != nil }

// isTail tells whether the page's data give a title of these words, with another kicker before them or none.
func (p *page) isTail(w []string) bool {
	for _, t := range p.told {
		if titleWeight(p.found.Candidates[t.at].From) > .7 && len(w) <= len(t.words) && indexWords(t.words[len(t.words)-len(w):], w) == 0 {
			return true
		}
	}
	return false
}
