// Package names completes the mentions of an article and tells who and what they name: by a base of countries, bodies, agencies and
// treaties in many languages, and by the names alone for the people, who are in no list.
package names

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"

	"rapporteur"
	"rapporteur/language"
)

// Resolver resolves mentions. It is immutable and safe for concurrent use.
type Resolver struct {
	packs *language.Packs
	base  *Base
}

// New takes the packs and the base of known names.
func New(packs *language.Packs, base *Base) *Resolver { return &Resolver{packs, base} }

// Base is the base of known names.
func (r *Resolver) Base() *Base { return r.base }

// Article is what is to be resolved in one article.
type Article struct {
	Language string
	Spans    []rapporteur.Span    // title and body, where names are looked for
	Mentions []rapporteur.Mention // as the reader model gives them
	Credits  []rapporteur.Span    // words that may credit an agency
}

// Result is the entities of a reading, and for each article its mentions with them and its credits.
type Result struct {
	Entities []rapporteur.Entity
	Mentions [][]rapporteur.Mention
	Credits  [][]rapporteur.Credit
}

// Resolve gives one entity for each thing that the articles of one reading name.
func (r *Resolver) Resolve(text rapporteur.Text, articles []Article) Result {
	g := &gathering{text: text, byKey: map[string]int{}}
	var out Result
	for _, a := range articles {
		pack := r.packs.For(a.Language)
		known := r.known(text, a.Spans, pack)
		mentions := r.merge(text, a, known, pack)
		g.people(mentions, pack)
		for i := range mentions {
			g.settle(&mentions[i], a.Language)
		}
		plain := []rapporteur.Mention{}
		for _, m := range mentions {
			if m.Entity != "" {
				plain = append(plain, m.Mention)
			}
		}
		credits := r.credits(g, text, a, pack)
		for _, c := range credits {
			if !within(*c.Span, a.Spans) {
				plain = append(plain, rapporteur.Mention{Span: *c.Span, Kind: rapporteur.Organisation, Entity: c.Entity})
			}
		}
		out.Mentions = append(out.Mentions, plain)
		out.Credits = append(out.Credits, credits)
	}
	out.Entities = g.entities
	if out.Entities == nil {
		out.Entities = []rapporteur.Entity{}
	}
	return out
}

// mention is a mention and what the base says of it.
type mention struct {
	rapporteur.Mention
	key, name string            // known: key and English name
	names     map[string]string // known: names by language
	person    string            // the full name that the mention stands for
}

// known finds the names of the base in spans, with ministries and numbered instruments.
func (r *Resolver) known(text rapporteur.Text, spans []rapporteur.Span, pack *language.Pack) []mention {
	var out []mention
	for _, s := range spans {
		ws := words(text, s)
		taken := make([]bool, len(ws))
		special := append(r.ministries(ws, pack), numbered(ws, pack)...)
		for _, m := range special {
			for i := m.first; i <= m.last; i++ {
				taken[i] = true
			}
			out = append(out, m.mention(ws))
		}
		for _, m := range r.base.find(ws, pack) {
			if !taken[m.first] && !taken[m.last] {
				span := rapporteur.Span{Start: ws[m.first].span.Start, End: ws[m.last].span.End}
				out = append(out, mention{Mention: rapporteur.Mention{Span: span, Kind: m.entry.kind}, key: m.entry.key, names: m.entry.names})
			}
		}
	}
	return out
}

// pattern is a name that a rule finds.
type pattern struct {
	first, last int
	kind        rapporteur.Kind
	key, name   string
}

func (p pattern) mention(ws []word) mention {
	return mention{Mention: rapporteur.Mention{Span: rapporteur.Span{Start: ws[p.first].span.Start, End: ws[p.last].span.End}, Kind: p.kind}, key: p.key, name: p.name, names: map[string]string{"en": p.name}}
}

// phrase tells whether words begin with a phrase, whose words may end in "*"; the first may have a prefix.
func phrase(ws []word, words string, pack *language.Pack) int {
	fs := strings.Fields(words)
	if len(fs) > len(ws) {
		return 0
	}
	for i, f := range fs {
		stem, open := strings.CutSuffix(fold(f), "*")
		ok := false
		for _, v := range unprefixed(ws[i].fold, pack) {
			ok = ok || v == stem || open && strings.HasPrefix(v, stem)
		}
		if !ok && fold(f) != ws[i].fold {
			return 0
		}
	}
	return len(fs)
}

