package statement

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/language"
)

// lexicon is a pack's words for people, ready to be looked for.
type lexicon struct {
	pack     *language.Pack
	country  func(pack *language.Pack, word string) string
	exact    map[string][]form // by their first word
	stems    map[string][]form // whose first word stands for all that begin so, by its beginning
	prefixes []string
	theirs   *lexicon // of the words for somebody who is another's, looked for apart: "wife" is an office too
	reports  *lexicon // of the words that tell who speaks in a report, looked for apart
	given    *lexicon // of given names by gender, looked for apart
}

// form is one way to refer to somebody.
type form struct {
	words             []string
	use               use
	key               string // of an office
	gender            string
	plural            bool
	subject, relative bool // of a pronoun: whether the form is a subject's, and whether it joins a clause to a noun
}

func (f form) letters() int {
	n := 0
	for _, w := range f.words {
		n += len(w)
	}
	return n
}

type use int

const (
	office use = iota
	pronoun
	spokes
	agency
	group
	relation
	given
	according // from here on as the fields of language.Reports
	accordingAfter
	possessive
	own
	passive
	toldOf
	agentive
	impersonal
	quoting
	from
	saying
	spokenOf
	agentiveAfter
	participle
)

func newLexicon(pack *language.Pack, country func(*language.Pack, string) string) *lexicon {
	l := emptyLexicon(pack, country)
	for _, p := range pack.People.Prefixes {
		if p = apostrophes.Replace(p); !slices.Contains(l.prefixes, p) {
			l.prefixes = append(l.prefixes, p)
		}
	}
	for _, o := range pack.People.Offices {
		l.add(form{use: office, key: o.Key, gender: o.Gender}, o.Forms)
	}
	for _, p := range pack.People.Pronouns {
		f := form{use: pronoun, gender: p.Gender, plural: p.Plural, relative: p.Relative}
		l.add(f, p.Forms[min(1, len(p.Forms)):])
		f.subject = true
		l.add(f, p.Forms[:min(1, len(p.Forms))])
	}
	l.add(form{use: spokes, key: "spokesperson"}, pack.People.Spokes)
	l.add(form{use: agency}, pack.People.Agencies)
	l.add(form{use: group, plural: true}, pack.People.Groups)
	l.theirs = emptyLexicon(pack, country)
	if !pack.People.BareOwner { // "the lawyer Kolt" has an article where "the lawyer of Kolt" has none
		l.theirs.prefixes = l.prefixes
	}
	l.theirs.add(form{use: relation}, pack.People.Relations)
	l.given = emptyLexicon(pack, country)
	for gender, names := range pack.People.Given {
		l.given.add(form{use: given, gender: gender}, names)
	}
	l.reports = emptyLexicon(pack, country)
	l.reports.prefixes = l.prefixes
	r := pack.People.Reports
	for i, forms := range [][]string{r.According, r.AccordingAfter, r.Possessives, r.Own, r.Passive, r.Told, r.By, r.Impersonal, r.Quoting, r.From, r.Saying, r.SpokenOf, r.ByAfter, r.Participles} {
		l.reports.add(form{use: according + use(i)}, forms)
	}
	return l
}

func emptyLexicon(pack *language.Pack, country func(*language.Pack, string) string) *lexicon {
	return &lexicon{pack: pack, country: country, exact: map[string][]form{}, stems: map[string][]form{}, prefixes: []string{""}}
}

// add takes up ways to write one form.
func (l *lexicon) add(f form, ways []string) {
	for _, s := range ways {
		if f.words = cutForm(s); len(f.words) == 0 {
			continue
		}
		to, first := l.exact, f.words[0]
		if stem, open := strings.CutSuffix(first, "*"); open {
			to, first = l.stems, stem
		}
		to[first] = append(to[first], f)
	}
}

// cutForm cuts a form as words cuts the text.
func cutForm(s string) []string {
	var out []string
	for _, f := range strings.Fields(apostrophes.Replace(s)) {
		for len(f) > 0 {
			n := strings.IndexFunc(f, unspaced)
			switch {
			case n < 0:
				n = len(f)
			case n == 0:
				_, n = utf8.DecodeRuneInString(f)
				if f[n:] == "*" { // a character that stands for all that begin so
					n = len(f)
				}
			}
			out, f = append(out, f[:n]), f[n:]
		}
	}
	return out
}

