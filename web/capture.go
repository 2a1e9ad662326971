package web

import (
	"sort"
	"unicode"

	"rapporteur"
	"rapporteur/show"
)

// capturePage is a capture with its articles.
type capturePage struct {
	Ref      rapporteur.CaptureRef
	Articles []article
}

// article is an article cut into paragraphs of marked pieces.
type article struct {
	RTL                                            bool // its letters run from right to left
	Title, Language, Date, Author, Section, Outlet string
	Agencies                                       []string
	Paragraphs                                     [][]piece
	Statements                                     []side
	Commitments                                    []side
	Dropped                                        []side
}

// piece is a stretch of text with the marks that lie on it.
type piece struct {
	Text                                     string
	Content, Cue, Source, Person, Name, Date bool
	Statement                                string // id, where content or cue
	Key                                      string // of the entity named
	Value                                    string // of a date
	Start                                    string // id of the statement whose content begins here
}

// side is a line beside the text.
type side struct{ ID, Who, Text, Kind, Key string }

// mark is a span with what it adds to the pieces within.
type mark struct {
	span rapporteur.Span
	set  func(*piece)
}

func articleView(r *rapporteur.Reading, a *rapporteur.Article) article {
	v := article{RTL: rightToLeft(r.Text, a.Body), Language: a.Language, Author: a.Author, Section: a.Section, Outlet: a.Outlet}
	entities := map[string]rapporteur.Entity{}
	for _, e := range r.Entities {
		entities[e.ID] = e
	}
	if a.Title != nil {
		v.Title = a.Title.Text
	}
	if a.Published != nil {
		v.Date = a.Published.Value
	}
	for _, g := range a.Agencies {
		v.Agencies = append(v.Agencies, entities[g.Entity].Name())
	}
	marks := marksOf(a, entities)
	for _, s := range a.Body {
		v.Paragraphs = append(v.Paragraphs, pieces(r.Text, s, marks))
	}
	for _, s := range a.Statements {
		row := side{ID: s.ID, Kind: kindName(s.Kind)}
		if sp := s.Speaker; sp != nil {
			words := ""
			if sp.Span != nil {
				words = r.Text.Slice(*sp.Span)
			}
			row.Who, row.Key = show.Speaker(entities[sp.Entity].Name(), words, sp.Rule), entities[sp.Entity].Key
		} else {
			row.Who = show.Speaker("", "", "")
		}
		row.Text = r.Text.Slice(s.Content[0])
		v.Statements = append(v.Statements, row)
	}
	for _, c := range a.Commitments {
		row := side{ID: c.Statement, Kind: c.Type, Text: r.Text.Slice(c.What[0])}
		if c.Due != nil {
			row.Who = "due " + c.Due.Earliest + " to " + c.Due.Latest
		}
		v.Commitments = append(v.Commitments, row)
	}
	for _, d := range a.Dropped {
		v.Dropped = append(v.Dropped, side{Kind: d.Reason, Text: r.Text.Slice(d.Span)})
	}
	return v
}

func marksOf(a *rapporteur.Article, entities map[string]rapporteur.Entity) []mark {
	var out []mark
	for _, s := range a.Statements {
		for i, c := range s.Content {
			out = append(out, mark{c, func(p *piece) { p.Content, p.Statement = true, s.ID }})
			if i == 0 {
				out = append(out, mark{rapporteur.Span{Start: c.Start, End: c.Start + 1}, func(p *piece) { p.Start = s.ID }})
			}
		}
		for _, c := range s.Cue {
			out = append(out, mark{c, func(p *piece) { p.Cue = true }})
		}
		if s.Speaker != nil && s.Speaker.Span != nil {
			out = append(out, mark{*s.Speaker.Span, func(p *piece) { p.Source = true }})
		}
	}
	for _, m := range a.Mentions {
		out = append(out, mark{m.Span, func(p *piece) {
			p.Name, p.Person, p.Key = true, m.Kind == rapporteur.Person, entities[m.Entity].Key
		}})
	}
	for _, d := range a.Dates {
		out = append(out, mark{d.Span, func(p *piece) { p.Date, p.Value = true, d.Value }})
	}
	return out
}

// pieces cuts a paragraph wherever a mark begins or ends.
func pieces(text rapporteur.Text, s rapporteur.Span, marks []mark) []piece {
	cuts := []int{s.Start, s.End}
	var here []mark
	for _, m := range marks {
		if !m.span.Overlaps(s) {
			continue
		}
		here = append(here, m)
		if m.span.Len() == 1 {
			cuts = append(cuts, max(m.span.Start, s.Start))
			continue
		}
		cuts = append(cuts, max(m.span.Start, s.Start), min(m.span.End, s.End))
	}
	sort.Ints(cuts)
	var out []piece
	for i := 1; i < len(cuts); i++ {
		part := rapporteur.Span{Start: cuts[i-1], End: cuts[i]}
		if part.Empty() {
			continue
		}
		p := piece{Text: text.Slice(part)}
		for _, m := range here {
			if m.span.Overlaps(part) {
				m.set(&p)
			}
		}
		out = append(out, p)
	}
	return out
}

// rightToLeft tells the direction of a text by its first letter.
func rightToLeft(text rapporteur.Text, body []rapporteur.Span) bool {
	for _, s := range body {
		for _, r := range text.Slice(s) {
			if unicode.IsLetter(r) {
				return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
			}
		}
	}
	return false
}
