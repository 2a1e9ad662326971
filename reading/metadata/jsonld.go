package metadata

import (
	"strings"

	"rapporteur/reading/markup"
)

// thing is an object of JSON-LD that may be the article.
type thing struct {
	value *value
	rank  int
	depth int
}

// rankOf is how well a type of schema.org stands for a news article; 0 for what is none.
func rankOf(kind string) int {
	switch kind {
	case "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle":
		return 5
	case "Article", "LiveBlogPosting", "BlogPosting", "Report", "TechArticle", "ScholarlyArticle", "AdvertiserContentArticle", "SatiricalArticle", "SocialMediaPosting", "Review":
		return 4
	case "VideoObject", "PodcastEpisode":
		return 2
	case "WebPage", "CreativeWork", "ItemPage", "CollectionPage", "AboutPage", "Recipe":
		return 1
	}
	return 0
}

// jsonLD reads a script.
func (p *page) jsonLD(k int32) {
	n := &p.tree.Nodes[k]
	if n.First == markup.None {
		return
	}
	s := p.tree.Source[p.tree.Nodes[n.First].Start:p.tree.Nodes[n.Last].End]
	if p.script -= len(s); p.script < 0 {
		return
	}
	for _, v := range decode(s) {
		p.collect(v, 0)
	}
}

// collect collects what may be the article from a value, and what others name by their identifier.
func (p *page) collect(v *value, depth int) {
	if v == nil || depth > deepestJSON {
		return
	}
	if v.list != nil {
		for _, i := range v.list {
			p.collect(i, depth)
		}
		return
	}
	if v.fields == nil {
		return
	}
	if id := v.get("@id").first(); id != "" && v.get("name", "headline") != nil {
		p.byID[id] = v
	}
	rank := 0
	v.get("@type").each(func(t *value) {
		rank = max(rank, rankOf(t.text[strings.LastIndexByte(t.text, '/')+1:]))
	})
	if rank > 0 && len(p.things) < mostThings {
		p.things = append(p.things, thing{v, rank, depth})
	}
	p.collect(v.get("@graph"), depth)
	p.collect(v.get("mainentity"), depth+1)
	p.collect(v.get("mainentityofpage"), depth+1)
	for _, key := range [...]string{"author", "publisher"} {
		v.get(key).each(func(a *value) {
			if id := a.get("@id").first(); id != "" && a.get("name") != nil {
				p.byID[id] = a
			}
		})
	}
}

const mostThings = 100

// data keeps what the JSON-LD says of the thing that is the article, and of others as of others.
func (p *page) data() {
	best, most := -1, -1.0
	for i, t := range p.things {
		v := float64(t.rank)*2 - float64(t.depth) - float64(i)/1000
		if t.value.get("headline") != nil {
			v += 2
		}
		if t.value.get("datepublished") != nil {
			v++
		}
		v += 4 * p.agrees(t.value)
		if v > most {
			best, most = i, v
		}
	}
	for i, t := range p.things {
		p.thing(t, i != best)
	}
}

// agrees tells how far a thing names the page's own address or title.
func (p *page) agrees(v *value) float64 {
	for _, key := range [...]string{"url", "mainentityofpage", "@id"} {
		u := v.get(key)
		s := u.first()
		if s == "" {
			s = u.get("@id", "url").first()
		}
		if path := pathOf(s); path != "" && p.ownAddress(path) {
			return 1
		}
	}
	name := words(tidy(v.get("headline", "name").one()))
	for _, c := range p.found.Candidates {
		if c.Field == Title && alike(name, words(c.Value)) > .7 {
			return 1
		}
	}
	return 0
}

func (p *page) thing(t thing, other bool) {
	c := Candidate{Block: NoBlock, node: markup.None, weight: 1, Other: other}
	if t.rank == 1 {
		c.weight = .5
	}
	if h := tidy(t.value.get("headline").one()); h != "" {
		c.Field, c.Value, c.From = Title, h, "json-ld headline"
		p.add(c)
	}
	if h := tidy(t.value.get("name").one()); h != "" {
		c.Field, c.Value, c.From = Title, h, "json-ld name"
		c.weight *= .6
		p.add(c)
		c.weight /= .6
	}
	c.From = "json-ld datePublished"
	p.date(t.value.get("datepublished").one(), c)
	c.From = "json-ld dateCreated"
	c.weight *= .6
	p.date(t.value.get("datecreated", "uploaddate").one(), c)
	c.weight /= .6
	for _, key := range [...]string{"author", "creator"} {
		c.From = "json-ld " + key
		p.eachName(t.value.get(key), func(name string) { p.author(name, c) })
	}
	t.value.get("articlesection").each(func(s *value) {
		c.Field, c.Value, c.From = Section, tidy(s.text), "json-ld articleSection"
		p.add(c)
	})
	for _, key := range [...]string{"publisher", "sourceorganization", "provider"} {
		p.eachName(t.value.get(key), func(name string) {
			c.Field, c.Value, c.From = Outlet, tidy(name), "json-ld publisher"
			p.add(c)
		})
	}
	c.Field, c.Value, c.From, c.weight = Canonical, t.value.get("url").first(), "json-ld url", .6
	p.add(c)
	if l := t.value.get("inlanguage").one(); l != "" && !other {
		p.language(l, "json-ld inLanguage", .8)
	}
}

// eachName calls do with the names of the persons or bodies that a value lists.
func (p *page) eachName(v *value, do func(string)) {
	v.each(func(a *value) {
		if l := a.get("@list"); l != nil {
			l.each(func(a *value) { do(p.nameIn(a)) })
			return
		}
		do(p.nameIn(a))
	})
}

// nameIn is the name of a person or body that a value is, or that it points to.
func (p *page) nameIn(v *value) string {
	if v.text != "" {
		return v.text
	}
	if n := v.get("name").one(); n != "" {
		return n
	}
	if g, f := v.get("givenname").one(), v.get("familyname").one(); f != "" {
		return strings.TrimSpace(g + " " + f)
	}
	if to := p.byID[v.get("@id").first()]; to != nil && to != v {
		return to.get("name").one()
	}
	return ""
}