// apostrophes makes one of the marks that are written for an apostrophe or as part of a letter (Uzbek oʻ).
var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "ʻ", "'", "ʼ", "'")

// word is a word of the text, lower case, apostrophes alike.
type word struct {
	text string
	span rapporteur.Span
}

// words cuts a span into words; each character of an unspaced script is one.
func words(text rapporteur.Text, s rapporteur.Span) []word {
	var out []word
	letter := func(i int) bool { return isWord(text.Rune(i)) && !unspaced(text.Rune(i)) }
	for i := s.Start; i < s.End; i++ {
		if !isWord(text.Rune(i)) {
			continue
		}
		j := i + 1
		for letter(i) && j < s.End && (letter(j) || j+1 < s.End && has("-'’.\"״‘`", text.Rune(j)) && letter(j+1)) {
			j++
		}
		w := rapporteur.Span{Start: i, End: j}
		out = append(out, word{apostrophes.Replace(strings.ToLower(text.Slice(w))), w})
		i = j - 1
	}
	return out
}

// found is a form and the words where it stands.
type found struct {
	form
	first, end int
}

// find gives the longest forms in a run of words, from left to right; of as many words, the one that spells out most.
func (l *lexicon) find(ws []word) []found {
	var out []found
	for i := 0; i < len(ws); {
		best, n := found{}, 0
		try := func(forms []form) {
			for _, f := range forms {
				if (len(f.words) > n || len(f.words) == n && f.letters() > best.letters()) && l.matches(f.words, ws[i:]) {
					best, n = found{f, i, i + len(f.words)}, len(f.words)
				}
			}
		}
		for _, p := range l.prefixes {
			if rest, ok := strings.CutPrefix(ws[i].text, p); ok && rest != "" {
				try(l.exact[rest])
				for k := range rest {
					try(l.stems[rest[:k]])
				}
				try(l.stems[rest])
			}
		}
		if n > 0 {
			out = append(out, best)
		}
		i += max(n, 1)
	}
	return out
}

func (l *lexicon) matches(form []string, ws []word) bool {
	if len(form) > len(ws) {
		return false
	}
	for i, f := range form {
		if !l.wordMatches(f, ws[i].text) {
			return false
		}
	}
	return true
}

func (l *lexicon) wordMatches(form, w string) bool {
	for _, p := range l.prefixes {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || rest == "" {
			continue
		}
		if stem, open := strings.CutSuffix(form, "*"); rest == form || open && strings.HasPrefix(rest, stem) {
			return true
		}
	}
	return false
}

// role is what words say of a person without the name: offices held, countries served.
type role struct {
	offices   map[string]bool
	countries map[string]bool
	gender    string
}

func (l *lexicon) role(ws []word) role {
	r := role{offices: map[string]bool{}, countries: map[string]bool{}}
	for _, f := range l.find(ws) {
		if f.use == office || f.use == spokes {
			r.offices[f.key] = true
			if f.gender != "" {
				r.gender = f.gender
			}
		}
	}
	for _, w := range ws {
		if c := l.country(l.pack, w.text); c != "" {
			r.countries[c] = true
		}
	}
	return r
}

// fits tells whether words that say want can stand for a person of whom the text says r: an office in common, or one that the
// general word covers; and no contradiction of countries.
func (l *lexicon) fits(want, r role) bool {
	if len(want.countries) > 0 && len(r.countries) > 0 && !common(want.countries, r.countries) {
		return false
	}
	if want.gender != "" && r.gender != "" && want.gender != r.gender {
		return false
	}
	for o := range want.offices {
		if r.offices[o] {
			return true
		}
		for _, c := range l.pack.People.Classes[o] {
			if r.offices[c] {
				return true
			}
		}
		for mine := range r.offices {
			for _, c := range l.pack.People.Classes[mine] {
				if c == o {
					return true
				}
			}
		}
	}
	return false
}

func common(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}
