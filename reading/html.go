package reading

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/reading/extract"
	"rapporteur/reading/markup"
	"rapporteur/reading/metadata"
	"rapporteur/reading/sourcemap"
)

// block is a piece of a page's text that is a paragraph of its article or not.
type block struct {
	span   rapporteur.Span
	body   bool
	reason string // why it is not
	title  bool   // it shows the title
	begins bool   // a further article of the page begins with it
}

// readHTML makes the reading text of a page: its headline, its article and what stands within it, block after block with a blank line between.
func (r *Reader) readHTML(d decoded, c rapporteur.Capture) (page, error) {
	tree := markup.Parse(d.text)
	blocks := tree.Blocks()
	found := extract.Find(tree, blocks)
	var w writer
	w.open(tree, blocks, &d)
	for i, v := range found.Verdicts {
		further := slices.Contains(found.Further, i)
		if title := i == found.Headline || further; v.Body || v.Reason != "" || title {
			w.add(i, v, title)
			w.out[len(w.out)-1].begins = further
		}
	}
	if !w.body {
		if inScript := scripted(tree); inScript != nil {
			inScript.source = inScript.source.Through(&d.source)
			w.whole(inScript, false)
		}
	}
	if !w.body {
		return page{}, noArticle(blocks)
	}
	p := w.page()
	p.encoding, p.form = d.encoding, found.Form
	p.said = metadata.Find(tree, blocks, metadata.Context{Address: c.Source, Fetched: c.Fetched, Dates: r.dates, Packs: r.packs})
	return p, nil
}

// noArticle tells why a page yields no article.
func noArticle(b *markup.Blocks) error {
	size, linked := 0, 0
	for _, k := range b.List {
		size, linked = size+k.Size, linked+k.Linked
	}
	switch {
	case size == 0:
		return errors.New("the page holds no text")
	case linked*2 > size:
		return fmt.Errorf("the page holds no article: %d of its %d letters are links, as on an index page", linked, size)
	}
	return errors.New("the page holds no article: no paragraphs of prose are seen on it")
}

// writer puts a reading text together from blocks.
type writer struct {
	tree    *markup.Tree
	blocks  *markup.Blocks
	decoded *decoded
	text    strings.Builder
	source  sourcemap.Map
	out     []block
	starts  [][3]int // of each block: its number, and the bytes of the reading text
	body    bool
	last    int // byte of the decoded page after the last block
}

// open goes on to the blocks of a page, or of a part of the capture that holds one.
func (w *writer) open(tree *markup.Tree, blocks *markup.Blocks, d *decoded) {
	w.tree, w.blocks, w.decoded, w.last = tree, blocks, d, len(d.text)
}

func (w *writer) add(i int, v extract.Verdict, title bool) {
	b := &w.blocks.List[i]
	first, end, ok := w.blocks.Map.Source(b.Start, b.End)
	if len(w.out) > 0 {
		w.breaks(first, ok)
	}
	at := w.text.Len()
	w.text.WriteString(w.blocks.TextOf(i))
	w.blocks.Map.Each(b.Start, b.End, func(r sourcemap.Run) {
		r.At += at - b.Start
		w.source.AddThrough(&w.decoded.source, r)
	})
	w.starts = append(w.starts, [3]int{i, at, w.text.Len()})
	w.out = append(w.out, block{body: v.Body && !title, reason: v.Reason, title: title})
	w.body = w.body || v.Body && !title
	if ok {
		w.last = end
	}
}

// breaks writes the blank line between blocks. It stands for line ends of the page where there are any between them.
func (w *writer) breaks(next int, known bool) {
	for range 2 {
		if known && w.last < next {
			if i := strings.IndexByte(w.tree.Source[w.last:next], '\n'); i >= 0 {
				w.source.AddThrough(&w.decoded.source, sourcemap.Run{At: w.text.Len(), Len: 1, From: w.last + i, Size: 1})
				w.last += i + 1
			}
		}
		w.text.WriteByte('\n')
	}
}

func (w *writer) page() page {
	w.text.WriteByte('\n')
	p := page{text: rapporteur.NewText(w.text.String()), source: w.source, blocks: w.out, spans: map[int]rapporteur.Span{}}
	for i, s := range w.starts {
		p.blocks[i].span = rapporteur.Span{Start: p.text.Point(s[1]), End: p.text.Point(s[2])}
		p.spans[s[0]] = p.blocks[i].span
	}
	return p
}
