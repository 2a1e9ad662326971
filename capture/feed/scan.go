package feed

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// kind of a token.
type kind int

const (
	characters kind = iota // text with character references
	cdata                  // text as it is
	opening                // a start tag, or an empty element
	closing                // an end tag
)

// token is a piece of XML. Places are bytes of the scanned text.
type token struct {
	kind       kind
	start, end int
	from, to   int    // what characters and cdata hold; the attributes of a tag
	name       string // of a tag, in lower case, with its prefix
	empty      bool   // an element without content: <br/>
}

// scanner cuts XML into tokens. It is no validator, and milder than encoding/xml, because feeds are often wrong: a "<" or "&" that begins nothing
// is text, and nobody minds an attribute without quotation marks. It tells places of everything, attributes too, which encoding/xml does not.
// Comments, processing instructions and document types are passed over; entities that a document type declares are not expanded.
type scanner struct {
	b  []byte
	at int
}

// fault is an error at a place of the scanned text.
type fault struct {
	at   int
	what string
}

func (f fault) Error() string { return fmt.Sprintf("%s at byte %d", f.what, f.at) }

// next gives the next token, io.EOF after the last one, or a fault where a tag, comment or CDATA section does not end.
func (s *scanner) next() (token, error) {
	for s.at < len(s.b) {
		start, rest := s.at, s.b[s.at:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			if !s.pass("<!--", "-->") {
				return token{}, fault{start, "a comment without end"}
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			if !s.pass("<![CDATA[", "]]>") {
				return token{}, fault{start, "a CDATA section without end"}
			}
			return token{kind: cdata, start: start, end: s.at, from: start + len("<![CDATA["), to: s.at - len("]]>")}, nil
		case bytes.HasPrefix(rest, []byte("<?")):
			if !s.pass("<?", "?>") {
				return token{}, fault{start, "a processing instruction without end"}
			}
		case bytes.HasPrefix(rest, []byte("<!")):
			if !s.documentType() {
				return token{}, fault{start, "a document type without end"}
			}
		case tagAt(rest):
			return s.tag()
		default:
			s.at++
			for s.at < len(s.b) && (s.b[s.at] != '<' || !markupAt(s.b[s.at:])) {
				s.at++
			}
			return token{kind: characters, start: start, end: s.at, from: start, to: s.at}, nil
		}
	}
	return token{}, io.EOF
}

func (s *scanner) pass(open, end string) bool {
	i := bytes.Index(s.b[s.at+len(open):], []byte(end))
	if i >= 0 {
		s.at += len(open) + i + len(end)
	}
	return i >= 0
}

func markupAt(b []byte) bool {
	return tagAt(b) || len(b) > 1 && (b[1] == '!' || b[1] == '?')
}

func tagAt(b []byte) bool {
	return len(b) > 1 && b[0] == '<' && (nameByte(b[1]) || b[1] == '/' && len(b) > 2 && nameByte(b[2]))
}

func nameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// documentType passes over <!DOCTYPE ...> with what it declares within brackets, and over other declarations.
func (s *scanner) documentType() bool {
	depth, quote := 0, byte(0)
	for i := s.at + 2; i < len(s.b); i++ {
		switch c := s.b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			s.at = i + 1
			return true
		}
	}
	return false
}

func (s *scanner) tag() (token, error) {
	t := token{kind: opening, start: s.at}
	i := s.at + 1
	if s.b[i] == '/' {
		t.kind, i = closing, i+1
	}
	name := i
	for i < len(s.b) && !space(s.b[i]) && s.b[i] != '>' && s.b[i] != '/' {
		i++
	}
	t.name, t.from = strings.ToLower(string(s.b[name:i])), i
	quote := byte(0)
	for ; i < len(s.b); i++ {
		switch c := s.b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && assigned(s.b[t.from:i]):
			quote = c
		case c == '>':
			t.to, t.end = i, i+1
			if s.b[i-1] == '/' {
				t.to, t.empty = i-1, t.kind == opening
			}
			s.at = t.end
			return t, nil
		}
	}
	return token{}, fault{t.start, "a tag without end"}
}

// assigned tells whether an equals sign goes before: only then does a quotation mark begin a value.
func assigned(before []byte) bool {
	i := len(before) - 1
	for i >= 0 && space(before[i]) {
		i--
	}
	return i >= 0 && before[i] == '='
}

// attribute gives the place of the value of the first of the names that a start tag has.
func attribute(b []byte, t token, names ...string) (from, to int, ok bool) {
	for _, name := range names {
		for i := t.from; i < t.to; {
			n, vFrom, vTo, next := attributeAt(b, i, t.to)
			if n == name {
				return vFrom, vTo, true
			}
			i = next
		}
	}
	return 0, 0, false
}

// attributeAt reads one attribute from i on, within a tag that ends at end: its name in lower case, and its value's place.
func attributeAt(b []byte, i, end int) (name string, from, to, next int) {
	for i < end && (space(b[i]) || b[i] == '/') {
		i++
	}
	start := i
	for i < end && !space(b[i]) && b[i] != '=' {
		i++
	}
	name = strings.ToLower(string(b[start:i]))
	j := i
	for j < end && space(b[j]) {
		j++
	}
	if j >= end || b[j] != '=' {
		return name, i, i, max(j, start+1)
	}
	for j++; j < end && space(b[j]); j++ {
	}
	if j < end && (b[j] == '"' || b[j] == '\'') {
		n := bytes.IndexByte(b[j+1:end], b[j])
		if n < 0 {
			n = end - j - 1
		}
		return name, j + 1, j + 1 + n, j + n + 2
	}
	from = j
	for j < end && !space(b[j]) {
		j++
	}
	return name, from, j, max(j, start+1)
}

// element is one element of XML. Places are bytes of the scanned text.
type element struct {
	token           // its start tag
	inner, last int // its content is [inner, last)
	after       int // where the element ends
	nests       bool
}

// element reads on to the end of an element whose start tag was just read. An end tag ends what stands open within it, since HTML in feeds forgets
// some; one that fits nothing is passed over. Where an element of the same name begins within it and again is none allowed, that is a fault.
func (s *scanner) element(open token, again bool) (element, error) {
	e := element{token: open, inner: open.end, last: open.end, after: open.end}
	if open.empty {
		return e, nil
	}
	for depth := 1; ; {
		t, err := s.next()
		if err == io.EOF {
			return e, fault{open.start, "<" + open.name + "> without end"}
		}
		if err != nil {
			return e, err
		}
		e.nests = e.nests || t.kind == opening
		switch {
		case t.name != open.name || t.empty:
		case t.kind == opening && !again:
			return e, fault{open.start, "<" + open.name + "> that has no end before the next begins,"}
		case t.kind == opening:
			depth++
		case t.kind == closing:
			if depth--; depth == 0 {
				e.last, e.after = t.start, t.end
				return e, nil
			}
		}
	}
}
