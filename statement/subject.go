package statement

import (
	"slices"

	"rapporteur"
)

// subject is whose verb a cue without a source most likely is: that of a pronoun beside it, of the report before it in the sentence, of a pronoun that opens the
// sentence, or of the person named first in it before the cue, outside of content and quotation.
func (c *cast) subject(as *assembly, d Draft, turns []turn, paragraph int) *rapporteur.Reference {
	if d.Cue.Empty() {
		return nil
	}
	home, k := as.sentenceOf(d.Cue.Start), as.paragraphOf(d.Cue.Start)
	for _, s := range []rapporteur.Span{c.besidePronoun(as, d, home), as.sharedSource(d, home), c.opener(home)} {
		if !s.Empty() && s.End <= d.Cue.Start && !as.inContent(s, d) {
			r := &rapporteur.Reference{Span: &s}
			r.Entity, r.Rule = c.settle(s, turns, paragraph)
			if r.Entity == "" && c.describes(s) {
				r.Entity, r.Rule = c.goesOn(as, d, settled(turns), paragraph), ByVerb
			}
			return c.expressed(d, r)
		}
	}
	for _, m := range c.mentions {
		if m.Kind != rapporteur.Person || m.Entity == "" || m.Span.Start < home.Start || m.Span.End > d.Cue.Start || as.inContent(m.Span, d) || !c.agrees(m.Entity, c.verbTells(d.Cue)) {
			continue
		}
		if _, quoted := quotedAt(as.quoted[k], m.Span.Start); !quoted {
			return c.expressed(d, &rapporteur.Reference{Span: &m.Span, Entity: m.Entity, Rule: ByVerb})
		}
	}
	return nil
}

// settled leaves out the turns of persons who cannot be told: those are most likely the same whom a description means that tells nobody either.
func settled(turns []turn) []turn {
	return slices.DeleteFunc(slices.Clone(turns), func(t turn) bool { return t.unknown != "" })
}

// describes tells whether words may stand for somebody whom the text names elsewhere: "the actor", but not "critics", "they" or "one of Kolt's aides".
func (c *cast) describes(s rapporteur.Span) bool {
	plural := func(f found) bool { return f.plural || f.use == group || f.relative }
	return len(c.named(s)) == 0 && !slices.ContainsFunc(c.lexicon.find(words(c.text, s)), plural)
}

// expressed takes the words from a cue's speaker where the cue itself has a pronoun for it ("in her words"): those elsewhere are not the source's.
func (c *cast) expressed(d Draft, r *rapporteur.Reference) *rapporteur.Reference {
	if slices.ContainsFunc(c.lexicon.find(words(c.text, d.Cue)), func(f found) bool { return f.use == pronoun && !f.subject }) {
		r.Span = nil
	}
	if r.Span == nil && r.Entity == "" {
		return nil
	}
	if r.Entity == "" {
		r.Rule = ""
	}
	return r
}

// besidePronoun is the pronoun right before a cue that is its subject; empty where another word stands there.
func (c *cast) besidePronoun(as *assembly, d Draft, home rapporteur.Span) rapporteur.Span {
	w := as.wordBefore(d.Cue.Start, home.Start)
	fs := c.lexicon.find(words(c.text, w))
	if len(fs) == 0 || fs[0].use != pronoun || !fs[0].subject && !fs[0].relative || !c.together(w.End, d.Cue.Start) {
		return rapporteur.Span{}
	}
	return w
}

// sharedSource is the source of the report that stands last before a draft's cue in its sentence, and not within another's content: "Kolt said that it was
// late and added that he would go".
func (a *assembly) sharedSource(d Draft, home rapporteur.Span) rapporteur.Span {
	var best rapporteur.Span
	at := home.Start - 1
	for _, o := range a.drafts {
		if o.Cue.Empty() || o.Cue.Start <= at || o.Cue.End > d.Cue.Start || len(o.Source) == 0 || a.inContent(d.Cue, o) || a.within(o) {
			continue
		}
		if s := trim(a.text, o.Source[0], isEdge); s.Start >= home.Start && s.End <= d.Cue.Start && !s.Empty() && !a.inContent(s, d) {
			best, at = s, o.Cue.Start
		}
	}
	return best
}

// opener is the pronoun that begins a sentence as its subject, where gender tells it from "that" before a noun; empty where another word or a name does.
func (c *cast) opener(sentence rapporteur.Span) rapporteur.Span {
	ws := words(c.text, rapporteur.Span{Start: sentence.Start, End: min(sentence.End, sentence.Start+contextRunes)})
	fs := c.lexicon.find(ws)
	if len(fs) == 0 || fs[0].first > 0 || fs[0].use != pronoun || !fs[0].subject || fs[0].gender == "" {
		return rapporteur.Span{}
	}
	s := rapporteur.Span{Start: ws[0].span.Start, End: ws[fs[0].end-1].span.End}
	for _, m := range c.mentions { // "Ông Kolt"
		if m.Span.End > s.Start && m.Span.Start < s.End || m.Span.Start >= s.End && c.together(s.End, m.Span.Start) {
			return rapporteur.Span{}
		}
	}
	return s
}
