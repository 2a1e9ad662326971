package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// LiveBlog is the form of a page that sets down entries as things happen.
const LiveBlog = "live blog"

// What makes entries a live blog: how many there are at least, and how much of the page's prose they hold, less where the page says that it is one.
const (
	leastEntries = 4
	leastLive    = 0.6
	leastSaid    = 0.3
)

// live finds the entries of a live blog, siblings of one make that each begin with a time of day and hold nothing else but headings, captions and prose, and makes them parts of the
// article. Comments have names beside their times.
func (p *page) live() {
	least, said := leastLive, p.saysLive()
	if said {
		p.form, least = LiveBlog, leastSaid
	}
	timed, other := p.times()
	for parent := range p.tree.Nodes {
		if p.nodes[parent].mass < least*p.nodes[0].mass || p.nodes[parent].in == comments {
			continue
		}
		entries := map[string][]int32{}
		for k := p.tree.Nodes[parent].First; k != markup.None; k = p.tree.Nodes[k].Next {
			if p.nodes[k].mass > 0 && timed[k] > 0 && (other[k] == 0 || said) && !p.holds(k, p.head) {
				entries[p.itemOf(k)] = append(entries[p.itemOf(k)], k)
			}
		}
		for _, es := range entries {
			mass := 0.0
			for _, k := range es {
				mass += p.nodes[k].mass
			}
			if len(es) < leastEntries || mass < least*p.nodes[0].mass {
				continue
			}
			p.form = LiveBlog
			for _, k := range es {
				p.nodes[k].zone = article
			}
		}
	}
}

// saysLive tells whether the page's data say that it is a live blog (schema.org's LiveBlogPosting).
func (p *page) saysLive() bool {
	for k := range p.tree.Nodes {
		if n := &p.tree.Nodes[k]; n.Tag == atom.Script && n.First != markup.None && strings.Contains(p.tree.Attr(int32(k), "type"), "ld+json") {
			if text := &p.tree.Nodes[n.First]; strings.Contains(p.tree.Source[text.Start:text.End], `"LiveBlogPosting"`) {
				return true
			}
		}
	}
	return false
}

// times counts for each element the blocks in it that are a time of day, and those that are neither that nor a heading, a caption or prose.
func (p *page) times() (timed, other []int32) {
	timed, other = make([]int32, len(p.nodes)), make([]int32, len(p.nodes))
	for i := range p.blocks.List {
		switch b := &p.blocks.List[i]; {
		case isTime(p.blocks.TextOf(i)):
			timed[b.Node]++
		case p.prose[i] == 0 && b.Kind != markup.Heading && b.Kind != markup.Caption:
			other[b.Node]++
		}
	}
	for k := len(p.nodes) - 1; k > 0; k-- {
		up := p.tree.Nodes[k].Parent
		timed[up] += timed[k]
		other[up] += other[k]
	}
	return timed, other
}

// longestTime is how long a line may be that is a time of day with a day or a word beside it, in bytes.
const longestTime = 40

// isTime tells whether a short line holds a time of day, such as "14:32" or "18.05 Uhr", and little else.
func isTime(s string) bool {
	if len(s) > longestTime {
		return false
	}
	for i := 1; i < len(s); i++ {
		if c := s[i]; c != ':' && c != '.' && c != 'h' {
			continue
		}
		before, after := digits(s[max(0, i-3):i], -1), digits(s[i+1:min(len(s), i+4)], 1)
		start, end := i-before, i+1+after
		if (before == 1 || before == 2) && after == 2 && (start == 0 || s[start-1] != '.') && (end == len(s) || s[end] != '.') {
			return true
		}
	}
	return false
}

// digits counts the digits that a text begins with, or, with a step of -1, ends with.
func digits(s string, step int) int {
	n := 0
	for n < len(s) {
		k := n
		if step < 0 {
			k = len(s) - 1 - n
		}
		if s[k] < '0' || s[k] > '9' {
			break
		}
		n++
	}
	return n
}
