// Package extract tells which blocks of a page are its article, and why the others are not.
//
// It looks at how a page is made, not at what its words mean, and so knows no language but the English of class names. Each block weighs as much as it is prose: letters that are
// no link, with marks that end or divide sentences. Elements whose names, roles or repetition tell that they are navigation, comments, teasers and the like make what stands in them
// weigh less. The region of the article is the element that then holds most, near its headline, widened to what is made alike. Within it, what is no paragraph of the article is set
// apart with its reason. Where the page's data for machines (articleBody in JSON-LD) give another text, and the page shows it, that is taken instead.
//
// A page may hold several whole articles, each under a headline of its own (besides), and a live blog, whose entries look like the comments or teasers of other pages (live).
//
// All of it takes time in proportion to the page and the depth of its tree, and keeps nothing from one page to the next: Find is safe for concurrent use.
package extract

import (
	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// Verdict is what a block is taken for. The zero Verdict is that of a block outside the region.
type Verdict struct {
	Body   bool   // whether it is a paragraph of an article
	Reason string // why a block of the region is not the body; "" outside the region
}

// Page is what was found.
type Page struct {
	Headline int       // the block that shows the title; -1 where none is seen
	Verdicts []Verdict // of each block
	Further  []int     // the blocks that show the titles of further articles, in order; each goes on to the next
	Form     string    // LiveBlog, or "" for what is told as one
}

// Find tells which blocks of a page are its article, or its articles. It always gives a Page; one without any body is that of a page that holds no article.
func Find(t *markup.Tree, b *markup.Blocks) Page {
	p := newPage(t, b)
	found := Page{Headline: p.head, Form: p.form}
	if len(p.containers) > 1 {
		found.Verdicts, found.Further = p.cleanEach(), p.heads[1:]
		return found
	}
	found.Verdicts = p.clean(p.region())
	p.agree(found.Verdicts)
	return found
}

// page is a page with what is known of its nodes and blocks.
type page struct {
	tree   *markup.Tree
	blocks *markup.Blocks
	nodes  []node
	prose  []float64 // of each block: how much prose it is, in letters
	shapes []shape   // of each block: what the element is made like that it stands in
	like   []int32   // for each shape, an element of it
	head   int       // the block of the headline; -1 where none is seen
	form   string

	containers []int32 // of the articles of a page that holds several, and the blocks of their headlines
	heads      []int
}

// node is what is known of an element.
type node struct {
	mass       float64 // prose in and below it
	score      float64
	linked     int32 // letters in links, and all letters, in and below it
	size       int32
	paragraphs int32 // blocks of prose in and below it
	zone       zone
	in         zone // its own or that of the nearest ancestor that has one
	byName     bool // whether its name alone tells its zone
}

func newPage(t *markup.Tree, b *markup.Blocks) *page {
	p := &page{tree: t, blocks: b, nodes: make([]node, len(t.Nodes)), prose: make([]float64, len(b.List)), head: -1}
	p.shapes, p.like = p.shaped()
	p.head = p.headline()
	for i := range b.List {
		p.prose[i] = p.weigh(i)
	}
	p.sum()
	p.zones()
	p.inherit()
	p.live()
	p.containers, p.heads = p.besides()
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

// zones tells for each element in which zone it stands. What holds the headline or, by its name alone, a good part of the page's prose, is none; but a side bar beside the headline is one,
// however long.
func (p *page) zones() {
	all := p.nodes[0].mass
	for k := 1; k < len(p.nodes); k++ {
		n := &p.tree.Nodes[k]
		if n.Name == "" {
			continue
		}
		z, byName := zoneOf(n)
		if z > article && byName && z != comments && (z != aside || p.head < 0) && p.nodes[k].mass > all*0.35 {
			z = open
		}
		p.nodes[k].zone, p.nodes[k].byName = z, byName
		if n.Tag == atom.Form {
			p.box(n.Parent)
		}
	}
	if p.head >= 0 {
		for n := p.blocks.List[p.head].Node; n != markup.None; n = p.tree.Nodes[n].Parent {
			if p.nodes[n].zone > article {
				p.nodes[n].zone = open
			}
		}
	}
}

// box makes what holds a form and little else a part of it: the box that asks for an address, with the words that praise what comes of it.
func (p *page) box(n int32) {
	const mostPraise, mostShare = 2, 0.3
	if k := &p.nodes[n]; p.tree.Nodes[n].Tag == atom.Div && k.zone == open && k.paragraphs <= mostPraise && k.mass < p.nodes[0].mass*mostShare {
		k.zone = form
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
		p.nodes[k].mass, p.nodes[k].size, p.nodes[k].linked, p.nodes[k].paragraphs = 0, 0, 0, 0
	}
	for i := range p.blocks.List {
		b := &p.blocks.List[i]
		n := &p.nodes[b.Node]
		n.mass += p.prose[i]
		n.size += int32(b.Size)
		n.linked += int32(b.Linked)
		if p.prose[i] > 0 {
			n.paragraphs++
		}
	}
	for k := len(p.nodes) - 1; k > 0; k-- {
		up := &p.nodes[p.tree.Nodes[k].Parent]
		up.mass += p.nodes[k].mass
		up.size += p.nodes[k].size
		up.linked += p.nodes[k].linked
		up.paragraphs += p.nodes[k].paragraphs
	}
}
