package reading

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/reading/metadata"
)

// pageArticles makes the articles of a page in HTML from its blocks and what the page says of the first.
func (r *Reader) pageArticles(d *Draft, p page, c rapporteur.Capture) {
	start := 0
	for i := 1; i <= len(p.blocks); i++ {
		if i == len(p.blocks) || p.blocks[i].begins {
			r.pageArticle(d, p, p.blocks[start:i], c)
			start = i
		}
	}
	for i := range d.Articles[1:] {
		d.Articles[i].Span.End = d.Articles[i+1].Span.Start
	}
}

// pageArticle makes an article of a page from its blocks. What the page says is of the first; of others it gives the headline that is shown.
func (r *Reader) pageArticle(d *Draft, p page, blocks []block, c rapporteur.Capture) {
	first := len(d.Articles) == 0
	a := newArticle(rapporteur.Span{End: p.text.Len()})
	code, _ := r.packs.Identify(bodyOf(p.text, blocks))
	b := builder{article: &a, text: p.text, pack: r.packs.For(code)}
	known := r.known(c, p.said.Outlet.Value)
	for _, k := range blocks {
		switch {
		case k.title:
		case !k.body:
			b.drop(k.span, k.reason)
		default:
			l := r.line(p.text, k.span, b.pack)
			l.recur(known)
			b.paragraph(l)
		}
	}
	b.finish()
	a.Language = code
	r.foreign(&a, p.text)
	a.ID = articleID(c, len(d.Articles)+1)
	if a.Form = p.form; first {
		r.said(&a, p, c)
	} else {
		s := blocks[0].span
		a.Span.Start, a.Title, a.Outlet = s.Start, &rapporteur.Titled{Text: p.text.Slice(s), Span: &s}, p.said.Outlet.Value
	}
	d.Articles, d.Credits = append(d.Articles, a), append(d.Credits, b.credits)
}

// bodyOf is the text of the paragraphs among blocks, as far as its language needs it.
func bodyOf(text rapporteur.Text, blocks []block) string {
	var s strings.Builder
	for _, k := range blocks {
		if k.body {
			s.WriteString(text.Slice(k.span))
			s.WriteByte('\n')
		}
	}
	return s.String()
}

// paragraph takes a line that the page's make tells to be a paragraph; what its words tell to be furniture is set apart all the same.
func (b *builder) paragraph(l line) {
	switch l.kind {
	case furniture, more:
		b.drop(l.span, l.reason)
	case dateLine:
		b.drop(l.span, "date line")
	case creditLine:
		b.credits = append(b.credits, l.credit)
		b.drop(l.span, "source line")
	case byline:
		b.drop(l.span, "byline")
	default:
		b.prose(l)
	}
}

// said adds what the page says of its article.
func (r *Reader) said(a *rapporteur.Article, p page, c rapporteur.Capture) {
	m := &p.said
	for _, k := range m.Candidates {
		a.Candidates = append(a.Candidates, rapporteur.Candidate{Field: fields[k.Field], Value: k.Value, From: k.From, Span: p.spanOf(k)})
	}
	if m.Title.Value != "" {
		a.Title = &rapporteur.Titled{Text: m.Title.Value, Span: p.titleSpan(m.Title.Value)}
	}
	names := make([]string, len(m.Authors))
	for i, k := range m.Authors {
		names[i] = k.Value
	}
	a.Author, a.Section, a.Outlet, a.URL = strings.Join(names, ", "), m.Section.Value, m.Outlet.Value, m.Canonical.Value
	if l := m.Language.Value; l != "" && !r.identified(l) {
		a.Language = l
	}
	if m.Published.Value == "" {
		return
	}
	a.Published = &rapporteur.Published{DateCandidate: p.date(m.Published)}
	for _, k := range m.Candidates {
		if k.Field == metadata.Published {
			a.Published.Candidates = append(a.Published.Candidates, p.date(k))
		}
	}
}

// identified tells whether a language can be told from text. Where one can, the text is trusted, not what a page's template declares.
func (r *Reader) identified(tag string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return slices.Contains(r.packs.Codes(), primary)
}

var fields = [...]string{metadata.Title: "title", metadata.Published: "published", metadata.Author: "author", metadata.Section: "section", metadata.Outlet: "outlet", metadata.Canonical: "url", metadata.Language: "language"}

func (p *page) date(k metadata.Candidate) rapporteur.DateCandidate {
	return rapporteur.DateCandidate{Value: k.Value, Precision: k.Precision, From: k.From, Span: p.spanOf(k)}
}

// spanOf is where the block of a candidate stands in the text; nil where it does not.
func (p *page) spanOf(k metadata.Candidate) *rapporteur.Span {
	if s, ok := p.spans[k.Block]; ok && k.Block != metadata.NoBlock {
		return &s
	}
	return nil
}

// titleSpan is where the page shows its title; nil where what it shows is worded otherwise.
func (p *page) titleSpan(title string) *rapporteur.Span {
	for _, k := range p.blocks {
		if k.title && fold(p.text.Slice(k.span)) == fold(title) {
			return &k.span
		}
	}
	return nil
}

// What a paragraph needs to be called foreign: its length in code points, and how sure its language is.
const (
	leastForeign = 80
	sureForeign  = 0.95
)

// foreign finds the paragraphs that are in another language than their article.
func (r *Reader) foreign(a *rapporteur.Article, text rapporteur.Text) {
	for _, s := range a.Body {
		if s.Len() < leastForeign {
			continue
		}
		if code, sure := r.packs.Identify(text.Slice(s)); code != a.Language && code != "und" && sure >= sureForeign {
			a.Foreign = append(a.Foreign, rapporteur.Foreign{Span: s, Language: code})
		}
	}
}

func articleID(c rapporteur.Capture, n int) string {
	return fmt.Sprintf("%.12s-%d", strings.TrimPrefix(c.ID, "sha256:"), n)
}

func newArticle(s rapporteur.Span) rapporteur.Article {
	return rapporteur.Article{Span: s, Body: []rapporteur.Span{}, Dropped: []rapporteur.Dropped{}, Agencies: []rapporteur.Credit{},
		Mentions: []rapporteur.Mention{}, Dates: []rapporteur.Date{}, Statements: []rapporteur.Statement{}, Commitments: []rapporteur.Commitment{}}
}
