package feed

import (
	"io"
	"strings"
)

// Address is one entry of a sitemap. What it does not say is "".
type Address struct {
	Location    string // address of a page, or of a further sitemap where Sitemap is set
	Sitemap     bool
	Modified    string // W3C date and time, as written. It is no date of publication
	Title       string // of the article, in news sitemaps; so too the rest
	Published   string // W3C date and time, as written
	Language    string // BCP 47 or ISO 639, as written
	Publication string // name of the outlet
}

// Sitemap gives the entries of a sitemap or sitemap index (sitemaps.org 0.9, with Google's news elements). On damage it gives the entries before
// it, and an error that names the byte.
func Sitemap(b []byte) ([]Address, error) {
	t, _ := decode(b, "")
	s := scanner{b: t.b}
	root, err := s.root()
	if err != nil {
		return nil, t.located(err)
	}
	if t.kind(root) != SitemapXML {
		return nil, fault{t.at(root.start), "<" + root.name + "> begins no sitemap"}
	}
	var found []Address
	for !root.empty {
		tok, err := s.next()
		if err == io.EOF {
			return found, fault{len(b), "the sitemap ends within <" + root.name + ">,"}
		}
		if err != nil {
			return found, t.located(err)
		}
		if tok.kind == closing && tok.name == root.name {
			break
		}
		name := local(tok.name, root.name)
		if tok.kind != opening || name != "url" && name != "sitemap" {
			continue
		}
		e, err := s.element(tok, false)
		if err != nil {
			return found, t.located(err)
		}
		a := Address{Sitemap: name == "sitemap"}
		if err := t.address(&a, e); err != nil {
			return found, t.located(err)
		}
		if a.Location != "" {
			found = append(found, a)
		}
	}
	return found, nil
}

// address reads an entry of a sitemap. News elements are known whatever their prefix.
func (t *text) address(a *Address, e element) error {
	return t.children(e, func(name string, child element) error {
		switch {
		case name == "loc":
			a.Location = t.content(child, false).Text
		case name == "lastmod":
			a.Modified = t.content(child, false).Text
		case strings.HasSuffix(name, ":news"):
			return t.news(a, child)
		}
		return nil
	})
}

func (t *text) news(a *Address, e element) error {
	return t.children(e, func(name string, child element) error {
		switch name {
		case "title":
			a.Title = t.content(child, false).Text
		case "publication_date":
			a.Published = t.content(child, false).Text
		case "language":
			a.Language = t.content(child, false).Text
		case "name":
			a.Publication = t.content(child, false).Text
		case "publication":
			return t.news(a, child)
		}
		return nil
	})
}
