package feed

import (
	"bytes"
	"encoding/binary"
	"math"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// text is UTF-8 that was decoded from bytes, and the way back to them.
type text struct {
	b    []byte
	runs []run // by text, without gaps in the text; there may be gaps in the bytes
}

// run is a stretch of a text, up to the next run, all of whose units are alike: each takes wide bytes of the text and came from long bytes, the first
// from those at from. What is the same byte for byte has units of 1 and 1; a letter of a legacy encoding may have 2 and 1, "&amp;" has 1 and 5.
type run struct {
	text, from int32
	long       uint16
	wide       uint8
}

// add appends s, which came from the bytes [from, to): byte for byte where both are of one length, else as a whole.
func (t *text) add(s []byte, from, to int) {
	if len(s) == 0 {
		return
	}
	r := run{int32(len(t.b)), int32(from), 1, 1}
	if len(s) != to-from {
		r.long, r.wide = uint16(min(to-from, math.MaxUint16)), uint8(len(s)) // a reference is this long only where dropped characters stand within it
	}
	t.append(s, r)
}

// append appends s, the units of which r describes. They go on in the last run where they are like its and follow them.
func (t *text) append(s []byte, r run) {
	if last := len(t.runs) - 1; last < 0 || t.runs[last].wide != r.wide || t.runs[last].long != r.long || t.after(last, len(t.b)) != int(r.from) {
		t.runs = append(t.runs, r)
	}
	t.b = append(t.b, s...)
}

// after is where the bytes end that run i, up to byte end of the text, came from.
func (t *text) after(i, end int) int {
	r := t.runs[i]
	units := (end - int(r.text) + int(r.wide) - 1) / int(r.wide)
	return int(r.from) + units*int(r.long)
}

// before is where the bytes begin that byte at of the text, within run i, came from.
func (t *text) before(i, at int) int {
	r := t.runs[i]
	return int(r.from) + (at-int(r.text))/int(r.wide)*int(r.long)
}

// copy appends the bytes [start, end) of u with their way back. They begin and end with units.
func (t *text) copy(u *text, start, end int) {
	for i := u.run(start); start < end; i++ {
		next := min(end, u.end(i))
		t.append(u.b[start:next], run{int32(len(t.b)), int32(u.before(i, start)), u.runs[i].long, u.runs[i].wide})
		start = next
	}
}

// trim leaves only the bytes [start, end) of the text, which begin and end with units.
func (t *text) trim(start, end int) {
	first, last := t.run(start), t.run(end-1)
	from := t.before(first, start)
	t.b, t.runs = t.b[start:end], t.runs[first:last+1]
	for i := range t.runs {
		t.runs[i].text -= int32(start)
	}
	t.runs[0].text, t.runs[0].from = 0, int32(from)
}

// run is the index of the run that holds byte i of the text.
func (t *text) run(i int) int {
	return max(0, sort.Search(len(t.runs), func(k int) bool { return int(t.runs[k].text) > i })-1)
}

// end is where run i ends in the text.
func (t *text) end(i int) int {
	if i+1 < len(t.runs) {
		return int(t.runs[i+1].text)
	}
	return len(t.b)
}

// bytes gives the bytes that [start, end) of the text came from.
func (t *text) bytes(start, end int) (from, to int) {
	switch {
	case len(t.runs) == 0:
		return 0, 0
	case start >= len(t.b):
		from = t.after(len(t.runs)-1, len(t.b))
		return from, from
	}
	from = t.before(t.run(start), start)
	if end <= start {
		return from, from
	}
	return from, t.after(t.run(end-1), end)
}

// at is the place among the bytes of byte i of the text.
func (t *text) at(i int) int {
	from, _ := t.bytes(i, i)
	return from
}

// forbidden tells whether XML forbids a character; such ones are dropped wherever they stand.
func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// declaration finds the encoding that an XML declaration names.
var declaration = regexp.MustCompile(`^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// decode gives the text of a feed and the name of its encoding as the Encoding Standard has it ("utf-8"). A byte order mark goes first, then
// valid UTF-8, then what is declared outside the bytes, then the XML declaration; what nothing declares is UTF-8 with faults, which become U+FFFD.
func decode(b []byte, declared string) (*text, string) {
	t := &text{}
	switch order := utf16Order(b); {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		t.utf8(b, 3)
		return t, "utf-8"
	case order != nil:
		t.utf16(b, order)
		if order == binary.BigEndian {
			return t, "utf-16be"
		}
		return t, "utf-16le"
	}
	if m := declaration.FindSubmatch(b[:min(len(b), 1024)]); declared == "" && m != nil {
		declared = string(m[1])
	}
	enc, name := charset.Lookup(strings.TrimSpace(declared))
	if enc == nil || name == "utf-8" || strings.HasPrefix(name, "utf-16") || name != "iso-2022-jp" && utf8.Valid(b) {
		t.utf8(b, 0)
		return t, "utf-8"
	}
	t.legacy(b, enc)
	return t, name
}

// utf16Order tells the order of bytes of UTF-16, by its mark or by the first character, which in XML and JSON is ASCII; nil for what is none.
func utf16Order(b []byte) binary.ByteOrder {
	switch {
	case len(b) < 2:
		return nil
	case b[0] == 0xff && b[1] == 0xfe, (b[0] == '<' || b[0] == '{') && b[1] == 0:
		return binary.LittleEndian
	case b[0] == 0xfe && b[1] == 0xff, b[0] == 0 && (b[1] == '<' || b[1] == '{'):
		return binary.BigEndian
	}
	return nil
}

func (t *text) utf8(b []byte, i int) {
	if utf8.Valid(b[i:]) && bytes.IndexFunc(b[i:], forbidden) < 0 {
		t.b, t.runs = slices.Clip(b[i:]), []run{{0, int32(i), 1, 1}}
		return
	}
	for i < len(b) {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			t.add([]byte("\uFFFD"), i, i+1)
		case !forbidden(r):
			t.add(b[i:i+n], i, i+n)
		}
		i += n
	}
}

func (t *text) utf16(b []byte, order binary.ByteOrder) {
	for i := 0; i+1 < len(b); {
		r, n := rune(order.Uint16(b[i:])), 2
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+3 < len(b) {
				low = rune(order.Uint16(b[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				n = 4
			}
		}
		if !forbidden(r) && (r != 0xFEFF || i > 0) {
			t.add(utf8.AppendRune(nil, r), i, i+n)
		}
		i += n
	}
}

// longest is how many bytes a character may take in a legacy encoding, with the escape that goes before it.
const longest = 8

func (t *text) legacy(b []byte, enc encoding.Encoding) {
	d := enc.NewDecoder()
	var out [utf8.UTFMax]byte
	for i := 0; i < len(b); {
		made, used := 0, 0
		for n := 1; n <= longest && i+n <= len(b) && used == 0; n++ {
			// Three bytes of room keep what follows a wrong byte from being decoded with it; few characters need the fourth.
			if made, used, _ = d.Transform(out[:3], b[i:i+n], i+n == len(b)); used == 0 {
				made, used, _ = d.Transform(out[:], b[i:i+n], i+n == len(b))
			}
		}
		s := out[:made]
		if used == 0 {
			s, used = []byte("\uFFFD"), 1
		}
		if r, _ := utf8.DecodeRune(s); !forbidden(r) {
			t.add(s, i, i+used)
		}
		i += used
	}
}
