// Package markup reads HTML into a tree that knows where each piece of text stands, and the tree into blocks: the paragraphs, headings, list items and captions
// that a reader sees as units. All offsets are bytes of the source. Trees and blocks that are no longer changed are safe for concurrent use.
//
// Tokens come from golang.org/x/net/html; its tree keeps no offsets, so the tree is built here, by the parts of the HTML standard's tree construction that matter to text
// (implied end tags, void elements, links that were never closed). Elements nest no deeper than Deepest; what would, becomes a sibling.
package markup

import (
	"bytes"
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
	is                        traits    // of the tag
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

// nodesPerAngle is how many nodes a page has for eight "<", about.
const nodesPerAngle = 10

// Parse builds the tree of a page, which is UTF-8, in time that grows with it. It always gives one: HTML has no errors, only surprises.
func Parse(source string) *Tree {
	b := builder{attrs: make([]Attr, 0, mostAttrs), tree: &Tree{Source: source, Nodes: make([]Node, 1, 64+strings.Count(source, "<")*nodesPerAngle/8)}}
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
			tag := atom.Lookup(name)
			b.end(tag, known[tag], name)
		case html.ErrorToken:
			return b.tree // a tag that the end cuts off is none
		}
		at += size
	}
}

type builder struct {
	tree  *Tree
	open  []int32 // open elements, the root first
	over  int     // elements that would be open were there no bound
	attrs []Attr  // of the element that is begun
	spare []Attr  // room for the attributes of others
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
	if end <= start {
		return
	}
	if b.tag(len(b.open)-1) == atom.Head && strings.TrimLeft(b.tree.Source[start:end], " \t\r\n\f") != "" {
		b.open = b.open[:len(b.open)-1] // words end the head
	}
	b.add(Node{Start: start, End: end})
}

func (b *builder) start(z *html.Tokenizer, selfClosing bool) {
	raw, more := z.TagName()
	tag := atom.Lookup(raw)
	name := tag.String()
	if tag == 0 {
		name = string(raw)
	}
	n := Node{Tag: tag, is: known[tag], Name: name, Attrs: b.attrs[:0]}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if k := kept(key); k != "" {
			n.take(Attr{k, string(bytes.TrimSpace(value))})
		}
	}
	n.Attrs = b.keep(n.Attrs)
	b.imply(tag, n.is)
	if (tag == atom.Html || tag == atom.Body) && len(b.open) > 1 && b.merge(tag, n.Attrs) {
		return
	}
	if len(b.open) > Deepest {
		b.add(n)
		if n.is&void == 0 && !selfClosing {
			b.over++
		}
		return
	}
	k := b.add(n)
	if n.is&void == 0 && (!selfClosing || !foreign(tag, name)) {
		b.open = append(b.open, k)
	}
}

// merge gives the attributes of a second html or body element to the first, where that is open.
func (b *builder) merge(tag atom.Atom, attrs []Attr) bool {
	for i := range b.open {
		if b.tag(i) == tag {
			n := &b.tree.Nodes[b.open[i]]
			for _, a := range attrs {
				n.take(a)
			}
			return true
		}
	}
	return false
}

// mostAttrs is how many attributes of an element are kept; more is no page's make.
const mostAttrs = 32

// take keeps an attribute, unless the element has one of that name.
func (n *Node) take(a Attr) {
	for _, k := range n.Attrs {
		if k.Key == a.Key {
			return
		}
	}
	if len(n.Attrs) < mostAttrs {
		n.Attrs = append(n.Attrs, a)
	}
}

// keep copies attributes into room that many elements share.
func (b *builder) keep(attrs []Attr) []Attr {
	n := len(attrs)
	if n == 0 {
		return nil
	}
	if len(b.spare) < n {
		b.spare = make([]Attr, 4*mostAttrs)
	}
	out := b.spare[:n:n]
	b.spare = b.spare[n:]
	copy(out, attrs)
	return out
}

// kept gives the name of an attribute that is of use to anybody who reads a page, "" of others; images and their sizes are the bulk of the rest.
func kept(key []byte) string {
	if k := useful[string(key)]; k != "" {
		return k
	}
	if bytes.HasPrefix(key, []byte("data-date")) || bytes.HasPrefix(key, []byte("data-time")) || bytes.HasPrefix(key, []byte("data-pub")) {
		return string(key)
	}
	return ""
}

// imply closes what a start tag closes without saying so.
func (b *builder) imply(tag atom.Atom, is traits) {
	switch tag {
	case atom.Li:
		b.closeUpTo(atom.Li, boundsList)
	case atom.Dd, atom.Dt:
		b.closeUpTo(atom.Dd, boundsList)
		b.closeUpTo(atom.Dt, boundsList)
	case atom.Tr:
		b.closeUpTo(atom.Tr, boundsTable)
	case atom.Td, atom.Th:
		b.closeUpTo(atom.Td, boundsRow)
		b.closeUpTo(atom.Th, boundsRow)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		b.closeUpTo(atom.Tbody, boundsTable)
		b.closeUpTo(atom.Thead, boundsTable)
	case atom.Option:
		b.closeUpTo(atom.Option, boundsList)
	case atom.A:
		b.unlink(atom.A)
	case atom.Body:
		b.closeUpTo(atom.Head, 0)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if t := b.tag(len(b.open) - 1); isHeading(t) {
			b.open = b.open[:len(b.open)-1]
		}
	}
	if is&closesParagraph != 0 {
		b.closeUpTo(atom.P, boundsParagraph)
	}
	if tag != 0 && b.tag(len(b.open)-1) == atom.Head && is&headOnly == 0 {
		b.open = b.open[:len(b.open)-1]
	}
}

// closeUpTo closes the nearest open element of a tag with all in it, unless an element that bounds such lies between.
func (b *builder) closeUpTo(tag atom.Atom, bound traits) {
	for i := len(b.open) - 1; i > 0; i-- {
		n := &b.tree.Nodes[b.open[i]]
		if n.Tag == tag {
			b.open = b.open[:i]
			return
		}
		if n.is&bound != 0 {
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

func (b *builder) end(tag atom.Atom, is traits, name []byte) {
	if b.over > 0 && is&void == 0 {
		b.over--
		return
	}
	switch {
	case tag == atom.Body || tag == atom.Html:
		return // what follows belongs to the page all the same
	case is&formatting != 0:
		b.unlink(tag)
		return
	}
	for i := len(b.open) - 1; i > 0; i-- {
		n := &b.tree.Nodes[b.open[i]]
		if n.Tag == tag && (tag != 0 || n.Name == string(name)) {
			b.open = b.open[:i]
			return
		}
		if n.is&barrier != 0 && is&(barrier|inTable) == 0 {
			return
		}
	}
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
