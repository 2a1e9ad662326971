// Package extract tells which blocks of a page are its article, and why the others are not.
//
// Several readers of the page each propose a body: what its data for machines says (JSON-LD), the containers that hold most prose, the stretch of blocks that is
// most like prose, and the containers that say they are the article. A selector picks among them. What stands within the picked region and is no paragraph of the article is set
// apart with its reason.
package extract

import (
	"rapporteur/reading/markup"
)

// Verdict is what a block is taken for.
type Verdict struct {
	Body   bool
	Reason string // why a block of the region is not the body; "" outside the region
}

// Page is what was found.
type Page struct {
	Headline int       // the block that shows the title; -1 where none is seen
	Verdicts []Verdict // of each block
}

// Find tells which blocks of a page are its article.
func Find(t *markup.Tree, b *markup.Blocks) Page {
	p := newPage(t, b)
	out := p.clean(p.region())
	p.agree(out)
	return Page{Headline: p.head, Verdicts: out}
}

// page is a page with what is known of its nodes and blocks.
type page struct {
	tree   *markup.Tree
	blocks *markup.Blocks
	nodes  []node
	prose  []float64 // of each block: how much prose it is, in letters
	head   int       // the block of the headline; -1 where none is seen
}

// node is what is known of an element.
type node struct {
	zone   zone
	in     zone    // its own or that of the nearest ancestor that has one
	mass   float64 // prose in and below it
	linked int     // letters in links, and all letters, in and below it
	size   int
	score  float64
	byName bool // whether its name alone tells its zone
}

func newPage(t *markup.Tree, b *markup.Blocks) *page {
	p := &page{tree: t, blocks: b, nodes: make([]node, len(t.Nodes)), prose: make([]float64, len(b.List)), head: -1}
	p.head = p.headline()
	for i := range b.List {
		p.prose[i] = p.weigh(i)
	}
	p.sum()
	p.zones()
	p.lists()
	p.inherit()
	for i := range b.List {
		p.prose[i] *= p.nodes[b.List[i].Node].in.share()
		if i < p.head {
			p.prose[i] *= beforeHeadline
		}
	}
	p.sum()
	return p
}

// beforeHeadline is the share of prose before the headline that counts.
const beforeHeadline = 0.3

// zones tells for each element in which zone it stands. What holds the headline or, by its name alone, a good part of the page's prose, is none.
func (p *page) zones() {
	all := p.nodes[0].mass
	for k := 1; k < len(p.nodes); k++ {
		n := &p.tree.Nodes[k]
		if n.Name == "" {
			continue
		}
		z, byName := zoneOf(n)
		if z > article && byName && z != comments && p.nodes[k].mass > all*0.35 {
			z = open
		}
		p.nodes[k].zone, p.nodes[k].byName = z, byName
	}
	if p.head >= 0 {
		for n := p.blocks.List[p.head].Node; n != markup.None; n = p.tree.Nodes[n].Parent {
			if p.nodes[n].zone > article {
				p.nodes[n].zone = open
			}
		}
	}
}

// inherit gives each element the zone of the nearest that has one.
func (p *page) inherit() {
	for k := 1; k < len(p.nodes); k++ {
		if p.nodes[k].in = p.nodes[k].zone; p.nodes[k].in == open {
			p.nodes[k].in = p.nodes[p.tree.Nodes[k].Parent].in
		}
	}
}

// Sizes, in letters.
const (
	leastProse = 25  // a block of less is no sign of prose
	fullProse  = 600 // more in one block tells no more
)

// weigh is how much prose a block is.
func (p *page) weigh(i int) float64 {
	b := &p.blocks.List[i]
	own := float64(b.Size - b.Linked)
	if b.Hidden || b.Size < leastProse || own < leastProse || b.Kind == markup.Heading || b.Kind == markup.Caption {
		return 0
	}
	v := min(own, fullProse) * own / float64(b.Size)
	switch {
	case b.Stops == 0:
		v *= 0.2
	case b.Kind == markup.Item || b.Kind == markup.Cell:
		v *= 0.5
	}
	return v
}

// sum adds what blocks hold up to all that they stand in.
func (p *page) sum() {
	for k := range p.nodes {
		p.nodes[k].mass, p.nodes[k].size, p.nodes[k].linked = 0, 0, 0
	}
	for i := range p.blocks.List {
		b := &p.blocks.List[i]
		n := &p.nodes[b.Node]
		n.mass += p.prose[i]
		n.size += b.Size
		n.linked += b.Linked
	}
	for k := len(p.nodes) - 1; k > 0; k-- {
		up := &p.nodes[p.tree.Nodes[k].Parent]
		up.mass += p.nodes[k].mass
		up.size += p.nodes[k].size
		up.linked += p.nodes[k].linked
	}
}
