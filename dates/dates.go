// Package dates finds expressions of time in a text and gives them values: absolute ones, months and years, and those that count
// from the day of the text or the moment of its capture. What cannot be known (a weekday in a text without a date, 03/04/2031 in a
// language that has both orders) gets no value rather than a guess.
package dates

import (
	"time"

	"rapporteur"
	"rapporteur/language"
)

// Parser finds dates. It is immutable and safe for concurrent use.
type Parser struct {
	packs *language.Packs
	words map[string]*lexicon // by code of the pack
}

// New takes the packs whose calendars and words it reads.
func New(packs *language.Packs) *Parser {
	p := &Parser{packs: packs, words: map[string]*lexicon{}}
	for _, code := range packs.Codes() {
		p.words[code] = newLexicon(packs.For(code))
	}
	return p
}

// Anchor is what relative expressions count from. The zero Anchor is nothing: then they get no value.
type Anchor struct {
	Day  time.Time // the day of the text, at midnight UTC
	Time time.Time // the moment that hours and minutes count from, in UTC; zero where only the day is known, and then they get no value
}

// At is the anchor of what was captured at a moment: a page that says "two hours ago" means before then. The zero time gives the zero Anchor.
func At(captured time.Time) Anchor {
	if captured.IsZero() {
		return Anchor{}
	}
	captured = captured.UTC()
	return Anchor{Day: captured.Truncate(24 * time.Hour), Time: captured}
}

// AnchorOf is the day of an article's publication, where it is known to the day.
func AnchorOf(p *rapporteur.Published) Anchor {
	if p == nil || len(p.Value) < 10 {
		return Anchor{}
	}
	day, err := time.Parse(time.DateOnly, p.Value[:10])
	if err != nil {
		return Anchor{}
	}
	return Anchor{Day: day}
}

// scan is one run over a stretch of text.
type scan struct {
	words  *lexicon
	anchor Anchor
	tokens []token
}

// Parse gives the dates within a span, in order, without overlaps. lang names the pack.
func (p *Parser) Parse(text rapporteur.Text, within rapporteur.Span, lang string, anchor Anchor) []rapporteur.Date {
	words := p.words[p.packs.For(lang).Code]
	s := scan{words: words, anchor: anchor, tokens: words.tokens(text, within)}
	var out []rapporteur.Date
	for i := 0; i < len(s.tokens); {
		v, n := s.at(i)
		if n == 0 {
			i++
			continue
		}
		if v.value != "" {
			out = append(out, rapporteur.Date{Span: rapporteur.Span{Start: s.tokens[i].span.Start, End: s.tokens[i+n-1].span.End}, Value: v.value, Precision: v.precision})
		}
		i += n
	}
	return out
}

// value is that of an expression; empty where it is one but cannot be known.
type value struct{ value, precision string }

func (s *scan) token(i int) *token {
	if i < 0 || i >= len(s.tokens) {
		return &none
	}
	return &s.tokens[i]
}

// joined tells whether token i follows the one before it without space.
func (s *scan) joined(i int) bool {
	return i > 0 && i < len(s.tokens) && s.tokens[i].span.Start == s.tokens[i-1].span.End
}

// form reads one kind of expression that begins at token i: its value and its length in tokens; length 0 where there is none.
type form func(s *scan, i int) (value, int)

var (
	afterFigure = []form{(*scan).timeFirst, (*scan).figuresYearFirst, (*scan).figures, (*scan).shortYear, (*scan).yearFirst, (*scan).dayMonth, (*scan).monthDay, (*scan).month, (*scan).ago, (*scan).year}
	afterWord   = []form{(*scan).dayMonth, (*scan).monthDay, (*scan).month, (*scan).relative, (*scan).ago, (*scan).period, (*scan).weekday}
	fullDay     = []form{(*scan).figuresYearFirst, (*scan).figures, (*scan).yearFirst, (*scan).dayMonth, (*scan).monthDay}
)

// at gives the value of the expression that begins at token i and its length in tokens; length 0 where none does.
func (s *scan) at(i int) (value, int) {
	t := s.token(i)
	switch {
	case t.number >= 0:
		return s.any(afterFigure, i)
	case t.longest > 0:
		return s.any(afterWord, i)
	}
	return value{}, 0
}

func (s *scan) any(forms []form, i int) (value, int) {
	for _, read := range forms {
		if v, n := read(s, i); n > 0 {
			return v, n
		}
	}
	return value{}, 0
}

// Window gives the first and the last day that a date may mean, as YYYY-MM-DD.
func Window(d rapporteur.Date) (earliest, latest string) {
	switch d.Precision {
	case "year":
		return d.Value + "-01-01", d.Value + "-12-31"
	case "month":
		t, err := time.Parse("2006-01", d.Value)
		if err != nil {
			return "", ""
		}
		return d.Value + "-01", t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	if len(d.Value) < 10 {
		return "", ""
	}
	return d.Value[:10], d.Value[:10]
}
