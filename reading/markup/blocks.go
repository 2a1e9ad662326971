package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/sourcemap"
)

// Kind of a block.
type Kind uint8

// Kinds of blocks. Loose is text that stands directly in a container.
const (
	Paragraph Kind = iota
	Heading
	Item
	Quote
	Caption
	Cell
	Loose
)

// Block is a piece of text that a reader sees as a unit.
type Block struct {
	Node       int32 // the block-level element that the text stands in
	Kind       Kind
	Level      int // of a heading, 1 to 6
	Start, End int // bytes of Blocks.Text
	Size       int // letters, and digits of ASCII; a letter of Chinese, Japanese or Korean counts as Wide
	Linked     int // those within links
	Strong     int // those in bold
	Stops      int // marks that end or divide sentences
	Hidden     bool
}

// Wide is what a letter counts that stands for a syllable or a word.
const Wide = 3

// TextOf is the text of a block.
func (b *Blocks) TextOf(k int) string { return b.Text[b.List[k].Start:b.List[k].End] }

// Blocks is the text of a page, block after block, with the map from it back to the page's source.
type Blocks struct {
	Text string
	Map  sourcemap.Map
	List []Block
}

// Blocks cuts the page's text into blocks. White space is folded as a browser does; scripts, styles, form fields and the head are left out. What a style or an attribute hides is
// marked Hidden; within a line it is left out.
func (t *Tree) Blocks() *Blocks {
	c := cutter{tree: t, out: &Blocks{List: make([]Block, 0, len(t.Nodes)/nodesPerBlock)}}
	c.text.Grow(len(t.Source) / sourcePerText)
	c.walk()
	c.out.Text = c.text.String()
	return c.out
}

// What a page has for each block, and for each byte of its text, about.
const (
	nodesPerBlock = 8
	sourcePerText = 8
)

type cutter struct {
	tree  *Tree
	out   *Blocks
	text  strings.Builder
	block Block
	begun bool
	space int // byte of the source of a space that is due; -1 where it stands for nothing, none below that
}

const noSpace = -2

// frame is an open element of the walk.
type frame struct {
	node                        int32
	block, quote, caption, item int32 // nearest such ancestor or itself
	link, strong, hidden        bool
}

func (c *cutter) walk() {
	t := c.tree
	stack := make([]frame, 1, 64)
	stack[0] = frame{node: 0, quote: None, caption: None, item: None}
	c.space = noSpace
	for k := t.Nodes[0].First; k != None; {
		for len(stack) > 1 && stack[len(stack)-1].node != t.Nodes[k].Parent {
			c.leave(&stack[len(stack)-1])
			stack = stack[:len(stack)-1]
		}
		f := stack[len(stack)-1]
		n := &t.Nodes[k]
		if n.Name == "" {
			c.take(n, f)
			k = t.Past(k, 0)
			continue
		}
		if n.Tag == atom.Br || n.Tag == atom.Hr {
			c.flush()
		}
		if n.First == None || unread(n) || !isBlock(n) && hides(n) {
			if isBlock(n) {
				c.flush()
			}
			k = t.Past(k, 0)
			continue
		}
		f.node = k
		c.enter(&f, n)
		stack = append(stack, f)
		k = n.First
	}
	c.flush()
}

func (c *cutter) enter(f *frame, n *Node) {
	switch n.Tag {
	case atom.A:
		f.link = c.tree.Attr(f.node, "href") != ""
	case atom.B, atom.Strong:
		f.strong = true
	case atom.Blockquote:
		f.quote = f.node
	case atom.Figcaption, atom.Caption:
		f.caption = f.node
	case atom.Li, atom.Dd, atom.Dt:
		f.item = f.node
	}
	f.hidden = f.hidden || hides(n)
	if isBlock(n) {
		c.flush()
		f.block = f.node
	}
}

func (c *cutter) leave(f *frame) {
	if isBlock(&c.tree.Nodes[f.node]) {
		c.flush()
	}
}

