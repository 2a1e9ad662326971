// Package statement finds who said what in an article: content, cue, source, addressee, channel and occasion from the heads of the
// reader model, put together by the text's own marks, and whose words they are.
package statement

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"rapporteur"
	"rapporteur/encoder"
	"rapporteur/language"
)

// Finder finds statements. It is safe for concurrent use.
type Finder struct {
	packs   *language.Packs
	heads   *Heads
	country func(*language.Pack, string) string
	explain bool
	sure    *calibration

	mu       sync.Mutex
	lexicons map[string]*lexicon
}

// NewFinder takes the packs, the heads of the model and a function that gives the key of the country that a lower-case word names or
// derives from ("" for none), such as names.Base.Country.
func NewFinder(packs *language.Packs, heads *Heads, country func(pack *language.Pack, word string) string) *Finder {
	return &Finder{packs: packs, heads: heads, country: country, sure: builtinCalibration(), lexicons: map[string]*lexicon{}}
}

// Explaining gives a finder that also tells what the heads gave for each statement.
func (f *Finder) Explaining() *Finder {
	e := NewFinder(f.packs, f.heads, f.country)
	e.explain = true
	return e
}

func (f *Finder) lexicon(code string) *lexicon {
	f.mu.Lock()
	defer f.mu.Unlock()
	l := f.lexicons[code]
	if l == nil {
		l = newLexicon(f.packs.For(code), f.country)
		f.lexicons[code] = l
	}
	return l
}

// Under these a draft with a cue is no statement. Chosen on development data; see docs/QUALITY.md.
const (
	leastConfidence = 0.46 // of the heads' own product
	leastSure       = 0.3  // of the calibrated confidence: F1 is greatest where about half of itself is asked for (Lipton et al. 2014), and real news reaches .57 to .69
)

// Find gives the statements of an article, in the order of their content. The encoding is of the article's title and body in order;
// mentions must have their entities. IDs are s1, s2 ... from first.
func (f *Finder) Find(text rapporteur.Text, a *rapporteur.Article, e *encoder.Encoding, first int) []rapporteur.Statement {
	paragraphs := a.Body
	headed := a.Title != nil && a.Title.Span != nil
	if headed {
		paragraphs = append([]rapporteur.Span{*a.Title.Span}, paragraphs...)
	}
	lexicon := f.lexicon(a.Language)
	as := assemble(text, paragraphs, f.heads.read(e), lexicon.pack.People.Reports.Asks)
	c := newCast(text, lexicon, a.Mentions)
	c.referral = newReferral(as.reading, a.Mentions)
	for i, d := range as.drafts {
		as.drafts[i] = c.voice(as, d)
	}
	c.hear(as.drafts)
	out := []rapporteur.Statement{}
	var turns []turn
	for _, d := range as.drafts {
		if !d.Cue.Empty() {
			d.heads.reports = as.reading.reports(as.sentenceOf(d.Cue.Start))
			d.Confidence *= math.Sqrt(d.heads.reports)
		}
		if d.Confidence < leastConfidence && !d.Cue.Empty() {
			continue
		}
		s := f.statement(as, c, a, d, turns)
		if headed && d.Content[0].Start < paragraphs[0].End && c.metonymy(s) {
			continue
		}
		if t, spoke := c.turn(as, d, s.Speaker); spoke {
			turns = append(turns, t)
		}
		if s.Confidence < leastSure && !d.Cue.Empty() { // who speaks in it may still be meant later
			continue
		}
		s.ID = fmt.Sprintf("s%d", first+len(out))
		out = append(out, s)
	}
	return out
}

// turn is what is left of a statement for those after it, if somebody spoke and not within another's words; nobody goes on from words that are signed.
func (c *cast) turn(as *assembly, d Draft, speaker *rapporteur.Reference) (turn, bool) {
	if speaker == nil || as.within(d) {
		return turn{}, false
	}
	t := turn{entity: speaker.Entity, paragraph: as.paragraphOf(d.end() - 1), at: d.end()}
	if t.entity == "" && speaker.Span != nil {
		t.unknown = c.unknown(*speaker.Span)
	}
	spoke := t.entity != "" || t.unknown != ""
	if d.signed {
		t.entity, t.unknown = "", ""
	}
	return t, spoke
}

