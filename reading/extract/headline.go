package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// headline is the block that shows the page's title: a heading whose words its title element or the data of its head holds, the highest and longest of them.
func (p *page) headline() int {
	told := p.toldTitle()
	best, most := -1, 0.0
	for i := range p.blocks.List {
		b := &p.blocks.List[i]
		if b.Kind != markup.Heading || b.Size < 8 || b.Size > 400 {
			continue
		}
		found, n := 0, 0
		eachToken(p.blocks.TextOf(i), func(w string) {
			n++
			if told[w] {
				found++
			}
		})
		v := float64(found) / float64(n+1)
		if found*4 < n*3 {
			if b.Level > 1 {
				continue
			}
			v = 0.1 // a first-level heading with other words
		}
		v *= 1 + float64(6-b.Level)/6
		if b.Linked*2 > b.Size {
			v /= 2
		}
		if v > most {
			best, most = i, v
		}
	}
	return best
}

// toldTitle is the words of the title element and of og:title.
func (p *page) toldTitle() map[string]bool {
	out := map[string]bool{}
	add := func(s string) { eachToken(s, func(w string) { out[w] = true }) }
	for k := range p.tree.Nodes {
		n := &p.tree.Nodes[k]
		switch n.Tag {
		case atom.Title:
			if p.tree.Nodes[n.Parent].Tag != atom.Svg {
				add(p.tree.Text(int32(k)))
			}
		case atom.Meta:
			if strings.EqualFold(p.tree.Attr(int32(k), "property"), "og:title") {
				add(p.tree.Attr(int32(k), "content"))
			}
		case atom.Body:
			return out
		}
	}
	return out
}

// eachToken gives the words of a text in lower case; of scripts without spaces, the letters.
func eachToken(s string, do func(string)) {
	start := -1
	for i, r := range s {
		wide := markup.IsWide(r)
		if start >= 0 && (wide || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)) {
			do(strings.ToLower(s[start:i]))
			start = -1
		}
		switch {
		case wide:
			do(string(r))
		case start < 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			start = i
		}
	}
	if start >= 0 {
		do(strings.ToLower(s[start:]))
	}
}
