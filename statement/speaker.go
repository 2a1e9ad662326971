package statement

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur"
)

// Rules that settle whose words a statement reports, from the surest to the least sure.
const (
	ByName    = "name"    // the source names the person or body
	BySpokes  = "spokes"  // the source speaks for a body that it names
	ByRole    = "role"    // an office that the text gives one person
	ByPronoun = "pronoun" // a pronoun: who spoke last, or was named last
	ByModel   = "model"   // the model's reading of whom a pronoun or office means, where it is sure and the rules say otherwise or nothing
	ByVerb    = "verb"    // no source: who spoke last
	ByRun     = "run-on"  // a quotation that goes on over a paragraph
)

// cast is who is who in an article, for settling references.
type cast struct {
	text     rapporteur.Text
	lexicon  *lexicon
	mentions []rapporteur.Mention // by place
	kinds    map[string]rapporteur.Kind
	roles    map[string]role // of persons, by entity
	order    []string        // persons by first mention
	referral *referral       // nil where only rules are asked
}

// How far from a name its office may stand, in words.
const (
	officeBefore, officeAfter = 4, 2
	contextWords              = 10
	contextRunes              = 60 // how much of a sentence's beginning is looked at
)

func newCast(text rapporteur.Text, l *lexicon, mentions []rapporteur.Mention) *cast {
	c := &cast{text: text, lexicon: l, mentions: slices.Clone(mentions), kinds: map[string]rapporteur.Kind{}, roles: map[string]role{}}
	slices.SortFunc(c.mentions, func(a, b rapporteur.Mention) int { return a.Span.Start - b.Span.Start })
	for _, m := range c.mentions {
		if m.Entity == "" {
			continue
		}
		c.kinds[m.Entity] = m.Kind
		if m.Kind == rapporteur.Person {
			c.introduce(m)
		}
	}
	c.givenNames()
	return c
}

// introduce adds what the words around a name say of the person.
func (c *cast) introduce(m rapporteur.Mention) {
	r, known := c.roles[m.Entity]
	if !known {
		c.order = append(c.order, m.Entity)
		r = role{offices: map[string]bool{}, countries: map[string]bool{}}
	}
	before := c.before(m.Span)
	fs := c.lexicon.find(before)
	for i := len(fs) - 1; i >= 0; i-- {
		if f := fs[i]; (f.use == office) && len(before)-f.end <= officeBefore && c.unbroken(before[f.end-1].span.End, m.Span.Start) && !c.personIn(before[f.end-1].span.End, m.Span.Start) && c.apposed(before[f.end-1].span.End, m.Span.Start) {
			c.add(&r, f, before[max(0, f.first-2):])
			break
		}
	}
	after := c.after(m.Span)
	for _, f := range c.lexicon.find(after) {
		if from, to := m.Span.End, after[f.first].span.Start; f.use == office && f.first <= officeAfter && c.unbroken(from, to) && !c.stops(from, to) && !c.joined(from, to) && !c.personAt(after[f.end-1].span.End) {
			c.add(&r, f, after[:min(len(after), f.end+3)])
			break
		}
	}
	c.roles[m.Entity] = r
}

func (c *cast) add(r *role, f found, around []word) {
	r.offices[f.key] = true
	if f.gender != "" {
		r.gender = f.gender
	}
	for _, w := range around {
		if k := c.lexicon.country(c.lexicon.pack, w.text); k != "" {
			r.countries[k] = true
		}
	}
}

// personIn tells whether a person is named between two places: then an office before it is that person's.
func (c *cast) personIn(from, to int) bool {
	for _, m := range c.mentions {
		if m.Kind == rapporteur.Person && m.Span.Start >= from && m.Span.End <= to {
			return true
		}
	}
	return false
}

// personAt tells whether a person is named right behind a place: then an office before it is that person's.
func (c *cast) personAt(i int) bool {
	return slices.ContainsFunc(c.mentions, func(m rapporteur.Mention) bool {
		return m.Kind == rapporteur.Person && m.Span.Start >= i && c.together(i, m.Span.Start)
	})
}

// unbroken tells whether no sentence ends and no quotation begins between two places; a full stop right after the first is an
// abbreviation's ("Gov. Lund").
func (c *cast) unbroken(from, to int) bool {
	for i := from; i < to; i++ {
		if r := c.text.Rune(i); has("!?؟\n“”„\"«»:;", r) || r > unicode.MaxLatin1 && has(stops, r) || c.text.Rune(i) == '.' && i-from > 3 {
			return false
		}
	}
	return true
}

// stops tells whether a sentence ends between two places.
func (c *cast) stops(from, to int) bool {
	return strings.ContainsAny(c.text.Slice(rapporteur.Span{Start: from, End: max(from, to)}), stops)
}

func (c *cast) before(s rapporteur.Span) []word {
	ws := words(c.text, rapporteur.Span{Start: max(0, s.Start-120), End: s.Start})
	return ws[max(0, len(ws)-contextWords):]
}

