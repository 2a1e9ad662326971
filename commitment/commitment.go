// Package commitment finds what statements promise, announce, ask for, offer or threaten, when it falls due and what it hangs on.
// It looks at content only: what the outlet narrates binds nobody.
package commitment

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur"
	"rapporteur/dates"
	"rapporteur/language"
)

// Finder finds commitments. It is immutable and safe for concurrent use.
type Finder struct{ packs *language.Packs }

// New takes the packs whose commitments.toml it follows.
func New(packs *language.Packs) *Finder { return &Finder{packs} }

// Find gives the commitments in an article's statements, in their order; the article's Language, Published and Dates must be set.
func (f *Finder) Find(text rapporteur.Text, a *rapporteur.Article) []rapporteur.Commitment {
	pack := f.packs.For(a.Language)
	out := []rapporteur.Commitment{}
	for _, s := range a.Statements {
		if s.Mode == rapporteur.Thought {
			continue
		}
		for _, c := range s.Content {
			for _, clause := range sentences(text, c) {
				if k, ok := judge(text, clause, pack, a); ok {
					k.Statement = s.ID
					if s.Speaker != nil {
						k.Actor = s.Speaker.Entity
					}
					out = append(out, k)
				}
			}
		}
	}
	return out
}

// judge gives the first rule that a sentence satisfies.
func judge(text rapporteur.Text, s rapporteur.Span, pack *language.Pack, a *rapporteur.Article) (rapporteur.Commitment, bool) {
	rules, ws := pack.Commitments, words(text, s, pack.Names.Prefixes)
	due := dueIn(s, a)
	for _, r := range rules.Rules {
		if !holdsAny(ws, r.Any) || holdsAny(ws, r.Not) {
			continue
		}
		with := len(r.With) == 0 || holdsAny(ws, r.With)
		if r.Future && due == nil && (len(r.With) == 0 || !with) || !r.Future && !with {
			continue
		}
		return rapporteur.Commitment{Type: r.Type, What: []rapporteur.Span{s}, Due: due, Condition: condition(text, ws, s, rules.Conditions)}, true
	}
	return rapporteur.Commitment{}, false
}

// dueIn is the first date in a sentence that does not lie wholly before the article's day.
func dueIn(s rapporteur.Span, a *rapporteur.Article) *rapporteur.Due {
	if a.Published == nil || len(a.Published.Value) < 10 {
		return nil
	}
	for _, d := range a.Dates {
		if from, to := dates.Window(d); s.Contains(d.Span) && to >= a.Published.Value[:10] && from != "" {
			return &rapporteur.Due{Earliest: from, Latest: to, Span: d.Span}
		}
	}
	return nil
}

// word is a word, lower case, as it stands and without each of the prefixes that the language writes together with it.
type word struct {
	span  rapporteur.Span
	forms []string
}

// shortestStem is how many bytes of a word must be left when a prefix is taken off.
const shortestStem = 4

func words(text rapporteur.Text, s rapporteur.Span, prefixes []string) []word {
	var out []word
	for i := s.Start; i < s.End; i++ {
		if !unicode.IsLetter(text.Rune(i)) {
			continue
		}
		j := i + 1
		for j < s.End && (unicode.IsLetter(text.Rune(j)) || unicode.IsMark(text.Rune(j)) || (text.Rune(j) == '-' || text.Rune(j) == '’' || text.Rune(j) == '\'') && j+1 < s.End && unicode.IsLetter(text.Rune(j+1))) {
			j++
		}
		w := rapporteur.Span{Start: i, End: j}
		forms := []string{strings.ReplaceAll(strings.ToLower(text.Slice(w)), "’", "'")}
		for _, p := range prefixes {
			if rest, ok := strings.CutPrefix(forms[0], p); ok && len(rest) >= shortestStem {
				forms = append(forms, rest)
			}
		}
		out = append(out, word{w, forms})
		i = j
	}
	return out
}

func holdsAny(ws []word, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return at(ws, p) >= 0 })
}

// at is the word at which a phrase stands, or -1.
func at(ws []word, phrase string) int {
	fs := strings.Fields(phrase)
	for i := 0; i+len(fs) <= len(ws); i++ {
		ok := true
		for k, f := range fs {
			ok = ok && slices.ContainsFunc(ws[i+k].forms, func(w string) bool { return matches(w, f) })
		}
		if ok {
			return i
		}
	}
	return -1
}

// matches tells whether a word is as a rule writes it, where "*" at an end stands for anything.
func matches(w, rule string) bool {
	if stem, ok := strings.CutSuffix(rule, "*"); ok {
		return strings.HasPrefix(w, stem)
	}
	if ending, ok := strings.CutPrefix(rule, "*"); ok {
		return strings.HasSuffix(w, ending)
	}
	return w == rule
}

// condition is the clause from a word of condition to the next comma or the sentence's end.
func condition(text rapporteur.Text, ws []word, s rapporteur.Span, openings []string) *rapporteur.Span {
	for _, o := range openings {
		i := at(ws, o)
		if i < 0 {
			continue
		}
		c := rapporteur.Span{Start: ws[i].span.Start, End: s.End}
		for j := c.Start; j < s.End; j++ {
			if r := text.Rune(j); r == ',' || r == '،' || r == ';' {
				c.End = j
				break
			}
		}
		return &c
	}
	return nil
}

// sentences cuts content at stops that a space follows.
func sentences(text rapporteur.Text, s rapporteur.Span) []rapporteur.Span {
	var out []rapporteur.Span
	start := s.Start
	for i := s.Start; i < s.End; i++ {
		if strings.ContainsRune(".!?؟", text.Rune(i)) && i+1 < s.End && unicode.IsSpace(text.Rune(i+1)) {
			out = append(out, rapporteur.Span{Start: start, End: i + 1})
			for i++; i < s.End && unicode.IsSpace(text.Rune(i)); i++ {
			}
			start = i
		}
	}
	if start < s.End {
		out = append(out, rapporteur.Span{Start: start, End: s.End})
	}
	return out
}
