package statement

import (
	"slices"
	"strings"

	"rapporteur"
)

// givenNames sets the gender of persons of whom no office tells it but the given name does.
func (c *cast) givenNames() {
	for _, m := range c.mentions {
		if r, person := c.roles[m.Entity]; person && m.Kind == rapporteur.Person && r.gender == "" {
			r.gender = c.nameTells(m)
			c.roles[m.Entity] = r
		}
	}
}

// nameTells is the gender that a name tells by the word that it begins with: an honorific, or a given name before another.
func (c *cast) nameTells(m rapporteur.Mention) string {
	ws := words(c.text, m.Span)
	if len(ws) < 2 {
		return ""
	}
	for _, f := range append(c.lexicon.given.find(ws[:1]), c.lexicon.find(ws[:1])...) {
		if f.gender != "" {
			return f.gender
		}
	}
	return ""
}

// hear takes up the gender of persons from the verbs beside them: "сказала Колт".
func (c *cast) hear(drafts []Draft) {
	for _, d := range drafts {
		if len(d.Source) != 1 || len(c.named(d.Source[0])) != 1 {
			continue
		}
		m := c.named(d.Source[0])[0]
		gap := rapporteur.Span{Start: min(m.Span.End, d.Cue.End), End: max(m.Span.Start, d.Cue.Start)}
		if r, person := c.roles[m.Entity]; person && r.gender == "" && len(wordStarts(c.text, gap)) == 0 {
			r.gender = c.verbTells(d.Cue)
			c.roles[m.Entity] = r
		}
	}
}

// verbTells is the gender that the endings of a cue's words tell of its subject; "" where they tell none or both.
func (c *cast) verbTells(cue rapporteur.Span) string {
	if cue.Empty() {
		return ""
	}
	reports, m, f := c.lexicon.pack.People.Reports, false, false
	for _, w := range words(c.text, cue) {
		m = m || endsIn(w.text, reports.Masculine)
		f = f || endsIn(w.text, reports.Feminine)
	}
	switch {
	case m && !f:
		return "m"
	case f && !m:
		return "f"
	}
	return ""
}

func endsIn(word string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(word, e) })
}

// agrees tells whether somebody may be the one whose gender is told: nothing known says otherwise.
func (c *cast) agrees(entity, gender string) bool {
	r := c.roles[entity]
	return gender == "" || r.gender == "" || r.gender == gender
}
