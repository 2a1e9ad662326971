package statement

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur"
)

// byOwner says that the one named in a source is whose wife or lawyer speaks: nobody is told.
const byOwner = "owner"

// themselves gives the persons named in a source who may be speaking, and whether all that are named own who speaks instead: "Kolt's wife", "a lawyer for
// Kolt".
func (c *cast) themselves(s rapporteur.Span, ws []word) (persons []rapporteur.Mention, owners bool) {
	for _, m := range c.named(s, rapporteur.Person) {
		if c.owns(m, ws) || c.modifies(m, ws) {
			owners = true
		} else {
			persons = append(persons, m)
		}
	}
	return persons, owners && len(persons) == 0
}

// owns tells whether the words of a source make its speaker somebody of the person named: by a possessive ending or a word for "of" beside the name, or by a
// word for a relation.
func (c *cast) owns(m rapporteur.Mention, ws []word) bool {
	first := slices.IndexFunc(ws, func(w word) bool { return w.span.Overlaps(m.Span) })
	if first < 0 {
		return false
	}
	last := first
	for last+1 < len(ws) && ws[last+1].span.Overlaps(m.Span) {
		last++
	}
	return c.possessive(m, ws, last) || c.behindOf(m, ws, first) || c.related(m, ws, first, last)
}

// possessive tells whether a name ends in an apostrophe and a few letters, and a word follows at once ("Kolt's wife", "Kolt'un eşi").
func (c *cast) possessive(m rapporteur.Mention, ws []word, last int) bool {
	if last+1 >= len(ws) || !c.together(ws[last].span.End, ws[last+1].span.Start) {
		return false
	}
	name, ending, found := strings.Cut(ws[last].text, "'")
	if !found { // "the Millers' lawyer"
		return has("'’", c.text.Rune(ws[last].span.End))
	}
	return len([]rune(name)) >= 3 && len([]rune(ending)) <= 3
}

// behindOf tells whether a word for "of" stands right before a name, or is written together with it, and other words before that.
func (c *cast) behindOf(m rapporteur.Mention, ws []word, first int) bool {
	if c.lexicon.pack.People.OfAfter {
		return false
	}
	if head := ws[first].span; head.Start < m.Span.Start {
		return first > 0 && c.meansOf(strings.Trim(strings.ToLower(c.text.Slice(rapporteur.Span{Start: head.Start, End: m.Span.Start})), "'’"))
	}
	if first < 2 || unicode.IsUpper(c.text.Rune(ws[first-1].span.Start)) { // "Minister Van Kolt"
		return false
	}
	return c.meansOf(ws[first-1].text) && c.together(ws[first-1].span.End, ws[first].span.Start)
}

// related tells whether a word for a relation stands beside a name so that the name is the other's.
func (c *cast) related(m rapporteur.Mention, ws []word, first, last int) bool {
	for _, f := range c.lexicon.theirs.find(ws) {
		switch {
		case f.first > last:
			if c.ofBetween(m, ws, last, f.first) {
				return true
			}
		case f.end == first && c.together(ws[f.end-1].span.End, ws[first].span.Start):
			if c.lexicon.pack.People.BareOwner || c.oblique(m) {
				return true
			}
		}
	}
	return false
}

// meansOf tells whether a word beside a name says whose somebody is.
func (c *cast) meansOf(word string) bool {
	p := c.lexicon.pack.People
	return slices.Contains(p.Of, word) || slices.Contains(p.Genitive, word)
}

// ofBetween tells whether nothing but words for "of" stands between a name and a word, and one at least, maybe written together with the name, where they stand
// behind names: there a bare word behind a name is its title.
func (c *cast) ofBetween(m rapporteur.Mention, ws []word, from, to int) bool {
	tail := c.text.Slice(rapporteur.Span{Start: m.Span.End, End: max(m.Span.End, ws[from].span.End)})
	if c.lexicon.pack.People.OfAfter && to == from+1 && !c.meansOf(tail) {
		return false
	}
	for i := from; i < to; i++ {
		if !c.together(ws[i].span.End, ws[i+1].span.Start) || i > from && !c.meansOf(ws[i].text) {
			return false
		}
	}
	return true
}

// together tells whether nothing but space stands between two places, or an apostrophe.
func (c *cast) together(from, to int) bool {
	for i := from; i < to; i++ {
		if r := c.text.Rune(i); !unicode.IsSpace(r) && !has("'’", r) {
			return false
		}
	}
	return true
}

// oblique tells whether the same person is named elsewhere by the same last word without its ending ("Колта" beside "Колт").
func (c *cast) oblique(m rapporteur.Mention) bool {
	name := lastWord(c.text.Slice(m.Span))
	for _, o := range c.mentions {
		if o.Entity != m.Entity || o.Span == m.Span {
			continue
		}
		bare := lastWord(c.text.Slice(o.Span))
		if n := len([]rune(name)) - len([]rune(bare)); n > 0 && n <= 3 && len([]rune(bare)) >= 3 && strings.HasPrefix(name, bare) {
			return true
		}
	}
	return false
}

func lastWord(s string) string {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1]
}
