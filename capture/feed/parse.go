package feed

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// Fields is what an item says of itself; a zero Value where it does not. Times are as written.
type Fields struct {
	ID, Link           Value
	Title              Value
	Published, Updated Value // RFC 822 in RSS, RFC 3339 in Atom, JSON Feed and Dublin Core, and whatever else feeds write
	Language           Value // of the item alone, BCP 47
	Authors            []Value
	Categories         []Value
	Summary            Value
	Content            Value // the full text; zero where the feed has a summary alone
}

// Parse reads one item that Items cut out. mediaType is that of its feed: RSS, Atom or JSON; charset is its feed's encoding, "" for UTF-8. Known
// elements are told by their names and usual prefixes (RSS 0.9x to 2.0, RSS content module, Dublin Core, Atom 0.3 and 1.0), since an item does not
// carry the namespaces that its feed declares. On damage it gives what stands before, and an error that names the byte.
func Parse(item []byte, mediaType, charset string) (Fields, error) {
	t, _ := decode(item, charset)
	switch mediaType {
	case RSS, Atom:
		s := scanner{b: t.b}
		open, err := s.root()
		if err != nil {
			return Fields{}, t.located(err)
		}
		e, err := s.element(open, true)
		if err != nil {
			return Fields{}, t.located(err)
		}
		f, err := t.xmlFields(e, mediaType)
		return f, t.located(err)
	case JSON:
		f, err := t.jsonFields()
		return f, t.located(err)
	}
	return Fields{}, fmt.Errorf("%q is no media type of a feed", mediaType)
}

// located turns a fault of the text into one of the bytes.
func (t *text) located(err error) error {
	if f, ok := err.(fault); ok {
		return fault{t.at(f.at), f.what}
	}
	return err
}

// root gives the first start tag.
func (s *scanner) root() (token, error) {
	for {
		t, err := s.next()
		if err != nil {
			return t, fault{s.at, "no element"}
		}
		if t.kind == opening {
			return t, nil
		}
	}
}

// prefixes that mean the same.
var prefixes = map[string]string{"a10": "atom", "dcterms": "dc", "dct": "dc", "rss": "", "a": "atom"}

// local is the name of a child of an element: without the prefix that the element itself has, and with the usual one of its vocabulary.
func local(name, parent string) string {
	prefix, rest, ok := strings.Cut(name, ":")
	if !ok {
		return name
	}
	if own, _, ok := strings.Cut(parent, ":"); ok && own == prefix {
		return rest
	}
	if same, ok := prefixes[prefix]; ok {
		prefix = same
	}
	if prefix == "" {
		return rest
	}
	return prefix + ":" + rest
}

// children calls f with each child of an element, by its local name.
func (t *text) children(e element, f func(name string, child element) error) error {
	s := scanner{t.b[:e.last], e.inner}
	for {
		tok, err := s.next()
		if _, damaged := err.(fault); damaged {
			return err
		}
		if err != nil {
			return nil
		}
		if tok.kind != opening {
			continue
		}
		child, err := s.element(tok, true)
		if err != nil {
			return err
		}
		if err := f(local(tok.name, e.name), child); err != nil {
			return err
		}
	}
}

// first keeps what is there already.
func first(v *Value, w Value) {
	if v.Text == "" {
		*v = w
	}
}

func more(vs *[]Value, v Value) {
	if v.Text != "" {
		*vs = append(*vs, v)
	}
}

// xmlFields reads an item of RSS or an entry of Atom.
func (t *text) xmlFields(e element, mediaType string) (Fields, error) {
	var f Fields
	f.Language = t.attribute(e.token, "xml:lang")
	var full Value
	err := t.children(e, func(name string, child element) error {
		if name == "yandex:full-text" {
			first(&full, t.content(child, false))
			return nil
		}
		return t.field(&f, mediaType, name, child)
	})
	first(&f.Content, full)
	return f, err
}

// field takes in one child of an item.
func (t *text) field(f *Fields, mediaType, name string, e element) error {
	if mediaType == Atom {
		return t.atomField(f, name, e)
	}
	return t.rssField(f, name, e)
}

