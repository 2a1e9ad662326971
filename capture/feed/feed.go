// Package feed reads feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.0 and 1.1. It cuts a feed into its items without
// changing a byte of them, and tells what an item says with the bytes that each character was decoded from. It reads the address lists that sites
// publish (sitemaps.org, with news sitemaps) as well. All functions are safe for concurrent use, and take memory and time in proportion to their
// input, which the caller bounds; 2 GiB is the most that can be.
package feed

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Media types of feeds.
const (
	RSS  = "application/rss+xml"
	Atom = "application/atom+xml"
	JSON = "application/feed+json"
)

// SitemapXML stands for sitemaps and sitemap indexes, which have no media type of their own.
const SitemapXML = "application/xml; sitemap"

// Feed is what a feed says for all its items.
type Feed struct {
	MediaType string // RSS, Atom or JSON
	Charset   string // encoding of its bytes and of each item's, by its name in the Encoding Standard
	Title     string // plain text
	Language  string // BCP 47, as written
	Link      string // address of the site, as written
	Base      string // address that relative addresses in it stand to, as written; "" where only the feed's own address can serve
	Items     []Item
}

// Item is the place of one item in the bytes of its feed, and what names it.
type Item struct {
	Start, End int // bytes of the feed: the whole element, or the JSON object
	ID         string
	Link       string // as written
	Base       string // address that relative addresses in it stand to, as written; "" where the feed's serves
}

