// Package reading turns a capture into a reading: its text, and the articles in it with title, date, author, section, dateline and
// credits, apart from the furniture of the page. It finds no names, statements or commitments.
package reading

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"rapporteur"
	"rapporteur/dates"
	"rapporteur/language"
	"rapporteur/reading/metadata"
	"rapporteur/reading/sourcemap"
)

var noDay dates.Anchor

// Reader reads captures. It is safe for concurrent use.
type Reader struct {
	packs *language.Packs
	dates *dates.Parser

	recurring Recurring // nil where nothing is known
}

// New takes the packs that tell furniture, labels and calendars, and the parser of dates.
func New(packs *language.Packs, parser *dates.Parser) *Reader {
	return &Reader{packs: packs, dates: parser}
}

// Draft is a reading with, for each article, the words that credit an agency or press service; names/ tells who they are.
type Draft struct {
	rapporteur.Reading
	Credits [][]rapporteur.Span
}

// Read reads a capture. Its error says why the bytes are no text, or why a page yields no article.
func (r *Reader) Read(c rapporteur.Capture) (*Draft, error) {
	p, err := r.page(c)
	if err != nil {
		return nil, err
	}
	d := &Draft{Reading: rapporteur.Reading{Schema: rapporteur.Schema, Capture: c.Ref(), Text: p.text, Encoding: p.encoding, Articles: []rapporteur.Article{},
		Entities: []rapporteur.Entity{}, SourceMap: sourceRuns(p.text, &p.source)}}
	if p.blocks != nil {
		r.pageArticles(d, p, c)
	} else {
		r.articles(d, p, c)
	}
	return d, nil
}

func (r *Reader) page(c rapporteur.Capture) (page, error) {
	if isItem(c) {
		return r.readItem(c)
	}
	d, err := decode(c)
	switch {
	case err != nil:
		return page{}, err
	case !strings.ContainsFunc(d.text, unicode.IsLetter):
		return page{}, errors.New("the text holds no words")
	case c.MediaType == "text/html":
		return r.readHTML(d, c)
	}
	return page{text: rapporteur.NewText(d.text), source: d.source, encoding: d.encoding}, nil
}

// page is a text, where it comes from, and what stands outside it.
type page struct {
	text     rapporteur.Text
	source   sourcemap.Map
	encoding string
	blocks   []block                 // of a page in HTML
	said     metadata.Found          // likewise
	spans    map[int]rapporteur.Span // of the blocks that said names, where they are in the text
	form     string                  // of its article
}

// part is the lines of one article.
type part struct {
	lines []line
	span  rapporteur.Span
	glued bool
}

func (r *Reader) articles(d *Draft, p page, c rapporteur.Capture) {
	text := p.text
	m := frontMatter(text)
	whole := rapporteur.Span{Start: m.end, End: text.Len()}
	code, _ := r.packs.Identify(text.Slice(whole))
	outlet, _ := m.first(outletKeys...)
	known := r.known(c, outlet)
	lines := r.lines(text, whole, r.packs.For(code))
	for i := range lines {
		lines[i].recur(known)
	}
	for i, part := range split(lines, whole, text.Len()) {
		a, credits := r.article(text, part, code)
		a.ID = articleID(c, i+1)
		if i == 0 {
			r.outside(&a, m)
			a.Span.Start = 0
		}
		a.Published = choose(a.Published, c)
		d.Articles, d.Credits = append(d.Articles, a), append(d.Credits, credits)
	}
}

// split parts the lines where other articles follow. What follows a "read also" is an article only where it holds prose.
func split(lines []line, whole rapporteur.Span, end int) []part {
	parts := []part{{span: whole}}
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		last := &parts[len(parts)-1]
		if l.kind != more || !hasProse(last.lines) || !hasProse(lines[i+1:]) {
			last.lines = append(last.lines, l)
			continue
		}
		last.lines = append(last.lines, l)
		last.span.End = lines[i+1].span.Start
		parts = append(parts, part{glued: true, span: rapporteur.Span{Start: lines[i+1].span.Start, End: end}})
	}
	return parts
}

// hasProse tells whether lines hold a paragraph before any further "read also".
func hasProse(lines []line) bool {
	n := 0
	for _, l := range lines {
		if l.kind == more {
			break
		}
		if l.kind == prose {
			n += l.span.Len()
		}
	}
	return n >= longestHeading
}

func (r *Reader) article(text rapporteur.Text, p part, code string) (rapporteur.Article, []rapporteur.Span) {
	a := newArticle(p.span)
	b := builder{article: &a, text: text, pack: r.packs.For(code)}
	for i, l := range p.lines {
		b.take(l, p.lines[i+1:])
	}
	b.finish()
	a.Language, _ = r.packs.Identify(b.bodyText())
	if a.Language == "und" {
		a.Language = code
	}
	r.foreign(&a, text)
	return a, b.credits
}