// unknown is the gender of the single person whom the words of an unsettled source stand for, or untold; "" where they stand for no such person.
func (c *cast) unknown(s rapporteur.Span) string {
	fs := c.lexicon.find(words(c.text, s))
	first := slices.IndexFunc(fs, func(f found) bool { return f.use == office })
	switch {
	case first < 0 || !c.describes(s):
		return ""
	case fs[first].gender == "":
		return untold
	}
	return fs[first].gender
}

func (f *Finder) statement(as *assembly, c *cast, a *rapporteur.Article, d Draft, turns []turn) rapporteur.Statement {
	k := as.paragraphOf(d.Content[0].Start)
	var quoted []quotation
	for _, s := range d.Content {
		if p := as.paragraphOf(s.Start); p >= 0 && (len(quoted) == 0 || p != k) {
			quoted = append(quoted, as.quoted[p]...)
		}
	}
	s := rapporteur.Statement{
		Mode: rapporteur.Said, Kind: kindOf(as.text, d.Content, quoted, a.Mentions), Content: d.Content, Cue: []rapporteur.Span{},
		Act: act(d, f.heads.act.Labels),
	}
	if d.Thought {
		s.Mode = rapporteur.Thought
	}
	if !d.Cue.Empty() {
		s.Cue = append(s.Cue, d.Cue)
	}
	s.Speaker = c.speaker(as, d, turns, k)
	if d.Addressee != nil {
		s.Addressee = c.reference(*d.Addressee, turns, k)
	}
	if d.Occasion != nil {
		s.Occasion = &rapporteur.Occasion{Span: trim(as.text, *d.Occasion, isEdge)}
	}
	s.When, s.Where = c.when(as, d, a.Dates), c.where(s.Occasion)
	for _, v := range d.Via {
		for _, m := range c.named(v, rapporteur.Organisation) {
			s.Via = append(s.Via, m.Entity)
		}
	}
	s.Confidence = rounded(f.sure.of(a.Language, s, d.heads))
	if f.explain {
		s.Explain = c.explanation(d, s, f.heads.act.Labels)
	}
	return s
}

func isEdge(r rune) bool { return !isWord(r) }

// reference resolves the words of an addressee.
func (c *cast) reference(span rapporteur.Span, turns []turn, paragraph int) *rapporteur.Reference {
	span = trim(c.text, span, isEdge)
	if span.Empty() {
		return nil
	}
	r := &rapporteur.Reference{Span: &span}
	if e, rule := c.byName(span, words(c.text, span), c.lexicon.find(words(c.text, span))); e != "" {
		r.Entity, r.Rule = e, rule
	}
	return r
}

// speaker settles the source of a draft: its words, or, where none are expressed, who spoke last in the paragraph or just before.
func (c *cast) speaker(as *assembly, d Draft, turns []turn, paragraph int) *rapporteur.Reference {
	var first *rapporteur.Reference
	for _, src := range d.Source {
		span := trim(c.text, src, isEdge)
		if span.Empty() {
			continue
		}
		r := &rapporteur.Reference{Span: &span}
		r.Entity, r.Rule = c.settle(span, turns, paragraph)
		if !d.own.Empty() {
			r.Span = &d.own
		}
		if r.Entity != "" {
			return r
		}
		if first == nil {
			first = r
		}
	}
	if first != nil || d.nobody || d.heads.turn { // in a dialogue who spoke last is most likely the other one
		return first
	}
	if r := c.subject(as, d, turns, paragraph); r != nil {
		return r
	}
	if e := c.goesOn(as, d, turns, paragraph); e != "" {
		rule := ByVerb
		if d.Cue.Empty() {
			rule = ByRun
		}
		return &rapporteur.Reference{Entity: e, Rule: rule}
	}
	return nil
}

