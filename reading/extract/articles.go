package extract

import (
	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// What a container must hold to be an article beside another, and how many are looked for.
const (
	leastBeside     = 250 // letters of prose
	leastParagraphs = 2
	mostBeside      = 12
)

// besides finds the containers that each hold a whole article under a headline of the same make as the page's, one beside the other, and their headlines; fewer than two where the page
// holds one article. The sections of an article have lower headings. What is made like an article but holds little, or has a link for a headline, is a teaser of another.
func (p *page) besides() (containers []int32, heads []int) {
	if p.head < 0 || p.underHeading() {
		return nil, nil
	}
	holder := map[int32]int32{} // of each element that holds the headline: the child of it that does
	for n := p.blocks.List[p.head].Node; n > 0; n = p.tree.Nodes[n].Parent {
		holder[p.tree.Nodes[n].Parent] = n
	}
	for i := p.head + 1; i < len(p.blocks.List) && len(containers) < mostBeside; i++ {
		if !p.headsLike(i) {
			continue
		}
		n := p.blocks.List[i].Node
		for n > 0 && holder[p.tree.Nodes[n].Parent] == 0 {
			n = p.tree.Nodes[n].Parent
		}
		first := holder[p.tree.Nodes[n].Parent]
		if n == first || p.itemOf(first) != p.itemOf(n) || !p.full(first) || containers != nil && (containers[0] != first || containers[len(containers)-1] == n) {
			continue
		}
		if b := &p.blocks.List[i]; b.Linked*2 > b.Size || !p.full(n) {
			p.teaser(n)
			continue
		}
		if containers == nil {
			containers, heads = []int32{first}, []int{p.head}
		}
		containers, heads = append(containers, n), append(heads, i)
	}
	return containers, heads
}

// underHeading tells whether the page has a higher heading than the headline, so that those like it may be sub-headings.
func (p *page) underHeading() bool {
	for i := range p.blocks.List {
		if b := &p.blocks.List[i]; b.Kind == markup.Heading && b.Level < p.blocks.List[p.head].Level && !b.Hidden && b.Linked*2 <= b.Size {
			return true
		}
	}
	return false
}

// teaser sets an element apart as one of another article, unless its zone is known.
func (p *page) teaser(n int32) {
	if p.nodes[n].zone <= article {
		p.nodes[n].zone = related
	}
}

// headsLike tells whether a block is made like the headline: a heading of its level. Below the first level, what tells is a class that both have, or the element for articles.
func (p *page) headsLike(i int) bool {
	b, head := &p.blocks.List[i], &p.blocks.List[p.head]
	if b.Kind != markup.Heading || b.Level != head.Level || b.Hidden {
		return false
	}
	return b.Level == 1 || p.makeOf(b.Node) == p.makeOf(head.Node) && p.tree.Attr(b.Node, "class") != "" || p.inArticle(b.Node) && p.inArticle(head.Node)
}

func (p *page) inArticle(n int32) bool {
	for ; n > 0; n = p.tree.Nodes[n].Parent {
		if p.tree.Nodes[n].Tag == atom.Article {
			return true
		}
	}
	return false
}

// full tells whether an element holds the prose of a whole article.
func (p *page) full(k int32) bool {
	n := &p.nodes[k]
	return n.in <= article && n.mass >= leastBeside && linkShare(n) < 0.3 && n.paragraphs >= leastParagraphs
}

// cleanEach tells for each block whether it is a paragraph of the article in whose container it stands.
func (p *page) cleanEach() []Verdict {
	out := make([]Verdict, len(p.blocks.List))
	for i, k := range p.containers {
		p.head = p.heads[i]
		for j, v := range p.clean(k) {
			if v.Body || v.Reason != "" {
				out[j] = v
			}
		}
	}
	return out
}
