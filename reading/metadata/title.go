package metadata

import (
	"slices"
	"strings"
	"unicode"

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
		least, most = min(least, t.size), max(most, t.size)
	}
	top := leastFit
	var sole []int
	for i := range p.blocks.List {
		b := &p.blocks.List[i]
		first := b.Kind == markup.Heading && b.Level == 1
		if b.Size > longestHeadline || !first && (b.Size*5 < least*2 || b.Size > most*3/2) {
			continue
		}
		v := p.fit(i)
		if first && !b.Hidden {
			aside := p.place[b.Node].aside
			p.add(Candidate{Field: Title, Value: tidy(p.blocks.TextOf(i)), From: "h1", Block: i, node: b.Node, other: aside})
			if !aside {
				sole = append(sole, i)
			}
		}
		if v > top {
			p.shown, top = i, v
		}
	}
	if p.shown == NoBlock && len(sole) == 1 && p.kin(sole[0]) {
		p.shown = sole[0]
	}
	if p.shown != NoBlock {
		b := &p.blocks.List[p.shown]
		from := "text"
		if b.Kind == markup.Heading {
			from = p.tree.Nodes[b.Node].Name
		}
		p.add(Candidate{Field: Title, Value: tidy(p.blocks.TextOf(p.shown)), From: from, Block: p.shown, node: b.Node})
	}
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
		if c := &p.found.Candidates[i]; c.Field == Title && c.node == markup.None && !c.other && len(p.told) < mostTold {
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

// separators stand between a headline and the names of section and site.
var separators = [...]string{" | ", " :: ", " » ", " « ", " • ", " // ", " - ", " – ", " — ", " · ", " / ", " ~ ", "_", " < ", " > ", "｜", "ㅣ", "|", "--", "－"}

// bare is a title less the names of the site and its sections at its end or beginning. They are known by the page's outlet and address.
func (p *page) bare(s string) string {
	for range 4 {
		cut := s
		for _, sep := range separators {
			if i := strings.LastIndex(s, sep); i > 0 && (p.isSite(s[i+len(sep):]) || p.isNamed(s[i+len(sep):])) {
				cut = s[:i]
				break
			}
			if i := strings.Index(s, sep); i > 0 && p.isSite(s[:i]) {
				cut = s[i+len(sep):]
				break
			}
		}
		if i := strings.LastIndexByte(s, '-'); cut == s && i > 0 && p.isNamed(s[i+1:]) {
			cut = s[:i]
		}
		if cut = strings.TrimSpace(cut); cut == s || size(cut) < shortestTitle {
			break
		}
		s = cut
	}
	if i := strings.Index(s, " | "); i > 0 && size(s[:i]) >= longKicker && len(words(s[:i])) > 2 {
		s = s[:i] // strokes hardly stand within headlines
	}
	return s
}

// longKicker is how many letters before a stroke are more than a kicker.
const longKicker = 20

// pieces are what the separators part a title into.
func pieces(s string) []string {
	out := []string{s}
	for _, sep := range separators {
		for i := 0; i < len(out) && len(out) < mostTold; i++ {
			if a, b, ok := strings.Cut(out[i], sep); ok {
				out = append(out[:i], append([]string{a, b}, out[i+1:]...)...)
			}
		}
	}
	return out
}

// shortestTitle is how many letters of a title are left where a name is cut off it.
const shortestTitle = 8

// isSite tells whether a text is, or holds, the name of the site, as the page or its address gives it.
func (p *page) isSite(s string) bool {
	name := letters(s)
	if name == "" {
		return false
	}
	if p.sites == nil {
		p.sites = p.siteNames()
	}
	for _, site := range p.sites {
		if name == site.name || site.part && (len(site.name) >= leastPart && len(name) < 4*len(site.name) && strings.Contains(name, site.name) || len(name) >= leastPart && len(site.name) < 3*len(name) && strings.Contains(site.name, name)) {
			return true
		}
	}
	return false
}

// leastPart is how long a name is that tells of the site as part of another, in bytes.
const leastPart = 5

// siteName is a name of the site, letters alone.
type siteName struct {
	name string
	part bool // whether it tells of the site as part of a longer name too
}

// isNamed tells whether a text is, to the letter, the name of the site or a section that the page gives.
func (p *page) isNamed(s string) bool {
	name := letters(s)
	if name == "" {
		return false
	}
	for i := range p.found.Candidates {
		if c := &p.found.Candidates[i]; (c.Field == Section || c.Field == Outlet) && len(c.Value) < longestSite && letters(c.Value) == name {
			return true
		}
	}
	return false
}

// siteNames are the names of the site: those that the page gives, its hosts, and their labels.
func (p *page) siteNames() []siteName {
	out := []siteName{}
	hosts := []string{hostOf(p.ctx.Address)}
	for _, c := range p.found.Candidates {
		switch {
		case c.Field == Outlet && !c.other:
			n := letters(c.Value)
			if n != "" && len(n) < longestSite && len(out) < mostTold && !slices.ContainsFunc(p.found.Candidates, func(o Candidate) bool { return o.Field == Title && o.Value == c.Value }) {
				out = append(out, siteName{n, true})
			}
		case c.Field == Canonical && len(hosts) < mostTold:
			hosts = append(hosts, hostOf(c.Value))
		}
	}
	for _, h := range hosts {
		labels := strings.Split(h, ".")
		longest := slices.MaxFunc(labels, func(a, b string) int { return len(a) - len(b) })
		out = append(out, siteName{letters(h), false}, siteName{letters(labels[0]), false}, siteName{letters(longest), len(longest) > 3})
	}
	return out
}

// longestSite is how long the name of a site may be, in bytes.
const longestSite = 60

// letters are the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

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
	kicker := false
	if p.shown != NoBlock {
		var c Candidate
		c, kicker = p.shownTitle()
		e.vote(c, words(c.Value), weightShown)
	}
	for pass := range 3 {
		for _, t := range p.told {
			c := p.found.Candidates[t.at]
			weight := titleWeight(c.From)
			if titlePass(c.From) != pass || p.repeats(t) {
				continue
			}
			c.Value = t.value
			if e.has(t.words) || !e.voteWithin(t, weight, c.From, kicker) {
				e.vote(c, t.words, weight)
			}
		}
	}
	w := e.winner()
	if w == nil {
		return
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

// weightShown is how much the headline counts that the page shows: more than two of its data that agree on another, less than three or than those meant for machines.
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

// shownTitle is the headline that the page shows, without a kicker that stands in an element of its own before it, and whether there was one.
func (p *page) shownTitle() (c Candidate, kicker bool) {
	b := &p.blocks.List[p.shown]
	c = Candidate{Field: Title, Value: tidy(p.blocks.TextOf(p.shown)), From: "text", Block: p.shown, node: b.Node}
	if b.Kind == markup.Heading {
		c.From = p.tree.Nodes[b.Node].Name
	}
	w := words(c.Value)
	parts := p.parts(p.shown)
	if len(parts) < 2 {
		return c, false
	}
	if tail := p.tail(parts, len(w), p.isTold); tail != "" {
		c.Value = tail
		return c, true
	}
	for _, v := range [...][]string{w, words(strings.Join(parts, " "))} {
		if t := p.toldBy(v); t != nil { // the page's data put the spaces that the page leaves to its style
			c.Value = t.value
			return c, false
		}
	}
	if tail := p.tail(parts, len(w), p.isTail); tail != "" {
		c.Value = tail
		return c, true
	}
	return c, false
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

// toldBy is the title of these words that the page's data give; nil where they give none.
func (p *page) toldBy(w []string) *told {
	for i := range p.told {
		if t := &p.told[i]; titleWeight(p.found.Candidates[t.at].From) > .5 && same(t.words, w) {
			return t
		}
	}
	return nil
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
