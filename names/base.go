package names

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"unicode"

	"rapporteur"
	"rapporteur/language"
)

//go:embed base/countries.tsv
var countries string

//go:embed base/world.tsv
var world string

// entry is something that the base knows.
type entry struct {
	key   string
	kind  rapporteur.Kind
	names map[string]string // the first name in each language
}

// form is one way to write an entry.
type form struct {
	entry   *entry
	words   []string // folded
	acronym bool     // short and all capitals: it is matched to the letter
	exact   string   // of an acronym
	lower   bool     // the form itself begins with a small letter
}

// Base is the names that are known beforehand: countries, capitals, international bodies, agencies and treaties, and what a user adds.
// It is immutable once open and safe for concurrent use.
type Base struct {
	forms   map[string][]*form // by the folded first word
	stems   map[string][]*form // of single words, and of first words, without their ending
	country map[string]string  // beginnings of adjectives: the country's name without its ending, and its key
	byKey   map[string]*entry
}

// BuiltinBase gives the names that the program carries, and those of further tables in the same form (see OpenBase).
func BuiltinBase(packs *language.Packs, extra ...io.Reader) (*Base, error) {
	return OpenBase(packs, append([]io.Reader{strings.NewReader(countries), strings.NewReader(world)}, extra...)...)
}

// OpenBase reads tables of names: a line is key, kind, then lang=name|name, parted by tabs; "#" opens a comment. A key that
// stands twice is one entry. Errors name the line.
func OpenBase(packs *language.Packs, tables ...io.Reader) (*Base, error) {
	b := &Base{forms: map[string][]*form{}, stems: map[string][]*form{}, country: map[string]string{}, byKey: map[string]*entry{}}
	for n, t := range tables {
		s := bufio.NewScanner(t)
		s.Buffer(nil, 1<<20)
		for i := 1; s.Scan(); i++ {
			if l := strings.TrimSpace(s.Text()); l == "" || strings.HasPrefix(l, "#") {
				continue
			}
			if err := b.line(packs, s.Text()); err != nil {
				return nil, fmt.Errorf("names, table %d, line %d: %w", n+1, i, err)
			}
		}
		if err := s.Err(); err != nil {
			return nil, fmt.Errorf("names, table %d: %w", n+1, err)
		}
	}
	return b, nil
}

func (b *Base) line(packs *language.Packs, l string) error {
	fields := strings.Split(strings.TrimRight(l, "\r"), "\t")
	if len(fields) < 3 || !strings.Contains(fields[0], ":") {
		return fmt.Errorf("want key, kind and names parted by tabs, got %q", l)
	}
	kind := rapporteur.Kind(fields[1])
	switch kind {
	case rapporteur.Person, rapporteur.Organisation, rapporteur.Place, rapporteur.Instrument, rapporteur.Event:
	default:
		return fmt.Errorf("unknown kind %q", fields[1])
	}
	e := b.byKey[fields[0]]
	if e == nil {
		e = &entry{key: fields[0], kind: kind, names: map[string]string{}}
		b.byKey[e.key] = e
	}
	for _, f := range fields[2:] {
		lang, all, ok := strings.Cut(f, "=")
		if !ok || all == "" {
			return fmt.Errorf("want lang=name|name, got %q", f)
		}
		pack := packs.For(lang)
		for _, name := range strings.Split(all, "|") {
			if e.names[lang] == "" {
				e.names[lang] = name
			}
			b.add(e, name, pack)
		}
	}
	return nil
}

// shortest is how many letters a word must keep when its ending is taken off.
const shortest = 3