var jsonFeed = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/`)

// headBytes is within which the root element of a document begins.
const headBytes = 64 << 10

// Sniff tells what b is by its root element, or by the version that a JSON Feed names: RSS, Atom, JSON or SitemapXML; "" for anything else.
func Sniff(b []byte) string {
	switch firstByte(b) {
	case '{':
		if jsonFeed.Match(b) {
			return JSON
		}
	case '<', 0, 0xff, 0xfe: // UTF-16 begins with the last three
		t, _ := decode(b[:min(len(b), headBytes)], "")
		s := scanner{b: t.b}
		if root, err := s.root(); err == nil {
			return t.kind(root)
		}
	}
	return ""
}

// firstByte is the first one that is no mark of UTF-8 and no white space; a space for none.
func firstByte(b []byte) byte {
	for _, c := range bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")) {
		if !space(c) {
			return c
		}
	}
	return ' '
}

// kind tells what a root element begins.
func (t *text) kind(root token) string {
	attributes := strings.ToLower(string(t.b[root.from:root.to]))
	_, name, ok := strings.Cut(root.name, ":")
	if !ok {
		name = root.name
	}
	switch name {
	case "rss":
		return RSS
	case "rdf":
		if strings.Contains(attributes, "purl.org/rss/") || strings.Contains(attributes, "netscape.com/rdf/simple/") {
			return RSS
		}
	case "feed", "entry":
		if strings.Contains(attributes, "/atom") {
			return Atom
		}
	case "urlset", "sitemapindex":
		return SitemapXML
	}
	return ""
}

// Items cuts a feed into its items, in their order; charset is what is declared outside the bytes (HTTP), "" where nothing is. On damage it gives
// the items before it, and an error that names the byte.
func Items(b []byte, charset string) (Feed, error) {
	t, name := decode(b, charset)
	f := Feed{Charset: name}
	if firstByte(t.b) == '{' {
		f.MediaType = JSON
		err := t.jsonItems(&f)
		return f, t.located(err)
	}
	s := scanner{b: t.b}
	root, err := s.root()
	if err != nil {
		return f, t.located(err)
	}
	if f.MediaType = t.kind(root); f.MediaType != RSS && f.MediaType != Atom {
		f.MediaType = ""
		return f, fault{t.at(root.start), "<" + root.name + "> begins no feed"}
	}
	err = (&cutter{text: t, feed: &f, scanner: s, root: root, like: vocabulary(t.b, root)}).run()
	return f, t.located(err)
}

// deepest is how many elements may stand open around items: a few do.
const deepest = 100

var rssPrefix = regexp.MustCompile(`xmlns:([\w.-]+)\s*=\s*["']http://(?:purl\.org/rss|my\.netscape\.com/rdf/simple)/[\d.]+/?["']`)

// vocabulary gives a name with the prefix that RSS has in a feed: in RSS 1.0 it is another than that of the root.
func vocabulary(b []byte, root token) string {
	if m := rssPrefix.FindSubmatch(b[root.from:root.to]); m != nil {
		return strings.ToLower(string(m[1])) + ":"
	}
	return root.name
}

// cutter cuts a feed of XML into its items.
type cutter struct {
	text    *text
	feed    *Feed
	scanner scanner
	root    token
	like    string  // a name with the prefix that the feed's own vocabulary has
	open    []token // the elements around what is read, the root first
}

func (c *cutter) run() error {
	c.feed.Language, c.feed.Base = c.text.attribute(c.root, "xml:lang").Text, c.text.attribute(c.root, "xml:base").Text
	if local(c.root.name, c.root.name) == "entry" {
		return c.item(c.root)
	}
	if !c.root.empty {
		c.open = []token{c.root}
	}
	for len(c.open) > 0 {
		t, err := c.scanner.next()
		if err == io.EOF {
			return fault{len(c.text.b), "the feed ends within <" + c.open[len(c.open)-1].name + ">,"}
		}
		if err != nil {
			return err
		}
		if err := c.take(t); err != nil {
			return err
		}
	}
	return nil
}

func (c *cutter) take(t token) error {
	name := local(t.name, c.like)
	switch {
	case t.kind == closing:
		return c.end(t)
	case t.kind != opening:
	case c.feed.MediaType == RSS && name == "item", c.feed.MediaType == Atom && name == "entry":
		return c.item(t)
	case c.ofFeed(name):
		e, err := c.scanner.element(t, true)
		if err != nil {
			return err
		}
		c.text.channel(c.feed, name, e)
	case !t.empty:
		if len(c.open) == deepest {
			return fault{t.start, "elements stand too deep in each other"}
		}
		c.open = append(c.open, t)
	}
	return nil
}

// end ends an element, and what stands open within it.
func (c *cutter) end(t token) error {
	for i, open := range slices.Backward(c.open) {
		if open.name == t.name {
			c.open = c.open[:i]
			return nil
		}
	}
	return fault{t.start, "</" + t.name + "> ends nothing"}
}

// item notes an item of RSS or an entry of Atom. What is damaged within it shows when it is read.
func (c *cutter) item(t token) error {
	e, err := c.scanner.element(t, false)
	if err != nil {
		return err
	}
	var named Fields
	// What is damaged in the item is told when it is parsed; here only its name is wanted.
	_ = c.text.children(e, func(name string, child element) error {
		switch name {
		case "guid", "id", "link", "atom:id", "atom:link":
			return c.text.field(&named, c.feed.MediaType, name, child)
		}
		return nil
	})
	return c.text.item(c.feed, e.start, e.after, Item{ID: named.ID.Text, Link: named.Link.Text, Base: c.text.attribute(t, "xml:base").Text})
}

// ofFeed tells whether an element is one by which the feed speaks of itself: one right within its channel.
func (c *cutter) ofFeed(name string) bool {
	if c.feed.MediaType == RSS && local(c.open[len(c.open)-1].name, c.like) != "channel" || c.feed.MediaType == Atom && len(c.open) > 1 {
		return false
	}
	switch name {
	case "title", "dc:title", "link", "language", "dc:language", "atom:link":
		return true
	}
	return false
}

func (t *text) channel(f *Feed, name string, e element) {
	set := func(to *string, v Value) {
		if *to == "" {
			*to = v.Text
		}
	}
	rel, href := t.attribute(e.token, "rel").Text, t.attribute(e.token, "href")
	switch {
	case name == "title" || name == "dc:title":
		v := t.construct(e)
		v.Text = plain(v)
		set(&f.Title, v)
	case name == "language" || name == "dc:language":
		set(&f.Language, t.content(e, false))
	case name == "link" && href.Text == "":
		set(&f.Link, t.content(e, false))
	case rel == "self":
		set(&f.Base, href)
	case rel == "" || rel == "alternate":
		set(&f.Link, href)
	}
}

// maxItems is how many items of a feed are told apart; feeds have some tens.
const maxItems = 100_000

// item notes an item at [start, end) of the text.
func (t *text) item(f *Feed, start, end int, i Item) error {
	if len(f.Items) == maxItems {
		return fault{start, fmt.Sprintf("more than %d items", maxItems)}
	}
	if i.Link == "" && (strings.HasPrefix(i.ID, "http://") || strings.HasPrefix(i.ID, "https://")) {
		i.Link = i.ID
	}
	i.Start, i.End = t.bytes(start, end)
	f.Items = append(f.Items, i)
	return nil
}

func (t *text) jsonItems(f *Feed) error {
	j := t.json(0, len(t.b))
	return j.members(func(name string) error {
		if name == "items" {
			return j.elements(func() error { return t.jsonItem(f, j) })
		}
		from, to, err := j.value()
		if err != nil {
			return err
		}
		switch name {
		case "title":
			f.Title = t.scalar(from, to, false).Text
		case "language":
			f.Language = t.scalar(from, to, false).Text
		case "home_page_url":
			f.Link = t.scalar(from, to, false).Text
		case "feed_url":
			f.Base = t.scalar(from, to, false).Text
		}
		return nil
	})
}

// jsonItem notes the next item of a JSON Feed.
func (t *text) jsonItem(f *Feed, j *jsonStream) error {
	start, end, err := j.value()
	if err != nil {
		return err
	}
	if t.b[start] != '{' {
		return fault{start, "an item that is no object"}
	}
	var i Item
	members := t.json(start, end)
	err = members.members(func(name string) error {
		from, to, err := members.value()
		switch {
		case err != nil:
		case name == "id":
			i.ID = t.scalar(from, to, false).Text
		case name == "url":
			i.Link = t.scalar(from, to, false).Text
		}
		return err
	})
	if err != nil {
		return err
	}
	return t.item(f, start, end, i)
}
