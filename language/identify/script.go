package identify

import (
	"unicode"
	"unicode/utf8"
)

// tables are the scripts that are told apart, by ISO 15924 code.
var tables = map[string]*unicode.RangeTable{
	"Latn": unicode.Latin, "Cyrl": unicode.Cyrillic, "Arab": unicode.Arabic, "Hebr": unicode.Hebrew, "Grek": unicode.Greek, "Armn": unicode.Armenian,
	"Geor": unicode.Georgian, "Deva": unicode.Devanagari, "Hani": unicode.Han, "Jpan": kana, "Kore": unicode.Hangul,
}

var kana = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x3041, Hi: 0x309f, Stride: 1}, {Lo: 0x30a1, Hi: 0x30ff, Stride: 1}, {Lo: 0x31f0, Hi: 0x31ff, Stride: 1}}}

// order is in which the scripts are tried: the most frequent in news first.
var order = []string{"Latn", "Cyrl", "Arab", "Hani", "Jpan", "Kore", "Hebr", "Grek", "Deva", "Armn", "Geor"}

// latin is the place of Latin in order.
const latin = 0

// kanaShare is one in how many letters of a Japanese text is a kana, at the least; elsewhere kana are a name or a citation.
const kanaShare = 8

// latinWeight is how many Latin letters count as one of another script, since names and titles stand in Latin letters in texts of all scripts, and hardly
// ever the other way round.
const latinWeight = 2

// Script gives the ISO 15924 code of the script that most letters of a text are of, and how many they are (Latin ones half); "" where they are of none that is known. Han
// characters with kana among them are "Jpan".
func Script(text string) (code string, letters int) {
	counts, seen := make([]int, len(order)+1), 0
	last := latin
	for _, r := range text {
		if r < 'A' || !unicode.IsLetter(r) {
			continue
		}
		if seen++; seen > sampled {
			break
		}
		if r < utf8.RuneSelf {
			counts[latin]++
			continue
		}
		if last == len(order) || !unicode.Is(tables[order[last]], r) {
			last = scriptOf(r)
		}
		counts[last]++
	}
	han, kana := index("Hani"), index("Jpan")
	if counts[kana]*kanaShare > counts[han] && counts[kana] > 0 {
		counts[kana] += counts[han]
	}
	counts[latin] /= latinWeight
	best := len(order)
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	if best == len(order) || counts[best] == 0 {
		return "", 0
	}
	return order[best], counts[best]
}

// scriptOf is the place of a letter's script in order, or the end of it.
func scriptOf(r rune) int {
	for i, code := range order {
		if unicode.Is(tables[code], r) {
			return i
		}
	}
	return len(order)
}

func index(code string) int {
	for i, c := range order {
		if c == code {
			return i
		}
	}
	return len(order)
}