// hides tells whether an element's own attributes keep it from readers.
func hides(n *Node) bool {
	for _, a := range n.Attrs {
		switch a.Key {
		case "hidden":
			return a.Value != "until-found"
		case "aria-hidden":
			if a.Value == "true" {
				return true
			}
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(a.Value), " ", ""); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// take appends the text of a node to the block that is being made.
func (c *cutter) take(n *Node, f frame) {
	s := c.tree.Source
	plain := -1
	put := func(end int) {
		if plain >= 0 {
			c.write(s[plain:end], plain, end-plain, sourcemap.Same, f)
			plain = -1
		}
	}
	for i := int(n.Start); i < int(n.End); {
		switch ch := s[i]; {
		case ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r' || ch == '\f':
			put(i)
			if c.space == noSpace || c.space == -1 && ch == ' ' {
				if c.space = -1; ch == ' ' {
					c.space = i
				}
			}
			i++
		case ch == '&':
			decoded, size := entity(s[i:n.End])
			if size == 0 {
				if plain < 0 {
					plain = i
				}
				i++
				continue
			}
			put(i)
			switch {
			case strings.Trim(decoded, " \t\n\r\f") == "":
				if c.space == noSpace {
					c.space = -1
				}
			case decoded >= " ":
				c.write(decoded, i, size, sourcemap.Reference, f)
			}
			i += size
		case ch < ' ':
			put(i) // control characters are nothing to readers
			i++
		default:
			if plain < 0 {
				plain = i
			}
			i++
		}
	}
	put(int(n.End))
}

// write appends text that stands for size bytes of the source from a place on, after the space that is due.
func (c *cutter) write(text string, from, size int, kind sourcemap.Kind, f frame) {
	if !c.begun {
		c.begin(f)
	} else if c.space != noSpace {
		if c.space >= 0 {
			c.out.Map.Add(sourcemap.Run{At: c.text.Len(), Len: 1, From: c.space, Size: 1})
		}
		c.text.WriteByte(' ')
	}
	c.space = noSpace
	c.out.Map.Add(sourcemap.Run{At: c.text.Len(), Len: len(text), From: from, Size: size, Kind: kind})
	c.text.WriteString(text)
	c.weigh(text, f)
}

func (c *cutter) begin(f frame) {
	n := &c.tree.Nodes[f.block]
	b := Block{Node: f.block, Start: c.text.Len(), Kind: Loose, Hidden: f.hidden}
	switch {
	case isHeading(n.Tag):
		b.Kind, b.Level = Heading, int(n.Name[1]-'0')
	case f.caption != None:
		b.Kind = Caption
	case f.item != None:
		b.Kind = Item
	case f.quote != None:
		b.Kind = Quote
	case n.Tag == atom.P || n.Tag == atom.Pre:
		b.Kind = Paragraph
	case n.Tag == atom.Td || n.Tag == atom.Th:
		b.Kind = Cell
	}
	c.block, c.begun = b, true
}

// weigh counts what a piece of text adds to its block.
func (c *cutter) weigh(text string, f frame) {
	size := 0
	for i := 0; i < len(text); {
		ch := text[i]
		if ch < utf8.RuneSelf {
			if isAlnum(ch) {
				size++
			} else if ch == '.' || ch == ',' || ch == '!' || ch == '?' || ch == ';' {
				c.block.Stops++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case r >= 0x2e80 && IsWide(r):
			size += Wide
		case isStop(r):
			c.block.Stops++
		case unicode.IsLetter(r):
			size++
		}
	}
	c.block.Size += size
	if f.link {
		c.block.Linked += size
	}
	if f.strong {
		c.block.Strong += size
	}
}

// IsWide tells whether a letter belongs to a script that writes a syllable or a word with it.
func IsWide(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff && !isMark(r) || r >= 0xac00 && r <= 0xd7af || r >= 0xf900 && r <= 0xfaff || r >= 0x20000 && r <= 0x3ffff
}

// isMark tells of the marks and spaces among East Asian letters.
func isMark(r rune) bool {
	return r >= 0x3000 && r <= 0x3003 || r >= 0x3008 && r <= 0x3020 || r == 0x3030 || r == 0x30fb
}

func isStop(r rune) bool {
	switch r {
	case '،', '؛', '؟', '۔', '।', '։', '、', '。', '，', '！', '？', '；', '…', '՝', '՞':
		return true
	}
	return false
}

func (c *cutter) flush() {
	c.space = noSpace
	if !c.begun {
		return
	}
	c.begun = false
	if c.block.End = c.text.Len(); c.block.Size == 0 {
		return // marks alone
	}
	c.out.List = append(c.out.List, c.block)
	c.text.WriteByte('\n')
}

// unread tells whether what an element holds is not for readers.
func unread(n *Node) bool {
	switch n.Tag {
	case atom.Head, atom.Select, atom.Button, atom.Object, atom.Svg, atom.Math, atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Datalist, atom.Applet:
		return true
	}
	return rawText(n.Tag)
}

// isBlock tells whether an element stands as lines of its own. Elements that HTML does not know mostly do.
func isBlock(n *Node) bool {
	switch n.Tag {
	case 0:
		return !strings.Contains(n.Name, ":")
	case atom.Body, atom.Html, atom.Main, atom.P, atom.Div, atom.Li, atom.Dd, atom.Dt, atom.Dl, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Article, atom.Section, atom.Aside,
		atom.Nav, atom.Header, atom.Footer, atom.Figure, atom.Figcaption, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Ul, atom.Ol, atom.Form, atom.Fieldset, atom.Pre,
		atom.Address, atom.Details, atom.Summary, atom.Center, atom.Menu, atom.Dialog, atom.Hgroup, atom.Legend, atom.Option, atom.Picture:
		return true
	}
	return false
}
