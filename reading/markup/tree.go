// Package markup reads HTML into a tree that knows where each piece of text stands, and the tree into blocks: the paragraphs, headings, list items and captions
// that a reader sees as units.
//
// Tokens come from golang.org/x/net/html; its tree keeps no offsets, so the tree is built here, by the parts of the HTML standard's tree construction that matter to text
// (implied end tags, void elements, links that were never closed). Elements nest no deeper than Deepest; what would, becomes a sibling.
package markup

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Deepest is how deeply elements nest in a Tree.
const Deepest = 400

// None is the index of no node.
const None = int32(-1)

// Node is an element or a piece of text. Nodes are named by their index in Tree.Nodes; the root is 0.
type Node struct {
	Tag                       atom.Atom // 0 for text, and for elements that HTML does not know
	Name                      string    // of an element, lower case; "" for text
	Parent, First, Last, Next int32
	Start, End                int32 // of text: its bytes in the source, with character references as they are
	Attrs                     []Attr
}

// Attr is an attribute of an element, its value decoded.
type Attr struct{ Key, Value string }

// Tree is a parsed page.
type Tree struct {
	Source string
	Nodes  []Node
}

// Attr is the value of an attribute of a node, without space at its edges; "" where it has none.
func (t *Tree) Attr(n int32, key string) string {
	for _, a := range t.Nodes[n].Attrs {
		if a.Key == key {
			return a.Value
		}
	}
	return ""
}

// Has tells whether a node has an attribute, even an empty one.
func (t *Tree) Has(n int32, key string) bool {
	for _, a := range t.Nodes[n].Attrs {
		if a.Key == key {
			return true
		}
	}
	return false
}

// Text is the decoded text below a node, white space as it is, scripts and styles included only where n is one.
func (t *Tree) Text(n int32) string {
	var b strings.Builder
	for k := range t.Below(n) {
		d := &t.Nodes[k]
		if d.Name != "" {
			continue
		}
		if raw := t.Nodes[d.Parent].Tag; rawText(raw) {
			if d.Parent == n {
				b.WriteString(t.Source[d.Start:d.End])
			}
			continue
		}
		b.WriteString(Unescape(t.Source[d.Start:d.End]))
	}
	return b.String()
}

// Below gives the nodes under n in document order, without n.
func (t *Tree) Below(n int32) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		for k := t.Nodes[n].First; k != None; k = t.after(k, n) {
			if !yield(k) {
				return
			}
		}
	}
}

// after is the node that follows k in document order below top.
func (t *Tree) after(k, top int32) int32 {
	if f := t.Nodes[k].First; f != None {
		return f
	}
	return t.Past(k, top)
}

// Past is the node that follows k and all below it in document order, below top; None at the end.
func (t *Tree) Past(k, top int32) int32 {
	for k != top && k != None {
		if n := t.Nodes[k].Next; n != None {
			return n
		}
		k = t.Nodes[k].Parent
	}
	return None
}

// Parse builds the tree of a page. It always gives one: HTML has no errors, only surprises.
func Parse(source string) *Tree {
	b := builder{tree: &Tree{Source: source, Nodes: make([]Node, 1, 64+len(source)/48)}}
	b.tree.Nodes[0] = Node{Name: "#root", Parent: None, First: None, Last: None, Next: None}
	b.open = append(b.open, 0)
	z := html.NewTokenizer(strings.NewReader(source))
	z.SetMaxBuf(0)
	at := int32(0)
	for {
		kind := z.Next()
		size := int32(len(z.Raw()))
		switch kind {
		case html.TextToken:
			b.text(at, at+size)
		case html.StartTagToken, html.SelfClosingTagToken:
			b.start(z, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(atom.Lookup(name), name)
		case html.ErrorToken:
			if z.Err() == io.EOF && size > 0 {
				b.text(at, at+size)
			}
			return b.tree
		}
		at += size
	}
}

type builder struct {
	tree *Tree
	open []int32 // open elements, the root first
	over int     // elements that would be open were there no bound
}

func (b *builder) top() int32 { return b.open[len(b.open)-1] }

func (b *builder) tag(i int) atom.Atom { return b.tree.Nodes[b.open[i]].Tag }

func (b *builder) add(n Node) int32 {
	k, p := int32(len(b.tree.Nodes)), b.top()
	n.Parent, n.First, n.Last, n.Next = p, None, None, None
	b.tree.Nodes = append(b.tree.Nodes, n)
	parent := &b.tree.Nodes[p]
	if parent.First == None {
		parent.First = k
	} else {
		b.tree.Nodes[parent.Last].Next = k
	}
	parent.Last = k
	return k
}

func (b *builder) text(start, end int32) {
	if end > start {
		b.add(Node{Start: start, End: end})
	}
}

func (b *builder) start(z *html.Tokenizer, selfClosing bool) {
	raw, more := z.TagName()
	tag := atom.Lookup(raw)
	name := tag.String()
	if tag == 0 {
		name = string(raw)
	}
	n := Node{Tag: tag, Name: name}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if kept(key) {
			n.Attrs = append(n.Attrs, Attr{string(key), strings.TrimSpace(string(value))})
		}
	}
	b.imply(tag)
	if (tag == atom.Html || tag == atom.Body) && len(b.open) > 1 && b.merge(tag, n.Attrs) {
		return
	}
	if len(b.open) > Deepest {
		b.add(n)
		if !void[tag] && !selfClosing {
			b.over++
		}
		return
	}
	k := b.add(n)
	if !void[tag] && !(selfClosing && foreign(tag, name)) {
		b.open = append(b.open, k)
	}
}

