package reading

import (
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/capture/feed"
	"rapporteur/reading/extract"
	"rapporteur/reading/markup"
	"rapporteur/reading/metadata"
	"rapporteur/reading/sourcemap"
)

// isItem tells whether a capture is an item of a feed.
func isItem(c rapporteur.Capture) bool {
	return c.MediaType == feed.RSS || c.MediaType == feed.Atom || c.MediaType == feed.JSON
}

// readItem makes the reading text of an item of a feed: its title, and its content, or its summary where that is all it has.
func (r *Reader) readItem(c rapporteur.Capture) (page, error) {
	f, err := feed.Parse(c.Data, c.MediaType, c.Charset)
	content := f.Content
	if strings.TrimSpace(content.Text) == "" {
		content = f.Summary
	}
	if strings.TrimSpace(content.Text) == "" {
		if err != nil {
			return page{}, fmt.Errorf("the item cannot be read: %w", err)
		}
		return page{}, errors.New("the item holds no text, only a title and an address")
	}
	w := writer{}
	if f.Title.Text != "" {
		d := ofValue(f.Title, c)
		if f.Title.Markup {
			w.whole(d, true)
		} else {
			w.plain(d, true)
		}
	}
	if d := ofValue(content, c); content.Markup {
		w.whole(d, false)
	} else {
		w.plain(d, false)
	}
	if !w.body {
		return page{}, errors.New("the item holds no text")
	}
	p := w.page()
	p.encoding = encodingOf(c)
	p.said = saidByItem(f, c, p.text)
	return p, nil
}

func encodingOf(c rapporteur.Capture) string {
	if c.Charset != "" {
		return c.Charset
	}
	return "utf-8"
}

// whole adds all blocks of a fragment of HTML; what the fragment's make tells to be no paragraph is set apart. As a title it is one line.
func (w *writer) whole(d *decoded, title bool) {
	tree := markup.Parse(d.text)
	blocks := tree.Blocks()
	w.open(tree, blocks, d)
	verdicts := extract.Find(tree, blocks).Verdicts
	sure := false
	for _, v := range verdicts {
		sure = sure || v.Body
	}
	for i, b := range blocks.List {
		v := verdicts[i]
		if !sure || v.Reason == "" && !v.Body { // too little to tell, or outside what was found: an item is all article
			v = extract.Verdict{Body: b.Kind != markup.Heading && b.Linked*2 <= b.Size}
			if !v.Body {
				v.Reason = "links"
			}
		}
		w.add(i, v, title && i == 0)
	}
}

// plain adds text that is no HTML, line by line.
func (w *writer) plain(d *decoded, title bool) {
	blocks := &markup.Blocks{Text: d.text, Map: sourcemap.Identity(len(d.text), 0)}
	start := 0
	for _, l := range strings.SplitAfter(d.text, "\n") {
		if t := strings.TrimSpace(l); t != "" {
			at := start + strings.Index(l, t)
			blocks.List = append(blocks.List, markup.Block{Start: at, End: at + len(t)})
		}
		start += len(l)
	}
	w.open(&markup.Tree{Source: d.text}, blocks, d)
	for i := range blocks.List {
		w.add(i, extract.Verdict{Body: true}, title && i == 0)
	}
}

// ofValue is the text of a value with its map to the item's bytes.
func ofValue(v feed.Value, c rapporteur.Capture) *decoded {
	d := &decoded{text: v.Text}
	for i := 0; i < len(v.Text); {
		_, n := utf8.DecodeRuneInString(v.Text[i:])
		from, to := v.Bytes(i, i+n)
		raw := string(c.Data[from:to])
		run := sourcemap.Run{At: i, Len: n, From: from, Size: to - from}
		switch {
		case raw == "":
		case raw == v.Text[i:i+n]:
			d.source.Add(run)
		case raw[0] == '&' || raw[0] == '\\':
			run.Kind = sourcemap.Reference
			d.source.Add(run)
		default:
			run.Kind = sourcemap.Character
			d.source.Add(run)
		}
		i += n
	}
	return d
}

// saidByItem is what an item and its feed say of the article.
func saidByItem(f feed.Fields, c rapporteur.Capture, text rapporteur.Text) metadata.Found {
	var m metadata.Found
	take := func(field metadata.Field, value, from string) metadata.Candidate {
		k := metadata.Candidate{Field: field, Value: strings.TrimSpace(value), From: from, Block: metadata.NoBlock}
		if k.Value != "" {
			m.Candidates = append(m.Candidates, k)
		}
		return k
	}
	title := f.Title.Text
	if f.Title.Markup {
		tree := markup.Parse(title)
		title = strings.Join(strings.Fields(tree.Text(0)), " ")
	}
	m.Title = take(metadata.Title, title, "feed title")
	for _, a := range f.Authors {
		m.Authors = append(m.Authors, take(metadata.Author, a.Text, "feed author"))
	}
	if len(f.Categories) > 0 {
		m.Section = take(metadata.Section, f.Categories[0].Text, "feed category")
	}
	m.Canonical = take(metadata.Canonical, c.Source, "feed link")
	m.Language = take(metadata.Language, f.Language.Text, "feed language")
	if c.Feed != nil {
		m.Outlet = take(metadata.Outlet, c.Feed.Title, "feed")
		if m.Language.Value == "" {
			m.Language = take(metadata.Language, c.Feed.Language, "feed language")
		}
	}
	for _, v := range []struct{ written, from string }{{f.Published.Text, "feed published"}, {f.Updated.Text, "feed updated"}} {
		if value, precision := feedTime(v.written); value != "" {
			k := metadata.Candidate{Field: metadata.Published, Value: value, Precision: precision, From: v.from, Block: metadata.NoBlock}
			m.Candidates = append(m.Candidates, k)
			if m.Published.Value == "" && v.from == "feed published" && !later(value, c) {
				m.Published = k
			}
		}
	}
	return m
}

// feedTime reads the time of a feed, RFC 822 or RFC 3339, as ISO 8601; "" where it is neither.
func feedTime(s string) (value, precision string) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.Format(time.RFC3339), "second"
	}
	if t, err := mail.ParseDate(s); err == nil {
		return t.Format(time.RFC3339), "second"
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t.Format(time.DateOnly), "day"
	}
	return "", ""
}
