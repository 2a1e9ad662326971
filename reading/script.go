package reading

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
	"rapporteur/reading/sourcemap"
)

// Bounds of the search for an article that a page holds in its scripts alone, as pages do whose text is put up by the browser.
const (
	leastScripted  = 400 // bytes of a string that is taken for an article
	scriptSearched = 4 << 20
	deepestScript  = 2 // JSON within strings of JSON
)

// scripted gives the string of the page's scripts that holds most prose, with its map to the page; nil where none holds any.
func scripted(tree *markup.Tree) *decoded {
	var best *decoded
	most, left := 0, scriptSearched
	for k := range tree.Nodes {
		n := &tree.Nodes[k]
		if n.Tag != atom.Script || n.First == markup.None {
			continue
		}
		t := &tree.Nodes[n.First]
		if left -= int(t.End - t.Start); left < 0 {
			break
		}
		d := &decoded{text: tree.Source[t.Start:t.End], source: sourcemap.Identity(int(t.End-t.Start), int(t.Start))}
		if s, v := proseString(d, deepestScript); v > most {
			best, most = s, v
		}
	}
	return best
}

// proseString gives the long string of a piece of JSON or JavaScript that holds most prose, decoded, and how many sentences; of JSON within a string, the string in it that holds most of
// that.
func proseString(d *decoded, depth int) (best *decoded, most int) {
	eachString(d.text, func(from, to int) {
		if to-from < leastScripted {
			return
		}
		s := unescapeJSON(d, from, to)
		v := proseIn(s.text)
		if depth > 1 && strings.Contains(s.text, `":`) {
			if in, n := proseString(s, depth-1); n > 0 && n*5 >= v*3 {
				s, v = in, n
			}
		}
		if v > most {
			best, most = s, v
		}
	})
	return best, most
}

// proseIn is how many sentences a string seems to hold; 0 where it is code, an address or data.
func proseIn(s string) int {
	stops, quotes := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{', '}', ';', '=':
			quotes++
		case '.', '!', '?':
			if i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '<' || s[i+1] == '\n' {
				stops++
			}
		}
	}
	stops += strings.Count(s, "。") + strings.Count(s, "।") + strings.Count(s, "۔")
	if stops < 3 || quotes > stops*12 {
		return 0
	}
	return stops
}

// eachString gives the insides of the strings in double quotation marks, as bytes of the text.
func eachString(s string, do func(from, to int)) {
	for i := 0; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		end := i + 1
		for end < len(s) && s[end] != '"' {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		end = min(end, len(s))
		do(i+1, end)
		i = end
	}
}

// unescapeJSON decodes the inside of a JSON string, [from, to) of another text.
func unescapeJSON(d *decoded, from, to int) *decoded {
	var c coder
	plain := from
	flush := func(end int) {
		if end > plain {
			c.through(d, plain, end-plain, d.text[plain:end], sourcemap.Same)
		}
	}
	for i := from; i < to; {
		if d.text[i] != '\\' {
			i++
			continue
		}
		flush(i)
		s, size := escape(d.text[i:to])
		c.through(d, i, size, s, sourcemap.Reference)
		i += size
		plain = i
	}
	flush(to)
	out := c.done(d.encoding)
	return &out
}

// through adds a piece that stands for a range of another text.
func (c *coder) through(d *decoded, from, size int, s string, kind sourcemap.Kind) {
	c.out.source.AddThrough(&d.source, sourcemap.Run{At: c.text.Len(), Len: len(s), From: from, Size: size, Kind: kind})
	c.text.WriteString(s)
}

// escape decodes the escape that s begins with (RFC 8259), and tells how long it is. What is none stands for its second character.
func escape(s string) (string, int) {
	if len(s) < 2 {
		return "", len(s)
	}
	switch s[1] {
	case 'n':
		return "\n", 2
	case 't':
		return "\t", 2
	case 'r', 'b', 'f':
		return " ", 2
	case 'u':
		r, ok := hex4(s, 2)
		if !ok {
			return "", 2
		}
		if utf16.IsSurrogate(r) {
			if low, ok := hex4(s, 8); ok && s[6] == '\\' && s[7] == 'u' {
				if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
					return string(both), 12
				}
			}
			return "", 6
		}
		return string(r), 6
	}
	_, n := utf8.DecodeRuneInString(s[1:])
	return s[1 : 1+n], 1 + n
}

func hex4(s string, at int) (rune, bool) {
	if len(s) < at+4 {
		return 0, false
	}
	v, err := strconv.ParseUint(s[at:at+4], 16, 16)
	return rune(v), err == nil
}