func (c *cast) after(s rapporteur.Span) []word {
	ws := words(c.text, rapporteur.Span{Start: s.End, End: min(c.text.Len(), s.End+100)})
	return ws[:min(len(ws), contextWords)]
}

// named gives the mentions with entities inside a span.
func (c *cast) named(s rapporteur.Span, kinds ...rapporteur.Kind) []rapporteur.Mention {
	var out []rapporteur.Mention
	for _, m := range c.mentions {
		if m.Entity != "" && s.Overlaps(m.Span) && (len(kinds) == 0 || slices.Contains(kinds, m.Kind)) {
			out = append(out, m)
		}
	}
	return out
}

// turn is a statement already settled.
type turn struct {
	entity    string
	paragraph int
	at        int    // where the statement ends
	unknown   string // of a single person who spoke and cannot be told, the gender, or untold; "" where entity tells who spoke, or where no such person did
}

// untold stands for a gender that the text does not tell.
const untold = "?"

// mayBe tells whether a person who cannot be told spoke, whom a pronoun of some gender may mean.
func (t turn) mayBe(gender string) bool {
	return t.unknown != "" && (t.unknown == untold || gender == "" || t.unknown == gender)
}

// resolve tells who the words of a source stand for, given the turns before; rule is "" where nobody can be told.
func (c *cast) resolve(s rapporteur.Span, turns []turn, paragraph int) (entity, rule string) {
	ws := words(c.text, s)
	fs := c.lexicon.find(ws)
	if e, r := c.byName(s, ws, fs); r != "" {
		return e, r
	}
	if c.unnamed(ws) {
		return "", byUnnamed
	}
	want := c.lexicon.role(ws)
	for _, f := range fs {
		switch {
		case f.use == pronoun && len(ws) == f.end-f.first: // "her lawyer" is somebody else
			switch {
			case f.plural:
				return "", ""
			case f.relative:
				return c.antecedent(s)
			}
			return c.byPronoun(s, f, turns, paragraph)
		case f.use == group:
			return "", ""
		}
	}
	if len(want.offices) > 0 {
		return c.byRole(want, s, turns)
	}
	return "", ""
}

// sureReferral is the probability from which the model's reading of a reference overrules the rules.
const sureReferral = 0.6

// settle resolves a source by names and rules, and by the model where no name tells and it is sure.
func (c *cast) settle(s rapporteur.Span, turns []turn, paragraph int) (entity, rule string) {
	entity, rule = c.resolve(s, turns, paragraph)
	if rule == byOwner || rule == byUnnamed {
		return "", ""
	}
	if rule == ByName || rule == BySpokes || c.referral == nil {
		return entity, rule
	}
	if e, likely := c.referral.who(s); likely >= sureReferral && e != entity && c.mayMean(s, e) {
		return e, ByModel
	}
	return entity, rule
}

// mayMean tells whether the model may take somebody for whom the words of a source mean: of the same gender, as far as is told, and introduced as persons are.
func (c *cast) mayMean(s rapporteur.Span, entity string) bool {
	for _, f := range c.lexicon.find(words(c.text, s)) {
		if f.gender != "" && !c.agrees(entity, f.gender) {
			return false
		}
	}
	return c.kinds[entity] != rapporteur.Person || c.presented(entity)
}

// byName settles a source that holds names.
func (c *cast) byName(s rapporteur.Span, ws []word, fs []found) (string, string) {
	persons, owners := c.themselves(s, ws)
	speaksFor := -1
	holds := false
	for _, f := range fs {
		if f.use == spokes {
			speaksFor = f.first
		}
		if f.use == office || f.use == group {
			holds = true
		}
	}
	if len(persons) > 0 {
		m := c.explained(persons, ws, fs)
		if c.joined(persons[0].Span.End, persons[len(persons)-1].Span.Start) {
			m = persons[0]
		}
		if speaksFor >= 0 && c.spokenFor(ws, speaksFor, m.Span) {
			return "", byOwner
		}
		return m.Entity, ByName
	}
	if owners && speaksFor < 0 {
		return "", byOwner
	}
	bodies := c.named(s, rapporteur.Organisation)
	if len(bodies) > 0 && (speaksFor >= 0 || !holds) {
		rule := ByName
		if speaksFor >= 0 {
			rule = BySpokes
		}
		return c.explained(bodies, ws, fs).Entity, rule
	}
	if places := c.named(s, rapporteur.Place); len(places) > 0 && !holds && speaksFor < 0 && len(ws) <= len(words(c.text, places[0].Span))+1 {
		return places[0].Entity, ByName
	}
	return "", ""
}

// explained is the name that a comma or bracket follows at once, so that what comes after explains it, and no word for "of" stands before but in an office:
// "Secretary of State Kolt, an aide to Brand", but not "the successor of Kolt, Brand"; the last name where there is none.
func (c *cast) explained(names []rapporteur.Mention, ws []word, fs []found) rapporteur.Mention {
	owned := func(m rapporteur.Mention) bool {
		for i, w := range ws {
			inOffice := func(f found) bool { return f.use == office && f.first <= i && i < f.end }
			if w.span.Start < m.Span.Start && c.meansOf(w.text) && !slices.ContainsFunc(fs, inOffice) {
				return true
			}
		}
		return false
	}
	for _, m := range names {
		if c.clauseEnds(m.Span.End, m.Span.End+1) && !owned(m) {
			return m
		}
	}
	return names[len(names)-1]
}

