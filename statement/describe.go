package statement

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur"
)

// byUnnamed says that a source is somebody whom the text has not named: "a lawmaker", "one of the ministers".
const byUnnamed = "unnamed"

// unnamed tells whether a source begins as a description of somebody new.
func (c *cast) unnamed(ws []word) bool {
	return c.begins(ws, c.lexicon.pack.People.Indefinite)
}

// begins tells whether a run of words begins with one of some forms.
func (c *cast) begins(ws []word, forms []string) bool {
	return slices.ContainsFunc(forms, func(f string) bool {
		form := cutForm(f)
		return len(ws) >= len(form) && slices.EqualFunc(form, ws[:len(form)], func(f string, w word) bool { return f == w.text })
	})
}

// compoundTail is how many letters behind a name and a hyphen make another word of it, and no ending: "Kolt-Anwalt".
const compoundTail = 4

// modifies tells whether a name in a source only says which: "the Kolt campaign", "the Lunevo mayor", "Kolt-Anwalt".
func (c *cast) modifies(m rapporteur.Mention, ws []word) bool {
	last := -1
	for i, w := range ws {
		if w.span.Overlaps(m.Span) {
			last = i
		}
	}
	if last < 0 {
		return false
	}
	if tail, hyphened := strings.CutPrefix(c.text.Slice(rapporteur.Span{Start: m.Span.End, End: max(m.Span.End, ws[last].span.End)}), "-"); hyphened && len([]rune(tail)) >= compoundTail {
		return true
	}
	p := c.lexicon.pack.People
	if !p.HeadLast || last+1 >= len(ws) || !c.together(m.Span.End, ws[last+1].span.Start) || has("'’", c.text.Rune(m.Span.End)) {
		return false
	}
	noun := !unicode.IsUpper(c.text.Rune(ws[last+1].span.Start))
	if len(p.Definite) == 0 {
		return c.isOffice(ws[last+1:])
	}
	return c.begins(ws, p.Definite) && (noun || c.isOffice(ws[last+1:]))
}

// isOffice tells whether words begin with an office.
func (c *cast) isOffice(ws []word) bool {
	fs := c.lexicon.find(ws)
	return len(fs) > 0 && fs[0].first == 0 && fs[0].use == office
}

// apposed tells whether an office may be for the name behind it by what stands between: nothing but other names with what they are names of ("the manager of
// the club Lunevo, Kolt"), countries and words for "of" with what follows. In scripts without capitals nothing can be told.
func (c *cast) apposed(from, to int) bool {
	ws := words(c.text, rapporteur.Span{Start: from, End: max(from, to)})
	for i := len(ws) - 1; i >= 0; i-- {
		of := c.meansOf(ws[i].text) || i > 0 && c.meansOf(ws[i-1].text)
		switch {
		case !unicode.IsLower(c.text.Rune(ws[i].span.Start)) || len(c.named(ws[i].span)) > 0:
			return true
		case !of && c.lexicon.country(c.lexicon.pack, ws[i].text) == "":
			return false
		}
	}
	return true
}

// presented tells whether the text presents somebody as persons are who speak: by more than one name, an office or a title, or as a source elsewhere.
func (c *cast) presented(entity string) bool {
	if r := c.roles[entity]; r.gender != "" || len(r.offices) > 0 || c.referral != nil && c.referral.speaks(entity) {
		return true
	}
	return slices.ContainsFunc(c.mentions, func(m rapporteur.Mention) bool {
		return m.Entity == entity && len(words(c.text, m.Span)) > 1
	})
}
