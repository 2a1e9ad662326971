package metadata

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"rapporteur/reading/markup"
)

// choose picks of each field what to trust.
func (p *page) choose() Found {
	p.chooseTitle()
	if p.choosePublished(); len(p.found.Published.Value) < len(time.DateOnly) {
		p.lastResort()
		p.choosePublished()
	}
	p.chooseAuthors()
	for _, f := range [...]struct {
		field Field
		to    *Candidate
	}{{Section, &p.found.Section}, {Outlet, &p.found.Outlet}, {Canonical, &p.found.Canonical}, {Language, &p.found.Language}} {
		for _, c := range p.found.Candidates {
			if c.Field == Canonical && pathOf(c.Value) == "" && pathOf(p.ctx.Address) != "" {
				continue // that of the site's front says nothing of the page
			}
			if c.Field == f.field && !c.Other && c.weight > f.to.weight {
				*f.to = c
			}
		}
	}
	p.found.Canonical.Value = p.resolve(p.found.Canonical.Value)
	return p.found
}

// resolve gives an address in full, where the page's own is known.
func (p *page) resolve(address string) string {
	base, err := url.Parse(p.ctx.Address)
	if err != nil || base.Host == "" || address == "" {
		return address
	}
	if u, err := base.Parse(address); err == nil {
		return u.String()
	}
	return address
}

// leastTrust is how far a date must be trusted to be chosen.
const leastTrust = .25

// choosePublished takes the date that is trusted most; what other places give for the same day adds to it.
func (p *page) choosePublished() {
	top := leastTrust
	for i := range p.found.Candidates {
		c := &p.found.Candidates[i]
		if c.Field != Published || c.Other {
			continue
		}
		v := p.trust(c) + p.support(c) + p.before(c)
		if v > top {
			p.found.Published, top = *c, v
		}
	}
}

// before adds to a date in a line where a line beside it gives a later one: that is the day of a change.
func (p *page) before(c *Candidate) float64 {
	const near, more = 2, .05
	if c.From != "text" {
		return 0
	}
	for i := range p.found.Candidates {
		o := &p.found.Candidates[i]
		if gap := o.Block - c.Block; o.Field == Published && o.From == "text" && !o.Other && -near <= gap && gap <= near && o.Value > c.Value && len(o.Value) >= 10 && o.Value[:10] > c.Value[:min(10, len(c.Value))] {
			return more
		}
	}
	return 0
}

// trust is how far a date is trusted by where it came from: those that the page shows, by how near they stand to its headline.
func (p *page) trust(c *Candidate) float64 {
	if c.From != "time element" {
		return c.weight
	}
	block := p.blockAt(c.node)
	switch {
	case p.shown == NoBlock || block == NoBlock:
		return c.weight - .2
	case p.apart(c.node):
		return c.weight - .35
	}
	gap := block - p.shown
	if gap < 0 {
		gap = -2 * gap
	}
	return c.weight - min(float64(gap)*.01, .3)
}

// apart tells whether a node stands in another article element than the headline. A headline that stands in none belongs to the article that follows it.
func (p *page) apart(n int32) bool {
	if p.shown == NoBlock || p.place[n].article == markup.None {
		return false
	}
	own := p.place[p.blocks.List[p.shown].Node].article
	if own == markup.None {
		own = p.nextArticle
	}
	return p.place[n].article != own
}

// support is how much other kinds of places that give the same day add.
func (p *page) support(c *Candidate) float64 {
	const each, most = .08, .24
	v := 0.0
	kind, _, _ := strings.Cut(c.From, " ")
	seen := map[string]bool{kind: true}
	for i := range p.found.Candidates {
		o := &p.found.Candidates[i]
		if o.Field != Published || o.Other || len(o.Value) < 10 || len(c.Value) < 10 || o.Value[:10] != c.Value[:10] {
			continue
		}
		if kind, _, _ := strings.Cut(o.From, " "); !seen[kind] {
			seen[kind] = true
			v += each
		}
	}
	return min(v, most)
}