// goesOn is who spoke last, in the paragraph or the one before; for a verb alone also the person that the sentences just before speak of, as for a
// pronoun: whom they name first.
func (c *cast) goesOn(as *assembly, d Draft, turns []turn, paragraph int) string {
	spoke, since := "", as.paragraphs[max(0, paragraph-reach)].Start
	near := slices.DeleteFunc(slices.Clone(turns), func(t turn) bool { return paragraph-t.paragraph > 1 })
	if n := len(near); n > 0 {
		since = near[n-1].at
	}
	for _, t := range slices.Backward(near) {
		if c.agrees(t.entity, c.verbTells(d.Cue)) {
			spoke = t.entity
			break
		}
	}
	if !d.Cue.Empty() {
		if topic := c.topic(as, d, since); topic != "" {
			return topic
		}
	}
	return spoke
}

// topic is the person named first in the last sentence, after a place and before a draft, that names any outside of all content; "" where none does.
func (c *cast) topic(as *assembly, d Draft, after int) string {
	first, sentence := "", -1
	for _, m := range c.mentions {
		if m.Kind != rapporteur.Person || m.Entity == "" || m.Span.Start < after || m.Span.End > d.start() || !c.agrees(m.Entity, c.verbTells(d.Cue)) {
			continue
		}
		if at := as.sentenceOf(m.Span.Start).Start; at != sentence && at != as.sentenceOf(d.Cue.Start).Start && !as.inAnyContent(m.Span) {
			first, sentence = m.Entity, at
		}
	}
	return first
}

// when is the day that the clause of the cue names, nearest to it and outside all content: that of the saying, not one said of. Months and
// years are too wide to tell when something was said.
func (c *cast) when(as *assembly, d Draft, dates []rapporteur.Date) *rapporteur.When {
	if d.Cue.Empty() {
		return nil
	}
	home, away := as.sentenceOf(d.Cue.Start), longestGap+1
	var best *rapporteur.When
	for _, t := range dates {
		if t.Span.Start < home.Start || t.Span.End > home.End || t.Precision == "month" || t.Precision == "year" {
			continue
		}
		from, to := min(t.Span.End, d.Cue.End), max(t.Span.Start, d.Cue.Start)
		if to-from < away && !as.saidOf(t.Span, d) && !c.clauseEnds(from, to) {
			best, away = &rapporteur.When{Value: t.Value, Precision: t.Precision}, to-from
		}
	}
	return best
}

// longestGap is how many code points may part a cue from the day of the saying.
const longestGap = 60

// clauseEnds tells whether a mark that parts clauses or opens or closes a quotation stands between two places.
func (c *cast) clauseEnds(from, to int) bool {
	for i := from; i < to; i++ {
		if has(",;:،؛、，—–()\"“”„«»", c.text.Rune(i)) {
			return true
		}
	}
	return false
}

// saidOf tells whether a span stands in content: the draft's own, or another's that does not report the draft itself.
func (a *assembly) saidOf(s rapporteur.Span, d Draft) bool {
	if a.inContent(s, d) {
		return true
	}
	for _, o := range a.drafts {
		if a.inContent(s, o) && !a.inContent(d.Cue, o) {
			return true
		}
	}
	return false
}

// where is the place that an occasion names: "a news conference in Merrow".
func (c *cast) where(o *rapporteur.Occasion) string {
	if o == nil {
		return ""
	}
	if places := c.named(o.Span, rapporteur.Place); len(places) > 0 {
		return places[len(places)-1].Entity
	}
	return ""
}

// metonymy tells whether a country is made to speak, as headlines do: the body says who it was.
func (c *cast) metonymy(s rapporteur.Statement) bool {
	return s.Kind != rapporteur.Direct && s.Speaker != nil && c.kinds[s.Speaker.Entity] == rapporteur.Place
}
