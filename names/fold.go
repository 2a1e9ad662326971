package names

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur"
)

// fold brings spellings of one word together: lower case, no marks on letters, one form of alef, ya and ta marbuta, no tatweel.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r), r == 'ـ', r == '\u200c', r == '\u200f', r == '\u200e':
		case r == 'أ', r == 'إ', r == 'آ', r == 'ٱ':
			b.WriteRune('ا')
		case r == 'ى', r == 'ی':
			b.WriteRune('ي')
		case r == 'ة':
			b.WriteRune('ه')
		case r == 'ک':
			b.WriteRune('ك')
		case r == 'ı':
			b.WriteRune('i')
		case r == 'ł':
			b.WriteRune('l')
		case r == 'đ':
			b.WriteRune('d')
		case r == 'ø':
			b.WriteRune('o')
		case r == 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// word is a word of the text.
type word struct {
	span  rapporteur.Span
	text  string
	fold  string
	upper bool // its first letter is a capital, or its script has none
}

// words cuts a span into runs of letters, digits and marks; a double quote within an acronym stays, as Hebrew writes it.
func words(text rapporteur.Text, s rapporteur.Span) []word {
	in := func(i int) bool {
		r := text.Rune(i)
		return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\u200c'
	}
	var out []word
	for i := s.Start; i < s.End; {
		if !in(i) {
			i++
			continue
		}
		j := i + 1
		for j < s.End && (in(j) || j+1 < s.End && (text.Rune(j) == '"' || text.Rune(j) == '״') && in(j-1) && in(j+1) && !spaced(text.Rune(j+1))) {
			j++
		}
		w := word{span: rapporteur.Span{Start: i, End: j}}
		w.text = text.Slice(w.span)
		first := text.Rune(i)
		w.fold, w.upper = fold(w.text), !unicode.IsLower(first)
		out = append(out, w)
		i = j
	}
	return out
}

func spaced(r rune) bool { return unicode.IsSpace(r) }

// classes maps letters of many scripts to sounds that survive their passage into the others. Vowels and half vowels are dropped:
// Arabic and Hebrew do not write them, and Latin spellings of them differ most.
var classes = func() map[rune]string {
	m := map[rune]string{}
	for class, letters := range map[string]string{
		"b": "bpбпبپבפβπ", "v": "vfwвфفڤ", "g": "gгغجگґגγ", "k": "kcqкكقקכκ", "h": "hхهحخהחχ", "t": "tтتطטתτθ", "d": "dдدضדδ",
		"s": "sсسصثסσς", "S": "šşшшשش", "C": "čçч", "ts": "цצț", "z": "zзžжزذظژזζ", "l": "lлלλلљ", "m": "mмمםמμ", "n": "nнنןנνњñ", "r": "rрرרρ",
		"ks": "xξ", "St": "щ", "dz": "ѕџ", "f": "ђ", "ps": "ψ",
	} {
		for _, r := range letters {
			m[r] = class
		}
	}
	m['ђ'], m['ћ'], m['ѓ'], m['ќ'] = "d", "C", "g", "k"
	for pair, class := range map[rune]string{'ך': "k", 'ף': "b", 'ץ': "ts", 'چ': "C"} {
		m[pair] = class
	}
	return m
}()

// digraphs are letters that stand for one sound together, in Latin spellings and in Arabic ones of sounds that Arabic lacks.
var digraphs = strings.NewReplacer("shch", "щ", "sch", "š", "tch", "č", "sh", "š", "ch", "č", "kh", "х", "gh", "g", "zh", "ž", "ph", "f", "th", "t", "ck", "k", "cz", "č", "sz", "š", "dj", "g", "تش", "č", "дж", "g", "ou", "u", "ee", "i")

// TokenKey is the skeleton of one name: the same string for the same name in Latin, Cyrillic, Arabic, Hebrew or Greek letters wherever
// rules allow. "" where nothing is left.
func TokenKey(token string) string {
	var b strings.Builder
	last := ""
	letters := digraphs.Replace(strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(token), "š", "sh"), "č", "ch"))
	for _, r := range norm.NFC.String(strings.Map(dropMark, norm.NFD.String(preserve(letters)))) {
		c := classes[r]
		if c != "" && c != last {
			b.WriteString(c)
		}
		if c != "" {
			last = c
		} else {
			last = ""
		}
	}
	return b.String()
}

// preserve keeps letters whose mark changes the sound from losing it.
func preserve(s string) string {
	return strings.NewReplacer("š", "ш", "č", "ч", "ž", "ж", "ş", "ш", "ç", "ч", "ś", "ш", "ć", "ч", "ź", "ж", "ż", "ж", "й", "").Replace(s)
}

func dropMark(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

// article is the Arabic article; names are compared without it. A name that begins with a hamza ("أل") has none.
var article = []string{"ال"}

// SearchKeys gives the token keys of a name as somebody may type it in any script; all of them must match a name's keys.
func SearchKeys(name string) []string {
	var out []string
	for _, t := range tokens(name) {
		if k := TokenKey(t); k != "" {
			out = append(out, k)
		}
	}
	return out
}

// tokens cuts a name into its parts, without articles.
func tokens(name string) []string {
	var out []string
	for _, t := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		for _, a := range article {
			if rest, ok := strings.CutPrefix(t, a); ok && len([]rune(rest)) > 2 {
				t = rest
			}
		}
		if t = fold(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// personKey is the key of a person who is in no list: the skeletons of the first and the last part of the name.
func personKey(name string) string {
	ts := tokens(name)
	if len(ts) == 0 {
		return "person:" + fold(name)
	}
	key := func(t string) string {
		k := TokenKey(t)
		if len(k) > 1 {
			return k
		}
		// too short to tell names apart: the first letter, as a vowel, helps
		if r := []rune(strings.ToLower(Romanise(t))); len(r) > 0 {
			return string(r[0]) + k
		}
		return t
	}
	if len(ts) == 1 {
		return "person:" + key(ts[0])
	}
	return "person:" + key(ts[0]) + "." + key(ts[len(ts)-1])
}
