package language

import (
	"strings"
	"unicode"
)

// identifier tells languages apart by script, then by their own letters and most frequent words, which the packs name.
type identifier struct {
	words    map[string][]int // index of the languages that have a word among their most frequent
	letters  map[rune][]int
	codes    []string
	scripts  []string
	byScript map[string][]int
}

func newIdentifier(ps *Packs) *identifier {
	d := &identifier{words: map[string][]int{}, letters: map[rune][]int{}, byScript: map[string][]int{}}
	for _, code := range sortedCodes(ps) {
		p := ps.byCode[code].Profile
		if p.Words == "" {
			continue
		}
		i := len(d.codes)
		d.codes, d.scripts = append(d.codes, code), append(d.scripts, p.Script)
		d.byScript[p.Script] = append(d.byScript[p.Script], i)
		for _, w := range strings.Fields(p.Words) {
			d.words[w] = append(d.words[w], i)
		}
		for _, r := range p.Letters {
			d.letters[r] = append(d.letters[r], i)
		}
	}
	return d
}

// sampled is how many code points of a text are looked at.
const sampled = 6000

// letterWeight is what a letter of its own tells for a language, in words.
const letterWeight = 0.5

// Identify gives the code of the language that a text is written in, and how much it leads the next one (0 to 1). "und" and 0 where the
// text holds too little.
func (ps *Packs) Identify(text string) (code string, confidence float64) {
	d := ps.identify
	script := dominantScript(text)
	candidates := d.byScript[script]
	switch len(candidates) {
	case 0:
		return "und", 0
	case 1:
		return d.codes[candidates[0]], 1
	}
	scores := make([]float64, len(d.codes))
	n := 0
	eachWord(text, func(w string) {
		n++
		for _, i := range d.words[w] {
			scores[i]++
		}
		for _, r := range w {
			for _, i := range d.letters[r] {
				scores[i] += letterWeight / float64(len(d.letters[r]))
			}
		}
	})
	best, next := candidates[0], -1
	for _, i := range candidates[1:] {
		switch {
		case scores[i] > scores[best]:
			best, next = i, best
		case next < 0 || scores[i] > scores[next]:
			next = i
		}
	}
	if scores[best] == 0 || n == 0 {
		return "und", 0
	}
	return d.codes[best], (scores[best] - scores[next]) / scores[best]
}

func eachWord(text string, do func(string)) {
	left := sampled
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '‘' && r != '\u200c' }) {
		if left -= len(w); left < 0 {
			return
		}
		do(strings.ToLower(w))
	}
}

// dominantScript is the ISO 15924 code of the script of most letters.
func dominantScript(text string) string {
	tables := []struct {
		code  string
		table *unicode.RangeTable
	}{
		{"Latn", unicode.Latin}, {"Cyrl", unicode.Cyrillic}, {"Arab", unicode.Arabic}, {"Hebr", unicode.Hebrew}, {"Grek", unicode.Greek},
		{"Armn", unicode.Armenian}, {"Geor", unicode.Georgian}, {"Deva", unicode.Devanagari}, {"Hani", unicode.Han}, {"Jpan", unicode.Hiragana},
		{"Jpan", unicode.Katakana}, {"Kore", unicode.Hangul},
	}
	counts, left := map[string]int{}, sampled
	for _, r := range text {
		if left--; left < 0 {
			break
		}
		for _, t := range tables {
			if unicode.Is(t.table, r) {
				counts[t.code]++
				break
			}
		}
	}
	if counts["Jpan"]*8 > counts["Hani"] && counts["Jpan"] > 0 {
		counts["Jpan"] += counts["Hani"]
	}
	best := ""
	for _, t := range tables {
		if counts[t.code] > counts[best] {
			best = t.code
		}
	}
	return best
}
