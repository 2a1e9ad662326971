package feed

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Escaping is how a value is written in its item.
type Escaping int

// Ways of writing a value.
const (
	Escaped Escaping = iota // text of XML or of an attribute, with character references; also text beside CDATA sections
	CDATA                   // CDATA sections alone
	Element                 // elements of XML, as Atom's xhtml is; character references are part of the value
	String                  // a JSON string
	Bare                    // a JSON number
)

// Value is what an item says in one place. Its escaping is undone once: what is HTML in the feed is HTML here. White space around it is left out,
// and so are the control characters that XML forbids.
type Value struct {
	Text       string // UTF-8
	Start, End int    // bytes of the item that it was decoded from, without the quotation marks of JSON and the marks of CDATA
	Escaping   Escaping
	Markup     bool // Text is HTML; else plain text

	back *text
}

// Bytes gives the bytes of the item that Text[from:to] was decoded from. A character that is written as a reference or an escape is led back to
// all of it. from and to are bytes of Text, on the borders of characters.
func (v Value) Bytes(from, to int) (start, end int) {
	if v.back == nil {
		return 0, 0
	}
	return v.back.bytes(from, to)
}

// newValue takes what v holds, without white space around it.
func newValue(v *text, e Escaping, markup bool) Value {
	from, to := 0, len(v.b)
	for from < to && space(v.b[from]) {
		from++
	}
	for to > from && space(v.b[to-1]) {
		to--
	}
	if from == to {
		return Value{}
	}
	v.trim(from, to)
	start, end := v.bytes(0, len(v.b))
	return Value{Text: string(v.b), Start: start, End: end, Escaping: e, Markup: markup, back: v}
}

// content gives the value of an element.
func (t *text) content(e element, markup bool) Value {
	if e.nests {
		v := &text{}
		v.copy(t, e.inner, e.last)
		return newValue(v, Element, true)
	}
	v, escaping := &text{}, CDATA
	s := scanner{t.b[:e.last], e.inner}
	for {
		p, err := s.next()
		if err != nil {
			return newValue(v, escaping, markup)
		}
		switch p.kind {
		case cdata:
			v.copy(t, p.from, p.to)
		case characters:
			if len(bytes.TrimSpace(t.b[p.from:p.to])) > 0 {
				escaping = Escaped
			}
			v.unescape(t, p.from, p.to)
		}
	}
}

// attribute gives the value of the first of the named attributes that a start tag has.
func (t *text) attribute(tag token, names ...string) Value {
	from, to, ok := attribute(t.b, tag, names...)
	if !ok {
		return Value{}
	}
	v := &text{}
	v.unescape(t, from, to)
	return newValue(v, Escaped, false)
}

// unescape appends [start, end) of u with the references of XML, and those of HTML, which feeds use too, resolved.
func (t *text) unescape(u *text, start, end int) {
	for start < end {
		amp := bytes.IndexByte(u.b[start:end], '&')
		if amp < 0 {
			break
		}
		t.copy(u, start, start+amp)
		start += amp
		s, n := reference(u.b[start:end])
		if n == 0 {
			t.copy(u, start, start+1)
			start++
			continue
		}
		from, to := u.bytes(start, start+n)
		t.add([]byte(s), from, to)
		start += n
	}
	t.copy(u, start, end)
}

// longestReference is the length of the longest name of a reference, with room for zeros before a number.
const longestReference = 32

var predefined = map[string]string{"lt": "<", "gt": ">", "amp": "&", "quot": `"`, "apos": "'"}

// reference resolves the character reference at the head of b, which begins with "&", and tells its length: 0 where there is none. What XML forbids
// resolves to nothing.
func reference(b []byte) (string, int) {
	n := bytes.IndexByte(b[:min(len(b), longestReference)], ';')
	if n < 2 {
		return "", 0
	}
	name := string(b[1:n])
	if name[0] != '#' {
		s := predefined[name]
		if s == "" {
			s = xml.HTMLEntity[name]
		}
		if s == "" {
			return "", 0
		}
		return s, n + 1
	}
	number, base := name[1:], 10
	if number != "" && (number[0] == 'x' || number[0] == 'X') {
		number, base = number[1:], 16
	}
	code, err := strconv.ParseUint(number, base, 32)
	if err != nil {
		return "", 0
	}
	r := rune(min(code, utf8.MaxRune+1))
	if forbidden(r) {
		return "", n + 1
	}
	return string(r), n + 1
}

// unquote appends a JSON string, u.b[start:end] without its quotation marks, with its escapes resolved.
func (t *text) unquote(u *text, start, end int) {
	for start < end {
		esc := bytes.IndexByte(u.b[start:end], '\\')
		if esc < 0 {
			break
		}
		t.copy(u, start, start+esc)
		start += esc
		r, n := escape(u.b[start:end])
		if !forbidden(r) {
			from, to := u.bytes(start, start+n)
			t.add(utf8.AppendRune(nil, r), from, to)
		}
		start += n
	}
	t.copy(u, start, end)
}

// escape resolves the JSON escape at the head of b, which begins with a backslash, and tells its length. Half a pair of surrogates is U+FFFD.
func escape(b []byte) (rune, int) {
	if len(b) < 2 {
		return utf8.RuneError, len(b)
	}
	switch c := b[1]; c {
	case 'u':
		r, n := unit(b), 6
		if utf16.IsSurrogate(r) {
			if pair := utf16.DecodeRune(r, unit(b[min(n, len(b)):])); pair != utf8.RuneError {
				return pair, 2 * n
			}
			r = utf8.RuneError
		}
		return r, min(n, len(b))
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'b', 'f':
		return ' ', 2
	default:
		return rune(c), 2
	}
}

// unit is the code unit of \uXXXX at the head of b; U+FFFD for anything else.
func unit(b []byte) rune {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return utf8.RuneError
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}
