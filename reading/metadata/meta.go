package metadata

import (
	"strings"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// meta reads a meta element. Their names come from a dozen vocabularies (Open Graph, Dublin Core, Parse.ly, Sailthru, Highwire, Cxense and what content systems made up);
// what a name says is told by its words, not by a list of them all.
func (p *page) meta(k int32) {
	content := p.tree.Attr(k, "content")
	if content == "" || len(content) > longestValue {
		return
	}
	for _, a := range p.tree.Nodes[k].Attrs {
		switch a.Key {
		case "property", "name", "http-equiv":
			for name := range strings.FieldsSeq(strings.ToLower(a.Value)) {
				p.named(name, content)
			}
		}
	}
}

// named keeps what a meta element of a name gives.
func (p *page) named(name, content string) {
	from := "meta " + name
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, name)
	if w, ok := metaTitles[plain]; ok {
		p.title(content, from, w)
	}
	if w := publishedName(plain); w > 0 {
		p.date(content, Candidate{From: from, Block: NoBlock, node: markup.None, weight: w})
	}
	if w := authorName(plain); w > 0 {
		p.author(content, Candidate{From: from, Block: NoBlock, node: markup.None, weight: w})
	}
	c := Candidate{Value: tidy(content), From: from, Block: NoBlock, node: markup.None}
	switch {
	case plain == "ogsitename":
		c.Field, c.weight = Outlet, 1
	case plain == "applicationname" || plain == "dcpublisher" || plain == "dctermspublisher" || plain == "publisher" || plain == "citationjournaltitle" || plain == "appletitle":
		c.Field, c.weight = Outlet, .5
	case plain == "ogurl":
		c.Field, c.weight = Canonical, .8
	case plain == "oglocale" || plain == "contentlanguage" || plain == "language" || plain == "dclanguage" || plain == "dctermslanguage":
		p.language(content, from, .6)
		return
	case strings.HasSuffix(plain, "section") || plain == "category":
		c.Field, c.weight = Section, .8
		if plain == "articlesection" {
			c.weight = 1
		}
	default:
		return
	}
	p.add(c)
}

var metaTitles = map[string]float64{"ogtitle": .9, "twittertitle": .7, "headline": .8, "title": .6, "dctitle": .7, "dctermstitle": .7, "parselytitle": .8, "sailthrutitle": .8, "citationtitle": .8,
	"cxenseparsetitle": .7, "articletitle": .8, "ogheadline": .8, "hdl": .8, "itempropheadline": .8}

// publishedName is how far a meta element's name, of letters alone, says that it gives the date of publication.
func publishedName(s string) float64 {
	switch s {
	case "articlepublishedtime", "articlepublished":
		return .9
	case "date", "dcdate", "dctermsdate", "sailthrudate", "citationdate", "ptime":
		return .7
	}
	for _, no := range [...]string{"modif", "updat", "expir", "unpub", "event", "video", "book", "start", "end", "embargo"} {
		if strings.Contains(s, no) {
			return 0
		}
	}
	if !strings.Contains(s, "date") && !strings.Contains(s, "time") && !strings.HasSuffix(s, "at") && !strings.HasSuffix(s, "published") && !strings.HasSuffix(s, "issued") && !strings.HasSuffix(s, "created") {
		return 0
	}
	switch {
	case strings.Contains(s, "publi") || strings.Contains(s, "pubdate") || strings.Contains(s, "issued") || strings.Contains(s, "pubtime"):
		return .6
	case strings.Contains(s, "creat") || strings.Contains(s, "original"):
		return .5
	}
	return 0
}

// authorName is how far a meta element's name says that it gives the author.
func authorName(s string) float64 {
	switch s {
	case "author":
		return .7
	case "articleauthor", "byl", "byline", "dccreator", "dctermscreator", "creator", "citationauthor", "parselyauthor", "sailthruauthor", "twittercreator":
		return .6
	}
	if !strings.Contains(s, "author") {
		return 0
	}
	for _, no := range [...]string{"url", "image", "mail", "twitter", "type", "role", "desc", "bio", "link", "facebook", "photo", "slug", "institution"} {
		if strings.Contains(s, no) {
			return 0
		}
	}
	if strings.HasSuffix(s, "id") || strings.HasSuffix(s, "ids") {
		return 0
	}
	return .6
}

// marked reads what an element's attributes mark it as: microdata, microformats, links to authors, elements of time.
func (p *page) marked(k int32, n *markup.Node) {
	if n.Tag == atom.Time {
		p.time(k)
	}
	class := ""
	for i := range n.Attrs {
		switch a := &n.Attrs[i]; a.Key {
		case "itemprop":
			for prop := range strings.FieldsSeq(a.Value) {
				p.property(k, prop)
			}
		case "rel":
			if n.Tag == atom.A && hasWord(a.Value, "author") {
				p.person(k, "rel author", .6)
			}
		case "class", "data-testid", "data-component", "id":
			class = a.Value
			p.classed(k, class)
		}
	}
}

