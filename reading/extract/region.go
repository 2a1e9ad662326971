package extract

import "rapporteur/reading/markup"

// region is the node that holds the article: the element whose own children and grandchildren hold most prose, widened to what holds more of the same.
func (p *page) region() int32 {
	for i := range p.blocks.List {
		if p.prose[i] == 0 {
			continue
		}
		n, v := p.blocks.List[i].Node, p.prose[i]
		if p.blocks.List[i].Kind != markup.Loose {
			n = p.tree.Nodes[n].Parent
		}
		for share := 1.0; n != markup.None && share > 0.2; share /= 2 {
			p.nodes[n].score += v * share
			n = p.tree.Nodes[n].Parent
		}
	}
	best := int32(0)
	gap := p.gaps()
	for k := range p.nodes {
		n := &p.nodes[k]
		if n.size == 0 {
			continue
		}
		n.score *= (1 - float64(n.linked)/float64(n.size)) / (1 + float64(gap[k])/farGap)
		if n.score > p.nodes[best].score {
			best = int32(k)
		}
	}
	return p.alike(p.widen(best))
}

// alike widens a region to all blocks of the page that are made like most of its prose: an article may be cut into sections, each in boxes of its own.
func (p *page) alike(region int32) int32 {
	const leastGain, leastDensity, mostLinks = 0.15, 0.5, 0.4
	inside, all := make([]float64, len(p.like)), make([]float64, len(p.like))
	for i := range p.blocks.List {
		if p.prose[i] == 0 {
			continue
		}
		k := p.shapes[i]
		all[k] += p.prose[i]
		if p.within(p.blocks.List[i].Node, region) {
			inside[k] += p.prose[i]
		}
	}
	main := shape(-1)
	for k, v := range inside {
		if v > 0 && (main < 0 || v > inside[main] || v == inside[main] && p.shapeName(p.like[k]) < p.shapeName(p.like[main])) {
			main = shape(k)
		}
	}
	if main < 0 || inside[main] < p.nodes[region].mass*0.5 || all[main]-inside[main] < inside[main]*leastGain {
		return region
	}
	wide := region
	for i := range p.blocks.List {
		if p.prose[i] > 0 && p.shapes[i] == main {
			for n := p.blocks.List[i].Node; wide > 0 && !p.within(n, wide); {
				wide = p.tree.Nodes[wide].Parent
			}
		}
	}
	if linkShare(&p.nodes[wide]) > mostLinks || density(&p.nodes[wide]) < density(&p.nodes[region])*leastDensity {
		return region
	}
	return wide
}

// widen goes up to the farthest ancestor that holds much more prose than what is below it and little else.
func (p *page) widen(n int32) int32 {
	best := n
	for up := p.tree.Nodes[n].Parent; up > 0; up = p.tree.Nodes[up].Parent {
		if p.nodes[up].mass > p.nodes[best].mass*1.25 && linkShare(&p.nodes[up]) < 0.35 && density(&p.nodes[up]) > density(&p.nodes[n])*0.7 {
			best = up
		}
	}
	return best
}

func linkShare(n *node) float64 {
	if n.size == 0 {
		return 0
	}
	return float64(n.linked) / float64(n.size)
}

// density is how much of what a node holds is prose.
func density(n *node) float64 { return n.mass / float64(n.size+1) }

// farGap is how many letters of other things between the headline and the first prose of a region halve its chances.
const farGap = 2000

// gaps gives for each element how many letters that are no prose stand between the headline and its first prose.
func (p *page) gaps() []int32 {
	gap := make([]int32, len(p.nodes))
	seen, between := make([]bool, len(p.nodes)), int32(0)
	for i := range p.blocks.List {
		b := &p.blocks.List[i]
		if p.prose[i] == 0 {
			if p.head >= 0 && i > p.head {
				between += int32(b.Size)
			}
			continue
		}
		for n := b.Node; n != markup.None && !seen[n]; n = p.tree.Nodes[n].Parent {
			seen[n], gap[n] = true, between
		}
	}
	return gap
}