func (b *Base) add(e *entry, name string, pack *language.Pack) {
	text := rapporteur.NewText(name)
	f := &form{entry: e}
	for _, w := range words(text, rapporteur.Span{End: text.Len()}) {
		f.words = append(f.words, w.fold)
		f.lower = f.lower || len(f.words) == 1 && !w.upper
	}
	if len(f.words) == 0 {
		return
	}
	if len(f.words) == 1 && text.Len() <= 5 && cased(name) && strings.ToUpper(name) == name {
		f.acronym, f.exact = true, name
	}
	for _, old := range b.forms[f.words[0]] {
		if old.entry == e && strings.Join(old.words, " ") == strings.Join(f.words, " ") {
			return
		}
	}
	b.forms[f.words[0]] = append(b.forms[f.words[0]], f)
	if f.acronym {
		return
	}
	for _, s := range stemsOf(f.words[0], pack) {
		b.stems[s] = append(b.stems[s], f)
		if len(f.words) == 1 && strings.HasPrefix(e.key, "country:") && len([]rune(s)) >= shortest && b.country[s] == "" {
			b.country[s] = e.key
		}
	}
	if len(f.words) == 1 && strings.HasPrefix(e.key, "country:") {
		b.country[f.words[0]] = e.key
	}
}

// stemsOf gives a folded word without the longest of the pack's endings that it has, and the word itself.
func stemsOf(w string, pack *language.Pack) []string {
	for _, e := range pack.Names.Endings {
		if s, ok := strings.CutSuffix(w, fold(e)); ok && e != "" && len([]rune(s)) >= shortest {
			return []string{s, w}
		}
	}
	return []string{w}
}

func cased(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsLower(r) })
}

// longestAdjective is how many letters an adjective may have beyond the country's name without its ending.
const longestAdjective = 6

// Country gives the key of the country that a lower-case word names or is derived from, "" for none.
func (b *Base) Country(pack *language.Pack, w string) string {
	for _, v := range unprefixed(fold(w), pack) {
		rs := []rune(v)
		for n := len(rs); n >= max(shortest, len(rs)-longestAdjective); n-- {
			if k := pack.Names.Demonyms[string(rs[:n])]; k != "" {
				return k
			}
			if k := b.country[string(rs[:n])]; k != "" {
				return k
			}
		}
	}
	return ""
}

// unprefixed gives a folded word and what is left of it without each of the pack's prefixes.
func unprefixed(w string, pack *language.Pack) []string {
	out := []string{w}
	for _, p := range pack.Names.Prefixes {
		if rest, ok := strings.CutPrefix(w, fold(p)); ok && len([]rune(rest)) >= shortest {
			out = append(out, rest)
		}
	}
	return out
}

// Match is an entry that stands in a text.
type match struct {
	entry       *entry
	first, last int // words, inclusive
}

// find gives the longest matches in a run of words, from left to right.
func (b *Base) find(ws []word, pack *language.Pack) []match {
	var out []match
	for i := 0; i < len(ws); {
		m, n := b.at(ws[i:], pack)
		if n == 0 {
			i++
			continue
		}
		out = append(out, match{m, i, i + n - 1})
		i += n
	}
	return out
}

func (b *Base) at(ws []word, pack *language.Pack) (*entry, int) {
	var best *entry
	n := 0
	try := func(fs []*form, inflected bool) {
		for _, f := range fs {
			switch {
			case len(f.words) <= n || len(f.words) > len(ws):
			case f.acronym && (ws[0].text != f.exact || inflected):
			case !f.acronym && !ws[0].upper && !f.lower:
			case b.rest(f, ws, pack):
				best, n = f.entry, len(f.words)
			}
		}
	}
	for _, v := range unprefixed(ws[0].fold, pack) {
		try(b.forms[v], false)
		if len(pack.Names.Endings) > 0 {
			for _, s := range stemsOf(v, pack) {
				try(b.stems[s], true)
			}
		}
	}
	return best, n
}

// rest tells whether the words after a form's first match too, inflected as they may be.
func (b *Base) rest(f *form, ws []word, pack *language.Pack) bool {
	for i, w := range f.words[1:] {
		got := ws[i+1].fold
		if got == w || alike(got, w, pack) {
			continue
		}
		ok := false
		for _, v := range unprefixed(got, pack) {
			ok = ok || v == w
		}
		if !ok {
			return false
		}
	}
	return true
}

// alike tells whether two folded words are the same but for their endings.
func alike(a, b string, pack *language.Pack) bool {
	if len(pack.Names.Endings) == 0 {
		return false
	}
	x, y := stemsOf(a, pack), stemsOf(b, pack)
	return x[0] == y[0] || x[0] == b || y[0] == a
}