// property reads an element with a microdata property.
func (p *page) property(k int32, prop string) {
	switch prop {
	case "headline", "datePublished", "dateCreated", "author", "creator", "articleSection", "name", "inLanguage":
	default:
		return
	}
	pl := p.place[k]
	if pl.item == k { // the item that the property gives; it stands in another
		pl = p.place[p.tree.Nodes[k].Parent]
	}
	other := pl.aside || !p.ofArticle(pl.item)
	v := p.propertyValue(k)
	c := Candidate{Value: v, From: "microdata " + prop, Block: NoBlock, node: k, weight: .7, Other: other}
	switch prop {
	case "headline":
		c.Field, c.Block = Title, p.blockAt(k)
		p.add(c)
	case "datePublished":
		p.date(v, c)
	case "dateCreated":
		c.weight = .5
		p.date(v, c)
	case "author", "creator":
		if p.place[k].item != k { // items give their name
			c.Block = p.blockAt(k)
			p.author(v, c)
		}
	case "articleSection":
		c.Field = Section
		p.add(c)
	case "name":
		p.nameOf(k, v, pl)
	}
}

// nameOf keeps the name of an item that is itself a property of another.
func (p *page) nameOf(k int32, name string, pl place) {
	if pl.item == markup.None {
		return
	}
	outer := p.place[p.tree.Nodes[pl.item].Parent]
	of := p.tree.Attr(pl.item, "itemprop")
	c := Candidate{Value: name, Block: p.blockAt(k), node: k, weight: .7, Other: pl.aside || !p.ofArticle(outer.item)}
	switch {
	case hasWord(of, "author"), hasWord(of, "creator"):
		c.From = "microdata author"
		p.author(name, c)
	case hasWord(of, "publisher"):
		c.Field, c.From, c.weight = Outlet, "microdata publisher", .7
		p.add(c)
	}
}

// ofArticle tells whether a microdata item can be the article: pages leave the item out, or take a whole page for it.
func (p *page) ofArticle(item int32) bool {
	if item == markup.None {
		return true
	}
	kind := p.tree.Attr(item, "itemtype")
	kind = kind[strings.LastIndexByte(kind, '/')+1:]
	return kind == "" || rankOf(kind) > 0
}

// propertyValue is the value of a microdata property.
func (p *page) propertyValue(k int32) string {
	for _, key := range [...]string{"content", "datetime"} {
		if v := p.tree.Attr(k, key); v != "" {
			return tidy(v)
		}
	}
	if p.tree.Nodes[k].Tag == atom.Meta || p.tree.Nodes[k].Tag == atom.Link {
		return ""
	}
	return p.text(k)
}

// time reads an element of time.
func (p *page) time(k int32) {
	v := p.tree.Attr(k, "datetime")
	c := Candidate{From: "time element", node: k, weight: .5, Block: NoBlock, Other: p.place[k].aside}
	if p.tree.Has(k, "pubdate") {
		c.weight = .6
	}
	if v == "" {
		v = p.text(k)
	}
	p.date(v, c)
}

// person keeps the name that an element shows.
func (p *page) person(k int32, from string, weight float64) {
	block := p.blockAt(k)
	other := p.place[k].aside || block != NoBlock && p.blocks.List[block].Kind == markup.Caption
	p.author(p.text(k), Candidate{From: from, Block: block, node: k, weight: weight, Other: other})
}

// classed reads an element by the words of its class, id or part. Their words are English on most pages, whatever the language; they only add to what is found without them.
func (p *page) classed(k int32, class string) {
	if len(class) > longestValue {
		return
	}
	if hasWord(class, "entry-title") {
		p.add(Candidate{Field: Title, Value: p.text(k), From: "class entry-title", Block: p.blockAt(k), node: k, weight: .5, Other: p.place[k].aside})
	}
	if (hasWord(class, "published") || hasWord(class, "dt-published")) && p.tree.Nodes[k].Tag != atom.Time {
		v := p.tree.Attr(k, "title")
		if v == "" {
			v = p.text(k)
		}
		p.date(v, Candidate{From: "class published", Block: NoBlock, node: k, weight: .5, Other: p.place[k].aside})
	}
	if w := authorClass(class); w > 0 {
		p.person(k, "class", w)
	}
}

// authorClass is how far the words of a class say that an element shows the author's name.
func authorClass(class string) float64 {
	low := strings.ToLower(class)
	for _, w := range authorWords {
		i := strings.Index(low, w)
		if i < 0 || i > 0 && isLetter(low[i-1]) && isLetter(class[i]) && class[i] >= 'a' {
			continue
		}
		for _, no := range [...]string{"bio", "image", "img", "photo", "avatar", "social", "desc", "follow", "email", "twitter", "icon", "comment", "role", "authority"} {
			if strings.Contains(low, no) {
				return 0
			}
		}
		return .4
	}
	return 0
}

var authorWords = [...]string{"author", "byline", "autor", "auteur", "vcard", "journalist", "redakt", "writer", "reporter", "forfatter", "yazar", "skribent"}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// hasWord tells whether a list parted by spaces holds a word.
func hasWord(list, word string) bool {
	if !strings.Contains(list, word) {
		return false
	}
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}
