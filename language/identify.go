package language

import (
	"strings"
	"unicode"

	"rapporteur/language/identify"
)

// identifier tells languages apart: the trained model those that it knows, and the packs' frequent words those that it does not, so that a pack in a
// user's folder is enough for a language of one's own.
type identifier struct {
	model *identify.Model
	words map[string]map[string]bool // frequent words by code; nil where the model knows every pack's language
	added []string                   // codes that the model does not know, in order
}

func newIdentifier(ps *Packs) *identifier {
	m, err := identify.Builtin()
	if err != nil {
		m = &identify.Model{}
	}
	d := &identifier{model: m}
	for _, code := range sortedCodes(ps) {
		if ps.byCode[code].Profile.Words != "" && !m.Knows(code) {
			d.added = append(d.added, code)
		}
	}
	if len(d.added) == 0 {
		return d
	}
	d.words = map[string]map[string]bool{}
	for _, code := range sortedCodes(ps) {
		d.words[code] = map[string]bool{}
		for _, w := range strings.Fields(ps.byCode[code].Profile.Words) {
			d.words[code][w] = true
		}
	}
	return d
}

// Identify gives the code of the language that a text is written in, and how often such an answer is right (0 to 1; low where languages are close and
// the text is short). "und" where the text holds too little, or is in a language that is of no pack. Articles and single paragraphs are asked for
// alike. Some 3,000 letters are looked at; it is safe for concurrent use.
func (ps *Packs) Identify(text string) (code string, confidence float64) {
	d := ps.identify
	a := d.model.Identify(text)
	if len(d.added) == 0 {
		return a.Code, a.Confidence
	}
	if code, share := d.byWords(text, a.Code); code != a.Code {
		return code, share
	}
	return a.Code, a.Confidence
}

// sampled is how many words of a text are looked up.
const sampled = 1000

// byWords gives the language that the model does not know and that has more of a text's words among its frequent ones than the model's answer
// has, with the share of all that are; else the model's answer.
func (d *identifier) byWords(text, answer string) (code string, share float64) {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\u200c' })
	words = words[:min(len(words), sampled)]
	best, most := answer, d.count(words, answer)
	for _, c := range d.added {
		if n := d.count(words, c); n > most {
			best, most = c, n
		}
	}
	return best, float64(most) / float64(max(len(words), 1))
}

func (d *identifier) count(words []string, code string) int {
	n := 0
	for _, w := range words {
		if d.words[code][w] {
			n++
		}
	}
	return n
}