// builder puts an article together line by line.
type builder struct {
	article *rapporteur.Article
	text    rapporteur.Text
	pack    *language.Pack
	credits []rapporteur.Span
	titles  map[string]bool // headings seen, folded
	over    bool            // the tail of the page has begun
}

func (b *builder) drop(s rapporteur.Span, reason string) {
	b.article.Dropped = append(b.article.Dropped, rapporteur.Dropped{Span: s, Reason: reason})
}

func (b *builder) take(l line, rest []line) {
	a := b.article
	if b.over {
		b.drop(l.span, "page furniture")
		return
	}
	switch l.kind {
	case furniture:
		b.drop(l.span, l.reason)
		b.over = l.tail && len(a.Body) > 0
	case more:
		b.drop(l.span, l.reason)
		b.over = len(a.Body) > 0
	case dateLine:
		b.date(l, rest)
	case sectionLine:
		if a.Section == "" {
			a.Section = l.text
		}
	case creditLine:
		b.credits = append(b.credits, l.credit)
		b.drop(l.span, "source line")
	case byline:
		if a.Author == "" {
			a.Author = b.text.Slice(l.credit)
		}
	case heading:
		b.heading(l, rest)
	case prose:
		b.prose(l)
	}
}

// date takes a date line; inside the body it is a paragraph like another.
func (b *builder) date(l line, rest []line) {
	a := b.article
	if len(a.Body) > 0 && hasProse(rest) {
		b.drop(l.span, "date line")
		return
	}
	for _, d := range l.dates {
		if len(d.Value) >= 10 {
			s := d.Span
			b.candidate(rapporteur.DateCandidate{Value: d.Value, Precision: d.Precision, From: "text", Span: &s})
		}
	}
}

func (b *builder) candidate(c rapporteur.DateCandidate) {
	a := b.article
	if a.Published == nil {
		a.Published = &rapporteur.Published{}
	}
	a.Published.Candidates = append(a.Published.Candidates, c)
}

func (b *builder) heading(l line, rest []line) {
	a := b.article
	key := fold(l.text)
	switch {
	case b.datelineOnly(l):
	case a.Title == nil && len(a.Body) == 0 && hasAnyProse(rest):
		b.title(l)
		b.titles = map[string]bool{fold(a.Title.Text): true}
	case b.titles[key], len(a.Body) == 0 && hasAnyProse(rest), l.span.Len() <= longestInBody && hasAnyProse(rest):
		b.drop(l.span, "sub-heading")
	case len(a.Body) > 0 && !hasAnyProse(rest) && l.span.Len() <= longestLabel:
		b.drop(l.span, "page furniture")
	default:
		b.prose(l)
	}
}

func hasAnyProse(lines []line) bool {
	for _, l := range lines {
		if l.kind == prose || l.kind == heading && l.span.Len() > longestInBody {
			return true
		}
		if l.kind == more {
			return false
		}
	}
	return false
}

// title takes a title; what follows a stroke at its end names the section or the outlet.
func (b *builder) title(l line) {
	s, words := l.span, l.text
	if i := strings.LastIndex(words, " | "); i > 0 {
		name := strings.TrimSpace(words[i+3:])
		if b.article.Section == "" {
			b.article.Section = name
		}
		words = strings.TrimSpace(words[:i])
		s.End = s.Start + len([]rune(words))
	}
	words = strings.TrimLeft(words, "# ")
	s.Start = s.End - len([]rune(words))
	b.article.Title = &rapporteur.Titled{Text: words, Span: &s}
}

// datelineOnly takes a short line that is nothing but a place and an agency: "SANDOR - AGENCY".
func (b *builder) datelineOnly(l line) bool {
	a := b.article
	if a.Title == nil || len(a.Body) > 0 || l.span.Len() > 40 || a.Dateline != nil {
		return false
	}
	place, agency, ok := strings.Cut(l.text, "-")
	if !ok {
		place, agency, ok = strings.Cut(l.text, "–")
	}
	if place, agency = strings.TrimSpace(place), strings.TrimSpace(agency); !ok || place == "" || agency == "" || len(strings.Fields(place)) > 3 || len(strings.Fields(agency)) > 3 {
		return false
	}
	a.Dateline = &rapporteur.Dateline{Span: l.span, Place: place}
	b.credits = append(b.credits, rapporteur.Span{Start: l.span.End - len([]rune(agency)), End: l.span.End})
	return true
}

func (b *builder) prose(l line) {
	s := l.span
	if len(b.article.Body) == 0 && b.article.Dateline == nil {
		s = b.dateline(s)
	}
	if !s.Empty() {
		b.article.Body = append(b.article.Body, s)
	}
}