// joined tells whether a word for "and" stands between two names.
func (c *cast) joined(from, to int) bool {
	for _, w := range words(c.text, rapporteur.Span{Start: from, End: max(from, to)}) {
		if slices.Contains(c.lexicon.pack.People.And, w.text) {
			return true
		}
	}
	return false
}

// spokenFor tells whether the person is whom a spokesperson speaks for, and not the spokesperson.
func (c *cast) spokenFor(ws []word, speaksFor int, person rapporteur.Span) bool {
	people := c.lexicon.pack.People
	if at := ws[speaksFor].span.Start; person.End <= at {
		between := strings.TrimSpace(c.text.Slice(rapporteur.Span{Start: person.End, End: at}))
		return between == "" && people.OwnerFirst || slices.Contains(people.Of, between)
	}
	for i, w := range ws {
		if i > speaksFor && !people.OfAfter && w.span.Start < person.Start && slices.Contains(people.Of, w.text) {
			return true
		}
	}
	return false
}

// byRole finds the person whose office the words name: first among those who spoke, then among those named before, then later.
func (c *cast) byRole(want role, s rapporteur.Span, turns []turn) (string, string) {
	for i := len(turns) - 1; i >= 0; i-- {
		if r, ok := c.roles[turns[i].entity]; ok && c.lexicon.fits(want, r) {
			return turns[i].entity, ByRole
		}
	}
	var fitting []string
	for _, e := range c.order {
		if c.lexicon.fits(want, c.roles[e]) {
			fitting = append(fitting, e)
		}
	}
	if len(fitting) == 0 {
		return "", ""
	}
	last := fitting[0]
	for _, m := range c.mentions {
		if m.Span.Start < s.Start && slices.Contains(fitting, m.Entity) {
			last = m.Entity
		}
	}
	return last, ByRole
}

// reach is how many paragraphs back a pronoun or a bare verb may find its person.
const reach = 3

// antecedent is the person whose name a relative pronoun follows at once: "Kolt, who said".
func (c *cast) antecedent(s rapporteur.Span) (entity, rule string) {
	for _, m := range c.mentions {
		if m.Kind != rapporteur.Person || m.Entity == "" || m.Span.End > s.Start || s.Start-m.Span.End > len(", ") {
			continue
		}
		if between := c.text.Slice(rapporteur.Span{Start: m.Span.End, End: s.Start}); strings.Trim(between, " ,") == "" {
			return m.Entity, ByPronoun
		}
	}
	return "", ""
}

func (c *cast) byPronoun(s rapporteur.Span, f found, turns []turn, paragraph int) (string, string) {
	fit := func(e string) bool {
		r, person := c.roles[e]
		return person && (f.gender == "" || r.gender == "" || r.gender == f.gender)
	}
	for i := len(turns) - 1; i >= 0 && paragraph-turns[i].paragraph <= reach; i-- {
		e, unknown := turns[i].entity, turns[i].mayBe(f.gender)
		if !unknown && !fit(e) {
			continue
		}
		if m := c.newcomer(turns[i], s); m != "" && fit(m) {
			return m, ByPronoun
		}
		if unknown {
			return "", ""
		}
		return e, ByPronoun
	}
	last := ""
	for _, m := range c.mentions {
		if m.Kind == rapporteur.Person && m.Entity != "" && m.Span.Start < s.Start && fit(m.Entity) && !c.beside(m.Span, s) {
			last = m.Entity
		}
	}
	if last == "" {
		return "", ""
	}
	return last, ByPronoun
}

// beside tells whether nothing that parts clauses or joins them stands between a name that does not open its sentence and a pronoun: the pronoun is then
// somebody else ("at the talk with Kolt he said").
func (c *cast) beside(name, pronoun rapporteur.Span) bool {
	from, to := name.End, pronoun.Start
	return from <= to && to-from <= contextRunes && !c.opensSentence(name.Start) && !c.clauseEnds(from, to) && !c.joined(from, to) && c.unbroken(from, to) && !c.stops(from, to)
}

// newcomer is a person named first in a sentence after the last turn and before the pronoun: who the pronoun then means.
func (c *cast) newcomer(t turn, s rapporteur.Span) string {
	for _, m := range c.mentions {
		if m.Kind == rapporteur.Person && m.Entity != "" && m.Entity != t.entity && m.Span.Start > t.at && m.Span.End <= s.Start && c.opensSentence(m.Span.Start) {
			return m.Entity
		}
	}
	return ""
}

func (c *cast) opensSentence(i int) bool {
	for i--; i >= 0; i-- {
		switch r := c.text.Rune(i); {
		case r == '\n' || has(stops, r):
			return true
		case isWord(r):
			return false
		}
	}
	return true
}
