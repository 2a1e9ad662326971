package metadata

import (
	"sort"
	"strings"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// page is a page and what was found on it so far.
type page struct {
	tree        *markup.Tree
	blocks      *markup.Blocks
	ctx         Context
	found       Found
	place       []place // of each node
	told        []told  // titles that the page's data give
	sites       []siteName
	things      []thing // of JSON-LD
	byID        map[string]*value
	shown       int      // the block of the headline; NoBlock where none is seen
	packs       []string // codes of the packs of the languages that the page may be read in
	far         []string // days in lines far from the headline
	texts       int      // that gave authors so far
	read        int      // elements whose text was looked at
	nextArticle int32    // the first article element after the headline; markup.None where there is none
	script      int      // bytes of JSON-LD still to be read
}

// place is where a node stands.
type place struct {
	item    int32 // the nearest element that is a microdata item, or markup.None
	article int32 // the nearest article element
	aside   bool  // within what holds other things than the article: navigation, lists of links, comments
	hidden  bool
}

// Bounds.
const (
	mostCandidates = 60   // of one field
	longestValue   = 2000 // bytes of what may be a title, name or date
	mostBelow      = 200  // nodes that are looked at for the text of one
	mostTexts      = 3000 // elements whose text is looked at
	mostScript     = 8 << 20
)

func newPage(t *markup.Tree, b *markup.Blocks, c Context) *page {
	return &page{tree: t, blocks: b, ctx: c, place: make([]place, len(t.Nodes)), byID: map[string]*value{}, shown: NoBlock, script: mostScript}
}

// add keeps a candidate, unless it says what was said before from the same place or there are too many.
func (p *page) add(c Candidate) {
	if c.Value == "" || len(c.Value) > longestValue {
		return
	}
	n := 0
	for i := range p.found.Candidates {
		o := &p.found.Candidates[i]
		if o.Field != c.Field {
			continue
		}
		if o.Value == c.Value && o.From == c.From && o.Other == c.Other {
			if c.weight > o.weight && c.node != markup.None {
				*o = c
			}
			return
		}
		n++
	}
	if n < mostCandidates {
		p.found.Candidates = append(p.found.Candidates, c)
	}
}

// gather reads every element once.
func (p *page) gather() {
	p.place[0] = place{item: markup.None, article: markup.None}
	for k := int32(1); k < int32(len(p.tree.Nodes)); k++ {
		n := &p.tree.Nodes[k]
		pl := p.place[n.Parent]
		if n.Name != "" {
			p.enter(k, n, &pl)
		}
		p.place[k] = pl
		if n.Name != "" {
			p.element(k, n)
		}
	}
	p.data()
	p.address()
}

// enter tells where what is in an element stands.
func (p *page) enter(k int32, n *markup.Node, pl *place) {
	switch n.Tag {
	case atom.Article:
		pl.article = k
	case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Svg:
		pl.aside = true
	}
	for i := range n.Attrs {
		switch a := &n.Attrs[i]; a.Key {
		case "itemscope":
			pl.item = k
		case "role":
			pl.aside = pl.aside || a.Value == "navigation" || a.Value == "complementary" || a.Value == "contentinfo" || a.Value == "search"
		case "hidden":
			pl.hidden = true
		case "class", "id", "aria-label", "itemtype":
			pl.aside = pl.aside || isTrail(a.Value)
		}
	}
}

// isTrail tells whether an attribute's value marks breadcrumbs, the trail of sections down to a page: that ends in a title made for search engines.
func isTrail(s string) bool {
	return strings.Contains(s, "readcrumb") || strings.Contains(s, "readCrumb")
}

func (p *page) element(k int32, n *markup.Node) {
	switch n.Tag {
	case atom.Meta:
		p.meta(k)
	case atom.Title:
		if p.place[k].aside { // of a drawing
			return
		}
		p.title(p.text(k), "title element", .6)
	case atom.Link:
		if rel := strings.ToLower(p.tree.Attr(k, "rel")); rel == "canonical" {
			p.add(Candidate{Field: Canonical, Value: p.tree.Attr(k, "href"), From: "link canonical", Block: NoBlock, node: markup.None, weight: 1})
		}
	case atom.Html:
		p.language(p.tree.Attr(k, "lang"), "html lang", 1)
	case atom.Script:
		if strings.Contains(strings.ToLower(p.tree.Attr(k, "type")), "ld+json") {
			p.jsonLD(k)
		}
		return
	case atom.Time, atom.H1:
	}
	p.marked(k, n)
}

// text is the text below a node as readers see it, cut where it is too long for a value.
func (p *page) text(k int32) string {
	if p.read++; p.read > mostTexts {
		return ""
	}
	var b strings.Builder
	seen := 0
	own := p.tree.Nodes[k].Tag
	for d := range p.tree.Below(k) {
		if seen++; seen > mostBelow || b.Len() > longestValue {
			break
		}
		n := &p.tree.Nodes[d]
		switch {
		case n.Name == "":
			if raw := p.tree.Nodes[n.Parent].Tag; raw != own && (raw == atom.Script || raw == atom.Style || raw == atom.Noscript || raw == atom.Template) {
				continue
			}
			s := p.tree.Source[n.Start:n.End]
			b.WriteString(s[:min(len(s), longestValue)])
		case n.Tag == atom.Br || n.Tag == atom.P || n.Tag == atom.Div || n.Tag == atom.Li || n.Tag == atom.Td:
			b.WriteByte(' ')
		}
	}
	return tidy(b.String())
}

// blockAt is the block that the text below a node begins in.
func (p *page) blockAt(k int32) int {
	first := markup.None
	seen := 0
	for d := range p.tree.Below(k) {
		if seen++; seen > mostBelow {
			break
		}
		if n := &p.tree.Nodes[d]; n.Name == "" && strings.TrimSpace(p.tree.Source[n.Start:n.End]) != "" {
			first = d
			break
		}
	}
	if first == markup.None {
		return NoBlock
	}
	n := &p.tree.Nodes[first]
	runs := p.blocks.Map.Runs()
	i := sort.Search(len(runs), func(i int) bool { return runs[i].From+runs[i].Size > int(n.Start) })
	if i == len(runs) || runs[i].From >= int(n.End) {
		return NoBlock
	}
	return p.blockOf(runs[i].At)
}

// blockOf is the block that holds a byte of the text.
func (p *page) blockOf(at int) int {
	i := sort.Search(len(p.blocks.List), func(i int) bool { return p.blocks.List[i].End > at })
	if i == len(p.blocks.List) || p.blocks.List[i].Start > at {
		return NoBlock
	}
	return i
}

// title keeps a title that the page's data give.
func (p *page) title(s, from string, weight float64) {
	if s = tidy(s); s == "" || len(s) > longestValue {
		return
	}
	p.add(Candidate{Field: Title, Value: s, From: from, Block: NoBlock, node: markup.None, weight: weight})
}

func (p *page) language(s, from string, weight float64) {
	p.add(Candidate{Field: Language, Value: strings.ReplaceAll(strings.TrimSpace(s), "_", "-"), From: from, Block: NoBlock, node: markup.None, weight: weight})
}