// around is how far from a ministry's words its country may stand.
const around = 3

func (r *Resolver) ministries(ws []word, pack *language.Pack) []pattern {
	var out []pattern
	for i := range ws {
		for words, what := range pack.Names.Ministries {
			n := phrase(ws[i:], words, pack)
			if n == 0 {
				continue
			}
			p := pattern{first: i, last: i + n - 1, kind: rapporteur.Organisation}
			country := ""
			for j := p.last + 1; j < min(len(ws), p.last+1+around) && country == ""; j++ {
				if country = r.base.Country(pack, ws[j].fold); country != "" {
					p.last = j
				}
			}
			before := 1
			if i > 0 && len(ws[i-1].text) == 1 {
				before = 2 // the s of "France's"
			}
			for j := i - 1; j >= max(0, i-before) && country == ""; j-- {
				if country = r.base.Country(pack, ws[j].fold); country != "" {
					p.first = j
				}
			}
			if country == "" {
				continue
			}
			p.key = "ministry:" + strings.TrimPrefix(country, "country:") + "/" + what
			p.name = ministryName(what) + " of " + r.base.byKey[country].names["en"]
			out = append(out, p)
			break
		}
	}
	return out
}

func ministryName(what string) string {
	parts := strings.Split(what, "-")
	for i, p := range parts {
		parts[i] = strings.ToUpper(p[:1]) + p[1:]
	}
	return "Ministry of " + strings.Join(parts, " ")
}

func numbered(ws []word, pack *language.Pack) []pattern {
	var out []pattern
	for i := range ws {
		for _, rule := range pack.Names.Numbered {
			n := phrase(ws[i:], rule.Words, pack)
			if n == 0 || i+n >= len(ws) {
				continue
			}
			var number int
			if _, err := fmt.Sscanf(ws[i+n].text, "%d", &number); err != nil {
				continue
			}
			out = append(out, pattern{i, i + n, rapporteur.Instrument, fmt.Sprintf(rule.Key, number), fmt.Sprintf(rule.Name, number)})
			break
		}
	}
	return out
}

// merge joins what the base knows with what the model found. The longer of two overlapping names stands, but a body or treaty of the
// base is surer than a longer guess round it.
func (r *Resolver) merge(text rapporteur.Text, a Article, known []mention, pack *language.Pack) []mention {
	var out []mention
	for _, m := range a.Mentions {
		m.Span = r.trimmed(text, m, pack)
		if m.Kind == rapporteur.Person {
			m.Span = withoutPlace(text, m.Span, known)
		}
		if m.Span.Empty() || !within(m.Span, a.Spans) || common(text.Slice(m.Span), pack) || m.Kind == rapporteur.Person && r.adjective(text, m.Span, a.Mentions, pack) {
			continue
		}
		keep := true
		for _, k := range known {
			if !k.Span.Overlaps(m.Span) {
				continue
			}
			if k.Span.Contains(m.Span) || k.Kind != rapporteur.Place || m.Kind == rapporteur.Place {
				keep = false
			}
		}
		if keep {
			out = append(out, mention{Mention: m})
		}
	}
	for _, k := range known {
		keep := true
		for _, m := range out {
			keep = keep && !m.Span.Overlaps(k.Span)
		}
		if keep {
			out = append(out, k)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Span.Start < out[j].Span.Start })
	return slices.CompactFunc(out, func(a, b mention) bool { return a.Span.Overlaps(b.Span) })
}

// adjective tells whether a person's name is but one word that derives from a country, before a small word, and part of no longer name: an adjective that
// a sentence begins with ("Vardian minister ...").
func (r *Resolver) adjective(text rapporteur.Text, s rapporteur.Span, all []rapporteur.Mention, pack *language.Pack) bool {
	name := text.Slice(s)
	if ws := words(text, s); len(ws) != 1 || r.base.country[ws[0].fold] != "" || r.base.Country(pack, strings.ToLower(name)) == "" {
		return false
	}
	if next := words(text, rapporteur.Span{Start: s.End, End: min(text.Len(), s.End+longestWord)}); len(next) == 0 || next[0].upper || next[0].span.Start != s.End+1 {
		return false
	}
	for _, m := range all {
		if m.Kind == rapporteur.Person && m.Span.Len() > s.Len() && strings.Contains(text.Slice(m.Span), name) {
			return false
		}
	}
	return true
}

