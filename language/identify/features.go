package identify

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sampled is how many letters of a text are looked at; a language is certain long before.
const sampled = 3000

// longestGram is how many letters, an edge of the word among them, the longest n-grams hold.
const longestGram = 5

// longestWord cuts what is longer: no word of a language, but letters without end.
const longestWord = 64

// edge stands for the beginning and the end of a word in its n-grams; the others keep hashes of whole words and of pairs apart from those of n-grams.
const (
	edge     = ' '
	wordMark = '#'
	pairMark = '+'
)

// shortWord is the most letters of a word that is looked at together with the ending of its neighbour: "da kaže", "će reći".
const shortWord = 4

// Features gives the features of a text's words in a script (ISO 15924): hashes of the n-grams of each word, of the word itself, and of
// short words with the ending of the next one. Each occurrence is one entry. They are appended to dst.
func Features(dst []uint32, text, script string) []uint32 {
	w := walker{table: tables[script], latin: script == order[latin], fold: folds[script], features: dst}
	if w.table == nil {
		return dst
	}
	w.walk(norm.NFC.String(text))
	return w.features
}

// walker goes through a text word by word.
type walker struct {
	table    *unicode.RangeTable
	latin    bool
	fold     map[rune]rune
	features []uint32
	word     []rune // lower case, between edges
	before   uint32 // hash of the word before, where that is a short one; else 0
	native   bool   // whether the word has a letter of the script
	mixed    bool   // whether the word has a letter of another one
	letters  int
}

func (w *walker) walk(text string) {
	w.word = append(w.word[:0], edge)
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			w.take(r)
		case isIgnored(r):
		case unicode.IsLetter(r) || unicode.IsMark(r) && len(w.word) > 1:
			w.take(r)
		case isApostrophe(r) && len(w.word) > 1:
			w.word = append(w.word, '\'')
		default:
			w.end()
			if r != ' ' && r != '\u00a0' && r != '\u200c' {
				w.before = 0
			}
		}
		if w.letters > sampled {
			break
		}
	}
	w.end()
}

// take adds a letter to the word.
func (w *walker) take(r rune) {
	if len(w.word) > longestWord {
		return
	}
	r = unicode.ToLower(r)
	w.letters++
	if w.latin && r < utf8.RuneSelf || unicode.Is(w.table, r) {
		w.native = true
	} else if to, ok := w.fold[r]; ok {
		r = to
	} else if unicode.IsLetter(r) {
		w.mixed = true
	}
	w.word = append(w.word, r)
}

// end gives the features of the word that ends here. Words of another script tell nothing.
func (w *walker) end() {
	for len(w.word) > 1 && w.word[len(w.word)-1] == '\'' {
		w.word = w.word[:len(w.word)-1]
	}
	if len(w.word) == 1 {
		return
	}
	if w.native && !w.mixed {
		w.grams()
	} else {
		w.before = 0
	}
	w.word, w.native, w.mixed = append(w.word[:0], edge), false, false
}

func (w *walker) grams() {
	whole := hash(wordMark, w.word)
	n := len(w.word) - 1
	w.word = append(w.word, edge)
	for i := range w.word {
		h := uint32(offset)
		for j := i; j < min(i+longestGram, len(w.word)); j++ {
			h = mix(h, w.word[j])
			if j > i || w.word[i] != edge {
				w.features = append(w.features, h)
			}
		}
	}
	w.features = append(w.features, whole)
	if w.before != 0 {
		w.features = append(w.features, hash(rune(w.before), w.word[max(1, n-1):n+1]))
	}
	w.before = 0
	if n <= shortWord {
		w.before = hash(pairMark, w.word)
	}
}

// offset and prime are those of FNV-1a, here over code points.
const (
	offset = 2166136261
	prime  = 16777619
)

func mix(h uint32, r rune) uint32 { return (h ^ uint32(r)) * prime }

func hash(mark rune, word []rune) uint32 {
	h := mix(offset, mark)
	for _, r := range word {
		h = mix(h, r)
	}
	return h
}

// isApostrophe tells the marks that stand inside words: l'eau, o‘n, п’ять.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 'ʻ', '`', '´', '‛':
		return true
	}
	return false
}

// isIgnored tells what is written inside words and tells nothing: soft hyphens, stretching, marks of direction, stress and vowels, and bytes that decode to nothing.
func isIgnored(r rune) bool {
	switch r {
	case '\u00ad', '\u0300', '\u0301', '\u0640', '\u200b', '\u200d', '\u200e', '\u200f', '\ufeff', utf8.RuneError:
		return true
	}
	return r >= '\u064b' && r <= '\u0652'
}

// folds gives the letters of other scripts that stand for a script's own look-alikes inside its words: "Рoнaлдo" with Latin o and a. Letters are
// lower case, so that a Latin capital H, K, M, T or B is found by its small form.
var folds = map[string]map[rune]rune{
	"Cyrl": {
		'a': 'а', 'b': 'в', 'c': 'с', 'e': 'е', 'h': 'н', 'i': 'і', 'j': 'ј', 'k': 'к', 'm': 'м', 'o': 'о', 'p': 'р', 's': 'ѕ', 't': 'т',
		'x': 'х', 'y': 'у', 'ï': 'ї', 'ë': 'ё', 'á': 'а', 'è': 'ѐ', 'é': 'е', 'ì': 'ѝ', 'ó': 'о',
	},
}