// dateline cuts "PLACE, 3 May (AGENCY) -" off the first paragraph.
func (b *builder) dateline(s rapporteur.Span) rapporteur.Span {
	const reach = 70
	open, shut := -1, -1
	for i := s.Start; i < min(s.End, s.Start+reach); i++ {
		switch r := b.text.Rune(i); {
		case r == '(' && open < 0:
			open = i
		case r == ')' && shut < 0 && open >= 0:
			shut = i
		case (r == '-' || r == '–' || r == '—') && shut > 0 && i <= shut+3:
			place := strings.FieldsFunc(b.text.Slice(rapporteur.Span{Start: s.Start, End: open}), func(r rune) bool { return r == ',' || r == '،' })
			if len(place) == 0 {
				return s
			}
			b.article.Dateline = &rapporteur.Dateline{Span: rapporteur.Span{Start: s.Start, End: i + 1}, Place: strings.TrimSpace(place[0])}
			b.credits = append(b.credits, rapporteur.Span{Start: open + 1, End: shut})
			s.Start = i + 1
			for s.Start < s.End && blank(b.text.Rune(s.Start)) {
				s.Start++
			}
			return s
		case r == '.' || r == '!' || r == '?':
			return s
		}
	}
	return s
}

// finish finds the agencies that the first paragraphs say they relay.
func (b *builder) finish() {
	for i, p := range b.article.Body {
		if i > 2 {
			break
		}
		b.relayed(p)
	}
}

// relayed adds the words next to a relaying verb: names/ keeps those that are an agency.
func (b *builder) relayed(p rapporteur.Span) {
	words := strings.ToLower(b.text.Slice(p))
	verbs := b.pack.Furniture.Relays
	if !slices.ContainsFunc(verbs, func(v string) bool { return strings.Contains(words, v) }) {
		return
	}
	low := []rune(words)
	if len(low) != p.Len() {
		return
	}
	for _, verb := range verbs {
		v := []rune(verb)
		for i := 0; i+len(v) <= len(low); i++ {
			if string(low[i:i+len(v)]) != verb || i > 0 && unicode.IsLetter(low[i-1]) || i+len(v) < len(low) && unicode.IsLetter(low[i+len(v)]) {
				continue
			}
			from, to := p.Start+i-30, p.Start+i+len(v)+60
			b.credits = append(b.credits, rapporteur.Span{Start: max(from, p.Start), End: p.Start + i}, rapporteur.Span{Start: p.Start + i + len(v), End: min(to, p.End)})
		}
	}
}

func (b *builder) bodyText() string {
	var s strings.Builder
	for _, p := range b.article.Body {
		s.WriteString(b.text.Slice(p))
		s.WriteByte('\n')
	}
	if b.article.Title != nil && s.Len() < 400 {
		s.WriteString(b.article.Title.Text)
	}
	return s.String()
}

// outletKeys are the keys of front matter that name an outlet.
var outletKeys = []string{"outlet", "site", "publisher", "publication"}

// outside adds what front matter says of the first article.
func (r *Reader) outside(a *rapporteur.Article, m matter) {
	if title, span := m.first("title", "headline"); title != "" {
		if a.Title != nil && fold(a.Title.Text) != fold(title) && a.Title.Span != nil {
			a.Dropped = append([]rapporteur.Dropped{{Span: *a.Title.Span, Reason: "sub-heading"}}, a.Dropped...)
		}
		a.Title = &rapporteur.Titled{Text: title, Span: span}
	}
	for to, keys := range map[*string][]string{
		&a.Author: {"author", "authors", "by"}, &a.Section: {"category", "categories", "section"}, &a.Outlet: outletKeys, &a.URL: {"url", "canonical", "link"},
	} {
		if v, _ := m.first(keys...); v != "" {
			*to = v
		}
	}
	var all []rapporteur.DateCandidate
	for _, k := range []string{"date", "published", "pubdate", "updated"} {
		if v, s := m.first(k); v != "" {
			if d := r.dates.Parse(rapporteur.NewText(v), rapporteur.Span{End: len([]rune(v))}, "und", noDay); len(d) > 0 && len(d[0].Value) >= 10 {
				all = append(all, rapporteur.DateCandidate{Value: d[0].Value, Precision: d[0].Precision, From: "front matter", Span: s})
			}
		}
	}
	if len(all) > 0 {
		if a.Published != nil {
			all = append(all, a.Published.Candidates...)
		}
		a.Published = &rapporteur.Published{Candidates: all}
	}
}

// choose takes the first candidate that is not later than the capture.
func choose(p *rapporteur.Published, c rapporteur.Capture) *rapporteur.Published {
	if p == nil {
		return nil
	}
	for _, d := range p.Candidates {
		if !later(d.Value, c) {
			p.DateCandidate = d
			return p
		}
	}
	return nil
}

// later tells whether a date is after the day following its capture, which no true one is.
func later(value string, c rapporteur.Capture) bool {
	return !c.Fetched.IsZero() && len(value) >= 10 && value[:10] > c.Fetched.UTC().AddDate(0, 0, 1).Format(time.DateOnly)
}

func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