// longestWord is how far after a name its next word is looked for, in code points.
const longestWord = 30

// common tells whether a name is but one of the language's most frequent words, as a headline in capitals may make it look like one.
func common(name string, pack *language.Pack) bool {
	return slices.Contains(strings.Fields(pack.Profile.Words), strings.ToLower(name))
}

func within(s rapporteur.Span, spans []rapporteur.Span) bool {
	for _, x := range spans {
		if x.Contains(s) {
			return true
		}
	}
	return false
}

// whole widens a span to the words that it cuts. Scripts that put no space between words have nothing to widen to but the whole clause; katakana has, since
// other letters stand before and after it.
func whole(text rapporteur.Text, s rapporteur.Span) rapporteur.Span {
	letter := func(i int) bool {
		return i >= 0 && i < text.Len() && (unicode.IsLetter(text.Rune(i)) || unicode.IsMark(text.Rune(i))) && !unicode.In(text.Rune(i), unicode.Han, unicode.Hiragana)
	}
	for letter(s.Start-1) && letter(s.Start) {
		s.Start--
	}
	for letter(s.End-1) && letter(s.End) {
		s.End++
	}
	return s
}

// withoutPlace takes a place that the base knows off the beginning of a person's mention, or off its end with the word that joins it.
func withoutPlace(text rapporteur.Text, m rapporteur.Span, known []mention) rapporteur.Span {
	for _, k := range known {
		if k.Kind != rapporteur.Place || !m.Contains(k.Span) {
			continue
		}
		before, after := words(text, rapporteur.Span{Start: m.Start, End: k.Span.Start}), words(text, rapporteur.Span{Start: k.Span.End, End: m.End})
		switch n := len(before); {
		case n == 0 && len(after) > 0:
			m.Start = after[0].span.Start
		case len(after) == 0 && n > 1 && !before[n-1].upper:
			m.End = before[n-2].span.End
		}
	}
	return m
}

// trimmed takes marks off a model's mention, and, from a person's, the words in small letters before and after the name.
func (r *Resolver) trimmed(text rapporteur.Text, m rapporteur.Mention, pack *language.Pack) rapporteur.Span {
	ws := words(text, whole(text, m.Span))
	if m.Kind == rapporteur.Person {
		for len(ws) > 1 && !ws[0].upper && cased(ws[0].text) && len([]rune(ws[0].text)) > 3 {
			ws = ws[1:]
		}
		for n := len(ws); n > 1 && !ws[n-1].upper && cased(ws[n-1].text); n = len(ws) {
			ws = ws[:n-1] // "Karel Osten of"
		}
	}
	if len(ws) == 0 {
		return rapporteur.Span{}
	}
	return rapporteur.Span{Start: ws[0].span.Start, End: ws[len(ws)-1].span.End}
}

// gathering collects the entities of a reading.
type gathering struct {
	text     rapporteur.Text
	entities []rapporteur.Entity
	byKey    map[string]int
	full     []string // full names of persons seen so far
}

// people gives each mention of a person the full name that it stands for: a single name is its one bearer's.
func (g *gathering) people(ms []mention, pack *language.Pack) {
	for i := range ms {
		if ms[i].Kind == rapporteur.Person && ms[i].key == "" {
			name := g.text.Slice(ms[i].Span)
			if len(tokens(name)) > 1 {
				ms[i].person = g.same(name, pack)
			}
		}
	}
	for i := range ms {
		if ms[i].Kind == rapporteur.Person && ms[i].key == "" && ms[i].person == "" {
			ms[i].person = g.bearer(g.text.Slice(ms[i].Span), pack)
		}
	}
}