func (t *text) rssField(f *Fields, name string, e element) error {
	plain := func() Value { return t.content(e, false) }
	switch name {
	case "guid", "atom:id":
		first(&f.ID, plain())
	case "link":
		first(&f.Link, plain())
	case "atom:link":
		if rel := t.attribute(e.token, "rel").Text; rel == "" || rel == "alternate" {
			first(&f.Link, t.attribute(e.token, "href"))
		}
	case "title", "dc:title":
		first(&f.Title, plain())
	case "pubdate", "dc:date", "dc:issued", "dc:created", "atom:published":
		first(&f.Published, plain())
	case "atom:updated", "dc:modified":
		first(&f.Updated, plain())
	case "dc:language", "language":
		first(&f.Language, plain())
	case "author", "dc:creator":
		more(&f.Authors, plain())
	case "atom:author":
		return t.person(f, e)
	case "category", "dc:subject":
		more(&f.Categories, plain())
	case "description", "dc:description", "atom:summary":
		first(&f.Summary, t.content(e, true))
	case "content:encoded", "content", "atom:content", "xhtml:body":
		first(&f.Content, t.content(e, true))
	}
	return nil
}

func (t *text) atomField(f *Fields, name string, e element) error {
	plain := func() Value { return t.content(e, false) }
	switch name {
	case "id":
		first(&f.ID, plain())
	case "link":
		if rel := t.attribute(e.token, "rel").Text; rel == "" || rel == "alternate" {
			first(&f.Link, t.attribute(e.token, "href"))
		}
	case "title":
		first(&f.Title, t.construct(e))
	case "published", "issued", "created", "dc:date":
		first(&f.Published, plain())
	case "updated", "modified":
		first(&f.Updated, plain())
	case "dc:language":
		first(&f.Language, plain())
	case "author":
		return t.person(f, e)
	case "dc:creator":
		more(&f.Authors, plain())
	case "category":
		more(&f.Categories, t.attribute(e.token, "label", "term"))
	case "summary":
		first(&f.Summary, t.construct(e))
	case "content":
		first(&f.Language, t.attribute(e.token, "xml:lang"))
		if !t.media(e) {
			first(&f.Content, t.construct(e))
		}
	}
	return nil
}

// person adds the name of an Atom person.
func (t *text) person(f *Fields, e element) error {
	return t.children(e, func(name string, child element) error {
		if name == "name" {
			more(&f.Authors, t.content(child, false))
		}
		return nil
	})
}

// construct gives an Atom text construct by its type (RFC 4287, 3.1 and 4.1.3), which elements of RSS lack; nothing for Base64.
func (t *text) construct(e element) Value {
	if t.attribute(e.token, "mode").Text == "base64" {
		return Value{}
	}
	switch strings.ToLower(t.attribute(e.token, "type").Text) {
	case "html", "text/html":
		return t.content(e, true)
	case "xhtml", "application/xhtml+xml":
		return t.content(t.within(e), true)
	}
	return t.content(e, false)
}

// within gives the div that holds what an element of XHTML says (RFC 4287, 3.1.1.3), or the element where there is none.
func (t *text) within(e element) element {
	found := e
	// Where the element is damaged it stands for itself; its damage is told by who reads it.
	_ = t.children(e, func(name string, child element) error {
		if found.start == e.start && strings.HasSuffix(name, "div") && len(bytes.TrimSpace(t.b[e.inner:child.start])) == 0 && len(bytes.TrimSpace(t.b[child.after:e.last])) == 0 {
			found = child
		}
		return nil
	})
	return found
}

// media tells whether content is of a type that is no text, or stands elsewhere.
func (t *text) media(e element) bool {
	kind := strings.ToLower(t.attribute(e.token, "type").Text)
	return strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && kind != "application/xhtml+xml"
}

// plain gives a value without its tags.
func plain(v Value) string {
	if !v.Markup {
		return v.Text
	}
	var s strings.Builder
	for z := html.NewTokenizer(strings.NewReader(v.Text)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(s.String())
		case html.TextToken:
			s.Write(z.Text())
		}
	}
}
