package extract

import (
	"encoding/json"
	"html"
	"strings"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// toldBody is what the page's data for machines (schema.org's articleBody in JSON-LD) says that the article is; "" where it says nothing.
func (p *page) toldBody() string {
	best := ""
	for k := range p.tree.Nodes {
		n := &p.tree.Nodes[k]
		if n.Tag != atom.Script || n.First == markup.None || !strings.Contains(p.tree.Attr(int32(k), "type"), "ld+json") {
			continue
		}
		text := &p.tree.Nodes[n.First]
		if s := stringAfter(p.tree.Source[text.Start:text.End], `"articleBody"`); len(s) > len(best) {
			best = s
		}
	}
	return best
}

// stringAfter decodes the longest JSON string that a key has, however broken the JSON is.
func stringAfter(s, key string) string {
	best := ""
	for {
		i := strings.Index(s, key)
		if i < 0 {
			return best
		}
		s = strings.TrimLeft(s[i+len(key):], " \t\r\n")
		if !strings.HasPrefix(s, ":") {
			continue
		}
		s = strings.TrimLeft(s[1:], " \t\r\n")
		if !strings.HasPrefix(s, `"`) {
			continue
		}
		end := stringEnd(s)
		var out string
		if json.Unmarshal([]byte(strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s[:end])), &out) == nil && len(out) > len(best) {
			best = html.UnescapeString(out)
		}
		s = s[end:]
	}
}

// stringEnd is where the JSON string ends that s begins with.
func stringEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(s)
}

// run of words, hashed.
const runOf = 3

// runs gives a number for each run of three words of a text.
func runs(s string, do func(uint64)) {
	var last [runOf]uint64
	n := 0
	eachToken(s, func(w string) {
		h := uint64(14695981039346656037)
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		copy(last[:], last[1:])
		last[runOf-1] = h
		if n++; n >= runOf {
			do(last[0]*31*31 ^ last[1]*31 ^ last[2])
		}
	})
}

// Shares of words, in runs of three, by which the data's body and the page's are told to be another or the same.
const (
	leastTold   = 600 // bytes of a body in the data that is taken for one
	otherBody   = 0.3 // a body that shares less with the data's is another
	sameBlock   = 0.7 // a block of which more is in the data's body belongs to it
	wholeOfTold = 0.8 // of the data's body that must stand on the page
)

// agree takes the blocks that the page's data say are the article, where what was found is something else.
func (p *page) agree(out []Verdict) {
	told := p.toldBody()
	if len(told) < leastTold {
		return
	}
	known, all := map[uint64]bool{}, 0
	runs(told, func(h uint64) { known[h] = true; all++ })
	same := make([]bool, len(out))
	found, body, both := 0, 0, 0
	for i := range out {
		n, hit := 0, 0
		runs(p.blocks.TextOf(i), func(h uint64) {
			n++
			if known[h] {
				hit++
			}
		})
		if same[i] = n > 0 && float64(hit) > sameBlock*float64(n) && !p.blocks.List[i].Hidden; same[i] {
			found += hit
		}
		if out[i].Body {
			body, both = body+n, both+hit
		}
	}
	if float64(both) >= otherBody*float64(body) || float64(found) < wholeOfTold*float64(all) {
		return
	}
	for i := range out {
		if k := p.blocks.List[i].Kind; same[i] && k != markup.Heading && k != markup.Caption {
			out[i] = Verdict{Body: true}
		} else if out[i].Body {
			out[i] = Verdict{Reason: "not the article that the page's data give"}
		}
	}
}
