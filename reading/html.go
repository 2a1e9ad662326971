package reading

import (
	"fmt"
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rapporteur"
)

// deepest is how deeply elements may nest: parsers and extractors recurse.
const deepest = 400

// readHTML makes the reading text of a page: its main content as paragraphs, one a line, a blank line between.
func readHTML(s, source string) (page, error) {
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return page{}, fmt.Errorf("the page cannot be parsed: %w", err)
	}
	if depth(root) > deepest {
		return page{}, fmt.Errorf("the page nests its elements more than %d deep", deepest)
	}
	p := page{candidates: pageDates(root)}
	address, err := url.Parse(source)
	if err != nil || address.Host == "" {
		address = &url.URL{Scheme: "http", Host: "localhost", Path: "/"}
	}
	content := root
	parser := readability.NewParser()
	if a, err := parser.ParseDocument(root, address); err == nil && a.Node != nil {
		content, p.title, p.author, p.outlet = a.Node, strings.TrimSpace(a.Title()), strings.TrimSpace(a.Byline()), strings.TrimSpace(a.SiteName())
	}
	var b strings.Builder
	if p.title != "" {
		b.WriteString(p.title + "\n\n")
	}
	paragraphs(&b, content)
	p.text = rapporteur.NewText(strings.TrimSpace(b.String()) + "\n")
	if p.text.Len() < 2 {
		return page{}, fmt.Errorf("the page holds no text")
	}
	return p, nil
}

// depth is how deeply the elements of a tree nest, measured without recursion.
func depth(root *html.Node) int {
	most, level := 0, 0
	for n := root; n != nil; {
		most = max(most, level)
		if n.FirstChild != nil {
			n, level = n.FirstChild, level+1
			continue
		}
		for n != nil && n.NextSibling == nil {
			n, level = n.Parent, level-1
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return most
}

// blocks are the elements that stand as lines of their own.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Blockquote: true, atom.Article: true, atom.Section: true, atom.Tr: true, atom.Figcaption: true, atom.Br: true, atom.Ul: true, atom.Ol: true, atom.Header: true, atom.Footer: true, atom.Table: true,
}

// paragraphs writes the text of a tree, block elements parted by blank lines, white space folded.
func paragraphs(b *strings.Builder, n *html.Node) {
	var line strings.Builder
	flush := func() {
		if s := strings.Join(strings.Fields(line.String()), " "); s != "" {
			b.WriteString(s + "\n\n")
		}
		line.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			line.WriteString(n.Data)
		case n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Noscript || n.DataAtom == atom.Head:
			return
		}
		block := blocks[n.DataAtom]
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(n)
	flush()
}

// pageDates are the dates that a page's head and time elements give, in the order of trust.
func pageDates(root *html.Node) []rapporteur.DateCandidate {
	names := []string{"article:published_time", "datepublished", "date", "dc.date", "pubdate", "publishdate", "og:published_time", "article:modified_time"}
	found := map[string]string{}
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Meta:
			key := strings.ToLower(attribute(n, "property") + attribute(n, "name") + attribute(n, "itemprop"))
			if found[key] == "" {
				found[key] = attribute(n, "content")
			}
		case atom.Time:
			if found["time"] == "" {
				found["time"] = attribute(n, "datetime")
			}
		case atom.Script:
			if strings.Contains(attribute(n, "type"), "ld+json") && n.FirstChild != nil && found["json-ld"] == "" {
				found["json-ld"] = between(n.FirstChild.Data, `"datePublished"`)
			}
		}
	}
	var out []rapporteur.DateCandidate
	for _, k := range append([]string{"json-ld"}, append(names, "time")...) {
		if v := found[k]; v != "" {
			if d, ok := isoDate(v); ok {
				from := k
				if k != "json-ld" && k != "time" {
					from = "meta " + k
				}
				out = append(out, rapporteur.DateCandidate{Value: d, Precision: precision(d), From: from})
			}
		}
	}
	return out
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// between is the string value that follows a key in JSON, however the rest of it is broken.
func between(s, key string) string {
	_, rest, ok := strings.Cut(s, key)
	if !ok {
		return ""
	}
	_, rest, _ = strings.Cut(rest, `"`)
	v, _, _ := strings.Cut(rest, `"`)
	return v
}

// isoDate checks that a value begins as 2031-05-18, and keeps a time of day that follows.
func isoDate(v string) (string, bool) {
	if len(v) < 10 || v[4] != '-' || v[7] != '-' {
		return "", false
	}
	for i, c := range v[:10] {
		if i != 4 && i != 7 && (c < '0' || c > '9') {
			return "", false
		}
	}
	if len(v) >= 16 && (v[10] == 'T' || v[10] == ' ') && v[13] == ':' {
		return v[:10] + "T" + v[11:], true
	}
	return v[:10], true
}

func precision(v string) string {
	switch {
	case len(v) >= 19 && v[16] == ':':
		return "second"
	case len(v) >= 16:
		return "minute"
	}
	return "day"
}