// merge gives the attributes of a second html or body element to the first, where that is open.
func (b *builder) merge(tag atom.Atom, attrs []Attr) bool {
	for i := range b.open {
		if b.tag(i) == tag {
			n := &b.tree.Nodes[b.open[i]]
			n.Attrs = append(n.Attrs, attrs...)
			return true
		}
	}
	return false
}

// kept tells whether an attribute is of use to anybody who reads a page; class lists and addresses of images are the bulk of the rest.
func kept(key []byte) bool {
	switch string(key) {
	case "id", "class", "itemprop", "itemtype", "itemscope", "property", "name", "content", "href", "rel", "datetime", "type", "style", "hidden", "aria-hidden", "role", "title", "lang", "dir", "charset", "http-equiv", "pubdate", "data-testid", "data-component", "aria-label":
		return true
	}
	return bytes.HasPrefix(key, []byte("data-date")) || bytes.HasPrefix(key, []byte("data-time")) || bytes.HasPrefix(key, []byte("data-pub"))
}

// imply closes what a start tag closes without saying so.
func (b *builder) imply(tag atom.Atom) {
	switch tag {
	case atom.Li:
		b.closeUpTo(atom.Li, listScope)
	case atom.Dd, atom.Dt:
		b.closeUpTo(atom.Dd, listScope)
		b.closeUpTo(atom.Dt, listScope)
	case atom.Tr:
		b.closeUpTo(atom.Tr, tableScope)
	case atom.Td, atom.Th:
		b.closeUpTo(atom.Td, rowScope)
		b.closeUpTo(atom.Th, rowScope)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		b.closeUpTo(atom.Tbody, tableScope)
		b.closeUpTo(atom.Thead, tableScope)
	case atom.Option:
		b.closeUpTo(atom.Option, listScope)
	case atom.A:
		b.unlink(atom.A)
	case atom.Body:
		b.closeUpTo(atom.Head, nil)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if t := b.tag(len(b.open) - 1); isHeading(t) {
			b.open = b.open[:len(b.open)-1]
		}
	}
	if closesParagraph[tag] {
		b.closeUpTo(atom.P, paragraphScope)
	}
	if tag != 0 && b.tag(len(b.open)-1) == atom.Head && !headOnly[tag] {
		b.open = b.open[:len(b.open)-1]
	}
}

// closeUpTo closes the nearest open element of a tag with all in it, unless an element of the scope lies between.
func (b *builder) closeUpTo(tag atom.Atom, scope map[atom.Atom]bool) {
	for i := len(b.open) - 1; i > 0; i-- {
		t := b.tag(i)
		if t == tag {
			b.open = b.open[:i]
			return
		}
		if scope[t] {
			return
		}
	}
}

// unlink takes an open element of a tag off the open ones without closing what it holds.
func (b *builder) unlink(tag atom.Atom) {
	for i := len(b.open) - 1; i > 0; i-- {
		t := b.tag(i)
		if t == tag {
			b.open = append(b.open[:i], b.open[i+1:]...)
			return
		}
		if t == atom.Td || t == atom.Th || t == atom.Table {
			return
		}
	}
}

func (b *builder) end(tag atom.Atom, name []byte) {
	if b.over > 0 && !void[tag] {
		b.over--
		return
	}
	switch {
	case tag == atom.Body || tag == atom.Html:
		return // what follows belongs to the page all the same
	case formatting[tag]:
		b.unlink(tag)
		return
	}
	for i := len(b.open) - 1; i > 0; i-- {
		n := &b.tree.Nodes[b.open[i]]
		if n.Tag == tag && (tag != 0 || n.Name == string(name)) {
			b.open = b.open[:i]
			return
		}
		if barrier[n.Tag] && !barrier[tag] && !inTable[tag] {
			return
		}
	}
}

func set(tags ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(tags))
	for _, t := range tags {
		m[t] = true
	}
	return m
}

func isHeading(t atom.Atom) bool {
	return t == atom.H1 || t == atom.H2 || t == atom.H3 || t == atom.H4 || t == atom.H5 || t == atom.H6
}

func foreign(tag atom.Atom, name string) bool {
	return tag == 0 || tag == atom.Svg || tag == atom.Math || strings.Contains(name, ":")
}

// rawText tells whether the text in an element is not for readers.
func rawText(t atom.Atom) bool {
	switch t {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Noembed, atom.Noframes, atom.Textarea, atom.Title:
		return true
	}
	return false
}

var (
	void = set(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr, atom.Image)
	// formatting elements end alone, without the blocks that were opened in them.
	formatting = set(atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U)
	headOnly   = set(atom.Base, atom.Link, atom.Meta, atom.Noscript, atom.Script, atom.Style, atom.Template, atom.Title, atom.Head)
	barrier    = set(atom.Td, atom.Th, atom.Table, atom.Caption, atom.Template)
	inTable    = set(atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot)

	listScope      = set(atom.Ul, atom.Ol, atom.Dl, atom.Select, atom.Table, atom.Td, atom.Th, atom.Article, atom.Section, atom.Aside, atom.Nav)
	tableScope     = set(atom.Table)
	rowScope       = set(atom.Tr, atom.Table)
	paragraphScope = set(atom.Td, atom.Th, atom.Table, atom.Caption, atom.Button, atom.Object, atom.Template)

	closesParagraph = set(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dd, atom.Dt, atom.Fieldset, atom.Figcaption,
		atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section,
		atom.Summary, atom.Table, atom.Ul)
)