// chooseAuthors takes the names of the place that is trusted most. The outlet's own name is taken only where no place names anybody else.
func (p *page) chooseAuthors() {
	places := p.byPlace()
	best := -1
	for i, l := range places {
		if l.weight >= leastTrust && !l.own && (best < 0 || l.weight > places[best].weight) {
			best = i
		}
	}
	for i, l := range places {
		if l.weight >= leastTrust && (best < 0 || places[best].own && l.weight > places[best].weight) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	for i, l := range places {
		if l.shown && l.weight >= leastTrust && len(l.names) > len(places[best].names) && len(l.names) <= mostTogether && l.holds(places[best].names) {
			best = i // the page shows them all
		}
	}
	p.found.Authors = plain(places[best].names)
}

// plain leaves out names that are another of them with words before or after it, as an element with a label or a role holds that of the name.
func plain(names []Candidate) []Candidate {
	return slices.DeleteFunc(slices.Clone(names), func(c Candidate) bool {
		return slices.ContainsFunc(names, func(o Candidate) bool {
			return o.Block == c.Block && len(o.Value) < len(c.Value) && strings.Contains(o.Value, " ") && (strings.HasPrefix(c.Value, o.Value+" ") || strings.HasSuffix(c.Value, " "+o.Value))
		})
	})
}

// mostTogether is how many authors a page shows of whom its data name some only.
const mostTogether = 6

// authors are the names that one kind of place gives.
type authors struct {
	from   string
	names  []Candidate
	weight float64
	own    bool // all are the outlet's own name
	shown  bool // they stand by the headline, marked as authors
}

// holds tells whether names are all among the authors.
func (l *authors) holds(names []Candidate) bool {
	for i := range names {
		if !slices.ContainsFunc(l.names, func(c Candidate) bool { return letters(c.Value) == letters(names[i].Value) }) {
			return false
		}
	}
	return true
}

// byPlace sorts the authors by the kind of place that gives them. Of what is only shown, those count that stand nearest to the headline and have a person's name.
func (p *page) byPlace() []authors {
	var out []authors
	for i := range p.found.Candidates {
		c := &p.found.Candidates[i]
		if c.Field != Author || c.Other {
			continue
		}
		weak := c.From == "class" || c.From == "text"
		if weak && !isPerson(c.Value) {
			continue
		}
		at := slices.IndexFunc(out, func(l authors) bool { return l.from == c.From })
		if at < 0 {
			out = append(out, authors{from: c.From, own: true})
			at = len(out) - 1
		}
		l := &out[at]
		w := p.authorTrust(c)
		if w < l.weight-.06 && c.node != markup.None || slices.ContainsFunc(l.names, func(o Candidate) bool { return letters(o.Value) == letters(c.Value) }) {
			continue
		}
		if w > l.weight+.06 && c.node != markup.None {
			l.names, l.own = nil, true
		}
		own := p.isSite(c.Value)
		if strings.HasPrefix(c.From, "meta") && slices.ContainsFunc(l.names, func(o Candidate) bool { return o.text == c.text && p.isSite(o.Value) }) {
			continue // the outlet's address follows its name
		}
		l.names, l.weight, l.own = append(l.names, *c), max(l.weight, w), l.own && own
		l.shown = c.node != markup.None && !weak
	}
	for i := range out {
		if l := &out[i]; !l.own && strings.HasPrefix(l.from, "meta") {
			l.names = slices.DeleteFunc(l.names, func(c Candidate) bool { return p.isSite(c.Value) })
		}
	}
	return out
}

// authorTrust is how far an author is trusted by where the name stands.
func (p *page) authorTrust(c *Candidate) float64 {
	if c.node == markup.None {
		return c.weight
	}
	if p.shown == NoBlock || c.Block == NoBlock || p.apart(c.node) {
		return c.weight - .3
	}
	gap := c.Block - p.shown
	if gap < 0 {
		gap = -3 * gap
	}
	return c.weight - min(float64(gap)*.01, .3)
}
