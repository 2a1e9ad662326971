package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// clean tells for each block of the region whether it is a paragraph of the article.
func (p *page) clean(region int32) []Verdict {
	out := make([]Verdict, len(p.blocks.List))
	main := p.mainShapes(region)
	first := -1
	for i := range p.blocks.List {
		if !p.within(p.blocks.List[i].Node, region) {
			continue
		}
		if out[i] = p.judge(i, region, main); first < 0 && out[i].Body {
			first = i
		}
	}
	p.trim(out, main)
	p.lead(out, first)
	return out
}

// trim sets apart what stands before the first and after the last paragraph that is like the others or long enough to be prose, short lines of another make between them, and what is said a second time.
func (p *page) trim(out []Verdict, main []bool) {
	const longLine = 60
	first, last, lastUsual := -1, -1, -1
	seen, parents := map[string]bool{}, map[int32]bool{}
	for i := range out {
		if out[i].Body && main[p.shapes[i]] {
			parents[p.tree.Nodes[p.blocks.List[i].Node].Parent] = true
		}
	}
	for i := range out {
		if !out[i].Body {
			continue
		}
		b := &p.blocks.List[i]
		usual := main[p.shapes[i]]
		text := p.blocks.TextOf(i)
		switch {
		case b.Size >= longLine && seen[text]:
			out[i] = Verdict{Reason: "repeated"}
			continue
		case b.Size < longLine && !usual && !ends(text) && !p.amid(i, parents):
			out[i] = Verdict{Reason: "page furniture"}
			continue
		}
		seen[text] = true
		if p.prose[i] > 0 && (usual || b.Size >= longLine) {
			if last = i; first < 0 {
				first = i
			}
			if usual {
				lastUsual = i
			}
		}
	}
	if first < 0 {
		return
	}
	if lastUsual >= 0 && p.tailMass(out, lastUsual) < tailShare*p.bodyMass(out) {
		last = lastUsual
	}
	for i := range out {
		if out[i].Body && (i < first || i > last) {
			out[i] = Verdict{Reason: "page furniture"}
		}
	}
}

// amid tells whether a block is an item of a list, or stands in a quotation, right among paragraphs of the usual make.
func (p *page) amid(i int, parents map[int32]bool) bool {
	b := &p.blocks.List[i]
	if b.Kind != markup.Item && b.Kind != markup.Quote {
		return false
	}
	n := b.Node
	for t := p.tree.Nodes[n].Tag; t == atom.Li || t == atom.P || t == atom.Blockquote; t = p.tree.Nodes[n].Tag {
		n = p.tree.Nodes[n].Parent
	}
	return parents[n] || parents[p.tree.Nodes[n].Parent]
}

// tailShare is how much of a body paragraphs of another make may be, at most, to be cut from its end.
const tailShare = 0.2

func (p *page) bodyMass(out []Verdict) float64 { return p.tailMass(out, -1) }

// tailMass is how much prose of the body stands after a block.
func (p *page) tailMass(out []Verdict, after int) float64 {
	sum := 0.0
	for i := after + 1; i < len(out); i++ {
		if out[i].Body {
			sum += p.prose[i]
		}
	}
	return sum
}

// ends tells whether a text ends as a sentence does, closing marks aside.
func ends(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"'”“’»«)]」』", r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…。！？؟۔।։:;؛", r)
}

// lead takes in what stands between the headline and the region: the paragraph that sums the article up.
func (p *page) lead(out []Verdict, first int) {
	const longestWay, leastLead = 60, 50
	if p.head < 0 || first < p.head || first > p.head+longestWay {
		return
	}
	both := p.blocks.List[p.head].Node
	for !p.within(p.blocks.List[first].Node, both) {
		both = p.tree.Nodes[both].Parent
	}
	said := map[string]bool{}
	for i := range out {
		if out[i].Body {
			said[p.blocks.TextOf(i)] = true
		}
	}
	for i := p.head + 1; i < first; i++ {
		b := &p.blocks.List[i]
		z := p.nodes[b.Node].in
		if out[i].Reason == "" && b.Size >= leastLead && b.Stops > 0 && b.Linked*4 < b.Size && !b.Hidden && (z == open || z == article || z == related) && b.Kind != markup.Caption && b.Kind != markup.Item && b.Kind != markup.Heading && p.within(b.Node, both) {
			out[i].Body = !said[p.blocks.TextOf(i)]
		}
	}
}

// mainShapes are the shapes of a good part of a region's prose.
func (p *page) mainShapes(region int32) []bool {
	const leastShare = 0.2
	mass := make([]float64, len(p.like))
	for i := range p.blocks.List {
		if p.prose[i] > 0 && p.within(p.blocks.List[i].Node, region) {
			mass[p.shapes[i]] += p.prose[i]
		}
	}
	main := make([]bool, len(mass))
	for k, v := range mass {
		main[k] = v > 0 && v >= p.nodes[region].mass*leastShare
	}
	return main
}

func (p *page) judge(i int, region int32, main []bool) Verdict {
	b := &p.blocks.List[i]
	no := func(reason string) Verdict { return Verdict{Reason: reason} }
	if b.Hidden {
		return no("hidden")
	}
	usual := main[p.shapes[i]]
	for n := b.Node; n != region && n != markup.None; n = p.tree.Nodes[n].Parent {
		if z := p.nodes[n].zone; z > article && p.nodes[n].mass < p.nodes[region].mass*0.4 && (!usual || !p.nodes[n].byName) {
			return no(reasons[z])
		}
		if t := p.tree.Nodes[n].Tag; (t == atom.Ul || t == atom.Ol || t == atom.Table) && linkShare(&p.nodes[n]) > 0.4 {
			return no("links")
		}
	}
	switch {
	case b.Kind == markup.Heading:
		return no("sub-heading")
	case b.Kind == markup.Caption:
		return no("caption")
	case b.Linked*2 > b.Size && (!usual || b.Stops == 0 || b.Linked*10 >= b.Size*9):
		return no("links")
	case b.Size < shortest && b.Stops == 0 && b.Kind != markup.Paragraph && b.Kind != markup.Item && b.Kind != markup.Quote:
		return no("page furniture")
	}
	return Verdict{Body: true}
}

// shortest is how many letters a line needs to be a paragraph although nothing in it ends or divides a sentence.
const shortest = 40

// within tells whether a node is another or stands in it.
func (p *page) within(n, top int32) bool {
	for ; n != markup.None; n = p.tree.Nodes[n].Parent {
		if n == top {
			return true
		}
	}
	return false
}
