package dates

import (
	"strings"
	"unicode"

	"rapporteur"
)

// token is a number, a word, a character of a script without spaces, or a mark.
type token struct {
	span    rapporteur.Span
	text    string // lower case; digits as 0 to 9
	number  int    // -1 where it is none
	word    *word  // what the pack knows of it alone; nil for nothing
	longest int    // how many tokens the longest phrase has that begins with it
	begins  role   // all roles of such phrases
}

// longestNumber is how many digits make up one token at most.
const longestNumber = 12

// none stands for what lies outside the text.
var none = token{number: -1}

// tokens cuts a span of the text, and tells for each word what the lexicon knows of it.
func (l *lexicon) tokens(text rapporteur.Text, within rapporteur.Span) []token {
	out := make([]token, 0, within.Len()/4+8)
	figure := false // whether a number ends where the next token begins
	for i := within.Start; i < within.End; {
		r := text.Rune(i)
		if wide(r) {
			t := l.character(text, r, i, within.End)
			out, i, figure = append(out, t), t.span.End, false
			continue
		}
		j := i + 1
		number := digit(r) >= 0
		switch {
		case unseen(r):
			i, figure = j, false
			continue
		case number:
			for j < within.End && digit(text.Rune(j)) >= 0 && j-i < longestNumber {
				j++
			}
		case figure && unicode.Is(unicode.Hangul, r): // a syllable may count the number before it
		case unicode.IsLetter(r):
			for j < within.End && letter(text.Rune(j)) {
				j++
			}
			figure = false
		default:
			figure = false
		}
		t := token{span: rapporteur.Span{Start: i, End: j}, number: -1}
		if raw := text.Slice(t.span); number {
			t.text, t.number = figures(raw)
			figure = true
		} else {
			t.text = lower(raw)
			if f, ok := l.first[t.text]; ok {
				t.word, t.longest, t.begins = f.word, f.longest, f.begins
			}
		}
		out = append(out, t)
		i = j
	}
	return out
}

// character is the token at place i of a script without spaces, where a character is a word; those that no phrase holds run on together.
func (l *lexicon) character(text rapporteur.Text, r rune, i, end int) token {
	j := i + 1
	f, known := l.wide[r]
	if known {
		t := token{span: rapporteur.Span{Start: i, End: j}, number: -1, word: f.word, longest: f.longest, begins: f.begins}
		t.text = text.Slice(t.span)
		return t
	}
	for ; j < end; j++ {
		if r = text.Rune(j); !wide(r) {
			break
		}
		if _, known = l.wide[r]; known {
			break
		}
	}
	return token{span: rapporteur.Span{Start: i, End: j}, text: unknown, number: -1}
}

// unknown is the text of tokens that no phrase can hold.
const unknown = "\x00"

// unseen tells what stands between tokens and says nothing: space, and marks of direction.
func unseen(r rune) bool {
	return r == ' ' || r > '~' && unicode.Is(unicode.Bidi_Control, r) || unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
}

// letter tells whether a character goes on with a word that a letter began.
func letter(r rune) bool {
	if r < 0x80 {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !wide(r)
}

// wide tells whether a character is of a script that writes words without spaces between them: Han, with its signs of repetition, or kana.
func wide(r rune) bool {
	return r >= 0x3005 && (r <= 0x3007 || r >= 0x3040 && r <= 0x30fa || r >= 0x3400 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0x20000 && r <= 0x3ffff)
}

// lower folds case; the dotted capital I of Turkic alphabets is an i like any other.
func lower(s string) string {
	if strings.Contains(s, "İ") {
		s = strings.ReplaceAll(s, "İ", "i")
	}
	return strings.ToLower(s)
}

// figures gives a number's digits as 0 to 9, and its value.
func figures(raw string) (string, int) {
	n, western := 0, true
	for _, r := range raw {
		n = n*10 + digit(r)
		western = western && r < 0x80
	}
	if western {
		return raw, n
	}
	var b strings.Builder
	for _, r := range raw {
		b.WriteByte(byte('0' + digit(r)))
	}
	return b.String(), n
}

// digit is the value of a decimal digit of any script, or -1. Unicode keeps such digits in runs of ten, each from zero up.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r < 0x660 || r > 0x669 && r < 0x6f0 || r > 0x2e00 && r < 0xa620 || r >= 0xac00 && r < 0xff10 || !unicode.Is(unicode.Nd, r):
		return -1 // most letters of most scripts, told at once
	}
	for _, span := range unicode.Nd.R16 {
		if lo, hi := rune(span.Lo), rune(span.Hi); lo <= r && r <= hi {
			return int(r-lo) % 10
		}
	}
	for _, span := range unicode.Nd.R32 {
		if lo, hi := rune(span.Lo), rune(span.Hi); lo <= r && r <= hi {
			return int(r-lo) % 10
		}
	}
	return -1
}
