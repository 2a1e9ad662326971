package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// leastItems is how many siblings of one make are a list.
const leastItems = 3

// lists finds elements that repeat beside each other and each hold little prose among other things: comments with names and dates, teasers with headlines. Paragraphs
// that are wrapped one by one are none of these.
func (p *page) lists() {
	prose, other, linked := p.contents()
	for k := range p.tree.Nodes {
		p.listIn(int32(k), prose, other, linked)
	}
}

// contents counts for each element the blocks of prose and the other blocks in it, less labels that are the same again and again.
func (p *page) contents() (prose, other, linked []int32) {
	prose, other, linked = make([]int32, len(p.nodes)), make([]int32, len(p.nodes)), make([]int32, len(p.nodes))
	times := map[string]int{}
	for i := range p.blocks.List {
		times[p.blocks.TextOf(i)]++
	}
	for i := range p.blocks.List {
		n := p.blocks.List[i].Node
		switch {
		case p.prose[i] > 0:
			prose[n]++
		case times[p.blocks.TextOf(i)] < leastItems:
			other[n]++
			if b := &p.blocks.List[i]; b.Linked*2 > b.Size {
				linked[n]++
			}
		}
	}
	for k := len(p.nodes) - 1; k > 0; k-- {
		up := p.tree.Nodes[k].Parent
		prose[up] += prose[k]
		other[up] += other[k]
		linked[up] += linked[k]
	}
	return prose, other, linked
}

// longestClass is how much of a list of classes tells what an element is made like, in bytes.
const longestClass = 1000

// makeOf names what an element is made like.
func (p *page) makeOf(k int32) string {
	return p.tree.Nodes[k].Name + " " + p.classes(k)
}

func (p *page) classes(k int32) string {
	class := p.tree.Attr(k, "class")
	return class[:min(len(class), longestClass)]
}

// itemOf is makeOf less all but the first of its classes: siblings of one such make are items of a list.
func (p *page) itemOf(k int32) string {
	class, _, _ := strings.Cut(p.classes(k), " ")
	return p.tree.Nodes[k].Name + " " + class
}

func (p *page) listIn(parent int32, prose, other, linked []int32) {
	if prose[parent] < 2 {
		return
	}
	if p.tree.Nodes[parent].Tag == atom.Dl && linked[parent] >= leastItems && linked[parent]*2 >= prose[parent] && !p.holds(parent, p.head) {
		p.nodes[parent].zone = list
		return
	}
	count := map[string]items{}
	for k := p.tree.Nodes[parent].First; k != markup.None; k = p.tree.Nodes[k].Next {
		if p.tree.Nodes[k].Name == "" || p.tree.Nodes[k].First == markup.None {
			continue
		}
		c := count[p.itemOf(k)]
		if prose[k] > 0 {
			c.told++
			c.prose += prose[k]
			if other[k] > 0 {
				c.mixed++
			}
			if linked[k] > 0 {
				c.linked++
			}
		}
		count[p.itemOf(k)] = c
	}
	for k := p.tree.Nodes[parent].First; k != markup.None; k = p.tree.Nodes[k].Next {
		if n := &p.tree.Nodes[k]; n.Name == "" || n.Tag == atom.P || isInline(n.Tag) {
			continue
		}
		if c := count[p.itemOf(k)]; c.list() && prose[k] > 0 && p.nodes[k].zone == open && !p.holds(k, p.head) {
			p.nodes[k].zone = list
		}
	}
}

// items is what siblings of one make hold.
type items struct{ told, mixed, linked, prose int32 } // those with prose, those of them with other blocks, with links; blocks of prose

// list tells whether most of them hold one paragraph or so and something else.
func (c items) list() bool {
	return (c.told >= leastItems && c.mixed*5 >= c.told*3 || c.told == 2 && c.linked == 2) && c.prose*2 <= c.told*3
}

// holds tells whether an element holds a block.
func (p *page) holds(k int32, block int) bool {
	return block >= 0 && p.within(p.blocks.List[block].Node, k)
}

// isInline tells of elements that stand within lines.
func isInline(t atom.Atom) bool {
	switch t {
	case atom.A, atom.B, atom.I, atom.Em, atom.Strong, atom.Span, atom.Font, atom.Small, atom.U:
		return true
	}
	return false
}
