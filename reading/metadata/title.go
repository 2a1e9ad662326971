package metadata

import (
	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// told is a title that the page's data give, less the names of the site and its sections.
type told struct {
	at    int // of the candidate
	value string
	words []string
	parts [][]string // words of what separators part, where they do
	size  int        // letters of the longest part
}

// Bounds of headlines.
const (
	longestHeadline = 400 // letters
	mostTold        = 12
)

// head finds the block that shows the headline: one whose words are those of the titles that the page's data give, headings before others.
func (p *page) head() {
	p.tellTitles()
	least, most := 1<<30, 0
	for _, t := range p.told {
		least, most = min(least, t.size), max(most, size(t.value))
	}
	top := leastFit
	var first []int
	for i := range p.blocks.List {
		b := &p.blocks.List[i]
		highest := b.Kind == markup.Heading && b.Level == 1
		if b.Size > longestHeadline || !highest && (b.Size*5 < least*2 || b.Size > most*3/2) {
			continue
		}
		v := p.fit(i)
		if highest && !b.Hidden {
			aside := p.place[b.Node].aside
			p.add(Candidate{Field: Title, Value: tidy(p.blocks.TextOf(i)), From: "h1", Block: i, node: b.Node, Other: aside})
			if !aside {
				first = append(first, i)
			}
		}
		if v > top {
			p.shown, top = i, v
		}
	}
	if p.shown == NoBlock {
		p.shown = p.headlineBlock(first)
	}
	p.nextArticle = markup.None
	if p.shown == NoBlock {
		return
	}
	p.add(p.shownCandidate())
	for k := p.blocks.List[p.shown].Node; k < int32(len(p.tree.Nodes)) && p.nextArticle == markup.None; k++ {
		if p.tree.Nodes[k].Tag == atom.Article {
			p.nextArticle = k
		}
	}
}

// shownCandidate is the headline that the page shows, as it stands.
func (p *page) shownCandidate() Candidate {
	b := &p.blocks.List[p.shown]
	from := "text"
	if b.Kind == markup.Heading {
		from = p.tree.Nodes[b.Node].Name
	}
	return Candidate{Field: Title, Value: tidy(p.blocks.TextOf(p.shown)), From: from, Block: p.shown, node: b.Node}
}

// headlineBlock is the block that is marked as the headline although no title of the page's data has its words, or the only first-level heading; NoBlock where there is neither.
func (p *page) headlineBlock(first []int) int {
	for i := range p.found.Candidates {
		if c := &p.found.Candidates[i]; c.Field == Title && c.node != markup.None && !c.Other && c.Block != NoBlock && c.From != "h1" {
			return c.Block
		}
	}
	if len(first) == 1 && (len(p.told) == 0 || p.kin(first[0])) {
		return first[0]
	}
	return NoBlock
}

// leastFit is how well a block must fit a title to be the headline.
const leastFit = .6

// kin tells whether the only first-level heading has something of one of the titles, said in other words.
func (p *page) kin(i int) bool {
	const leastKin = .25
	w := words(p.blocks.TextOf(i))
	for _, t := range p.told {
		if len(w) > 2 && alike(w, t.words) > leastKin {
			return true
		}
	}
	return false
}

// tellTitles gathers the titles that the page's data give.
func (p *page) tellTitles() {
	for i := range p.found.Candidates {
		if c := &p.found.Candidates[i]; c.Field == Title && c.node == markup.None && !c.Other && len(p.told) < mostTold {
			v := p.bare(c.Value)
			t := told{at: i, value: v, words: words(v)}
			if parts := pieces(c.Value); len(parts) > 1 {
				for _, part := range parts {
					if t.size = max(t.size, size(part)); !p.isSite(part) {
						t.parts = append(t.parts, words(part))
					}
				}
			} else {
				t.size = size(v)
			}
			p.told = append(p.told, t)
		}
	}
}

// fit is how well a block shows one of the titles.
func (p *page) fit(i int) float64 {
	b := &p.blocks.List[i]
	w := words(p.blocks.TextOf(i))
	v := 0.0
	for _, t := range p.told {
		v = max(v, fits(w, t.words))
		for _, part := range t.parts {
			if same(w, part) {
				v = max(v, .55+.4*float64(len(part))/float64(len(t.words)))
			}
		}
	}
	if v == 0 {
		return 0
	}
	switch {
	case b.Kind == markup.Heading && b.Level == 1:
		v += .3
	case b.Kind == markup.Heading:
		v += .2 - float64(b.Level)/100
	}
	if b.Linked*2 > b.Size {
		v -= .15
	}
	pl := p.place[b.Node]
	if b.Hidden || pl.hidden {
		v -= .5
	}
	if pl.aside {
		v -= .3
	}
	return v - float64(min(i, 1000))/20000
}

// fits is how well the words of a block are those of a title: all, a part with what the title adds, the title with what stands over it, or most.
func fits(w, title []string) float64 {
	if len(w) == 0 || len(title) == 0 {
		return 0
	}
	share := float64(len(w)) / float64(len(title))
	switch {
	case share == 1 && same(title, w):
		return 1
	case share < 1 && share >= .5 && indexWords(title, w) >= 0:
		return .2 + .75*share
	case share > 1 && share < 4 && indexWords(w, title) >= 0:
		return .3 + .65/share
	}
	if a := alike(w, title); a > .6 {
		return a * .8
	}
	return 0
}
