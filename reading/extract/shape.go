package extract

// shape numbers what elements are made like: their name and class, their parent's and their grandparent's.
type shape int32

// shaped tells the shape of each block's element, and for each shape an element of it.
func (p *page) shaped() (of []shape, like []int32) {
	type making struct{ name, class string }
	makings := map[making]int32{}
	known := map[[3]int32]shape{}
	of = make([]shape, len(p.blocks.List))
	for i := range p.blocks.List {
		n := p.blocks.List[i].Node
		if i > 0 && n == p.blocks.List[i-1].Node {
			of[i] = of[i-1]
			continue
		}
		var all [3]int32
		for k, up := 0, n; k < len(all) && up > 0; k, up = k+1, p.tree.Nodes[up].Parent {
			m := making{p.tree.Nodes[up].Name, p.classes(up)}
			if makings[m] == 0 {
				makings[m] = int32(len(makings) + 1)
			}
			all[k] = makings[m]
		}
		s, ok := known[all]
		if !ok {
			s = shape(len(like))
			known[all], like = s, append(like, n)
		}
		of[i] = s
	}
	return of, like
}

// shapeName is the shape of an element in words.
func (p *page) shapeName(n int32) string {
	s := ""
	for k := 0; k < 3 && n > 0; k, n = k+1, p.tree.Nodes[n].Parent {
		s += p.makeOf(n) + "/"
	}
	return s
}