// same gives the full name already seen of which name is another form, or keeps name as a new one.
func (g *gathering) same(name string, pack *language.Pack) string {
	ts := tokens(name)
	for _, f := range g.full {
		fs := tokens(f)
		if len(fs) > 1 && sameName(fs[len(fs)-1], ts[len(ts)-1], pack) && sameName(fs[0], ts[0], pack) {
			return f
		}
	}
	g.full = append(g.full, name)
	return name
}

// bearer gives the one full name that has a single name as its last part, or else as any part; the single name itself where none or
// several do.
func (g *gathering) bearer(name string, pack *language.Pack) string {
	ts := tokens(name)
	if len(ts) == 0 {
		return ""
	}
	var last, any []string
	for _, f := range g.full {
		fs := tokens(f)
		for i, t := range fs {
			if sameName(t, ts[0], pack) {
				if i == len(fs)-1 {
					last = append(last, f)
				}
				any = append(any, f)
			}
		}
	}
	switch {
	case len(last) == 1:
		return last[0]
	case len(last) == 0 && len(any) == 1:
		return any[0]
	case len(last) > 1:
		return last[len(last)-1]
	}
	g.full = append(g.full, name)
	return name
}

// sameName tells whether two parts of names are one but for prefix, ending and spelling.
func sameName(a, b string, pack *language.Pack) bool {
	if a == b || alike(a, b, pack) {
		return true
	}
	for _, v := range unprefixed(b, pack) {
		if v == a {
			return true
		}
	}
	for _, v := range unprefixed(a, pack) {
		if v == b {
			return true
		}
	}
	if len(pack.Names.Endings) == 0 && (strings.TrimSuffix(b, "s") == a || strings.TrimSuffix(a, "s") == b) {
		return true
	}
	k := TokenKey(a)
	return len(k) > 3 && k == TokenKey(b)
}

// settle gives a mention its entity.
func (g *gathering) settle(m *mention, lang string) {
	surface := g.text.Slice(m.Span)
	e := rapporteur.Entity{Kind: m.Kind, Names: map[string]string{}}
	switch {
	case m.key != "":
		e.Key = m.key
		for _, l := range []string{"en", lang} {
			if n := m.names[l]; n != "" {
				e.Names[l] = n
			}
		}
		if e.Names[lang] == "" {
			e.Names[lang] = surface
		}
	case m.Kind == rapporteur.Person:
		if m.person == "" {
			return
		}
		e.Key, e.Names[lang] = personKey(m.person), m.person
		if latin := Romanise(m.person); latin != m.person {
			e.Names["en"] = latin
		}
	default:
		ts := tokens(surface)
		if len(ts) == 0 {
			return
		}
		e.Key, e.Names[lang] = string(m.Kind)+":"+strings.Join(ts, "-"), surface
	}
	m.Entity = g.entity(e, surface)
}

// entity gives the id of the entity with e's key, adding it where it is new.
func (g *gathering) entity(e rapporteur.Entity, surface string) string {
	i, ok := g.byKey[e.Key]
	if !ok {
		i = len(g.entities)
		e.ID = fmt.Sprintf("e%d", i+1)
		g.byKey[e.Key], g.entities = i, append(g.entities, e)
	}
	known := &g.entities[i]
	for l, n := range e.Names {
		if known.Names[l] == "" {
			known.Names[l] = n
		}
	}
	if surface == "" {
		return known.ID
	}
	for _, n := range known.Names {
		if n == surface {
			return known.ID
		}
	}
	if !slices.Contains(known.Aliases, surface) {
		known.Aliases = append(known.Aliases, surface)
	}
	return known.ID
}

// credits keeps the credited words that name an agency or a ministry.
func (r *Resolver) credits(g *gathering, text rapporteur.Text, a Article, pack *language.Pack) []rapporteur.Credit {
	out, seen := []rapporteur.Credit{}, map[string]bool{}
	for _, s := range a.Credits {
		for _, m := range r.known(text, []rapporteur.Span{s}, pack) {
			if !strings.HasPrefix(m.key, "agency:") && !strings.HasPrefix(m.key, "ministry:") || seen[m.key] {
				continue
			}
			seen[m.key] = true
			g.settle(&m, a.Language)
			span := m.Span
			out = append(out, rapporteur.Credit{Entity: m.Entity, Span: &span})
		}
	}
	return out
}
