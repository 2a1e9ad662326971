package metadata

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Bounds of what is read as JSON.
const (
	deepestJSON = 24
	mostValues  = 20_000
)

// value is a part of JSON that was written for machines and, often enough, not checked by one: a text, a list or an object, of which only the keys of interest are kept.
type value struct {
	text   string
	list   []*value
	fields []field
}

type field struct {
	key   string // lower case
	value *value
}

// get is the value of the first of the keys that an object has; nil where it has none, or where v is no object.
func (v *value) get(keys ...string) *value {
	if v == nil {
		return nil
	}
	for _, k := range keys {
		for i := range v.fields {
			if v.fields[i].key == k {
				return v.fields[i].value
			}
		}
	}
	return nil
}

// each calls do with the items of a list, of lists in it too, or with the value itself.
func (v *value) each(do func(*value)) {
	if v == nil {
		return
	}
	if v.list == nil {
		do(v)
		return
	}
	for _, i := range v.list {
		i.each(do)
	}
}

// one is the first text of a value.
func (v *value) one() string {
	s := ""
	v.each(func(i *value) {
		if s == "" {
			if s = i.text; s == "" {
				s = i.get("@value", "name").first()
			}
		}
	})
	return s
}

func (v *value) first() string {
	if v == nil {
		return ""
	}
	if v.text == "" && len(v.list) > 0 {
		return v.list[0].text
	}
	return v.text
}

// wanted are the keys that are kept.
var wanted = map[string]bool{"@type": true, "@id": true, "@graph": true, "@value": true, "@list": true, "headline": true, "name": true, "alternativeheadline": true, "datepublished": true, "datecreated": true,
	"datemodified": true, "uploaddate": true, "author": true, "creator": true, "publisher": true, "sourceorganization": true, "provider": true, "ispartof": true, "articlesection": true, "url": true,
	"mainentityofpage": true, "mainentity": true, "inlanguage": true, "givenname": true, "familyname": true}

// decoder reads JSON as far as it can be understood: with trailing commas, raw line breaks, quotation marks that were not escaped, and comments of HTML around it.
// It reads each byte a bounded number of times.
type decoder struct {
	s    string
	i    int
	left int // values that may still be made
}

// decode gives the values that stand one after another in s.
func decode(s string) []*value {
	d := decoder{s: unwrap(s), left: mostValues}
	var out []*value
	for d.blank(); d.i < len(d.s); d.blank() {
		if c := d.s[d.i]; c != '{' && c != '[' {
			d.i++
			continue
		}
		if v := d.value(0); v != nil {
			out = append(out, v)
		}
	}
	return out
}

// unwrap takes off the comment or CDATA marks that a script is wrapped in, and the references of one that was escaped as a whole.
func unwrap(s string) string {
	for {
		s = strings.TrimSpace(s)
		was := len(s)
		for _, mark := range []string{"<!--", "//", "/*", "*/", "<![CDATA[", "\ufeff"} {
			s = strings.TrimPrefix(s, mark)
		}
		if len(s) == was {
			break
		}
	}
	if head := s[:min(len(s), 100)]; strings.Contains(head, "&quot;") && !strings.Contains(head, `"`) {
		s = unescape(s)
	}
	return s
}

func (d *decoder) blank() {
	for d.i < len(d.s) && (d.s[d.i] <= ' ' || d.s[d.i] == ',' || d.s[d.i] == ';') {
		d.i++
	}
}

func (d *decoder) value(depth int) *value {
	if d.blank(); d.i >= len(d.s) {
		return nil
	}
	if depth > deepestJSON || d.left <= 0 {
		d.skip()
		return nil
	}
	d.left--
	switch d.s[d.i] {
	case '{':
		d.i++
		return d.object(depth)
	case '[':
		d.i++
		return d.array(depth)
	case '"':
		return &value{text: d.text()}
	}
	return &value{text: d.bare()}
}

func (d *decoder) object(depth int) *value {
	v := &value{}
	for {
		if d.blank(); d.i >= len(d.s) {
			return v
		}
		if c := d.s[d.i]; c == '}' || c == ']' {
			d.i++
			return v
		}
		at := d.i
		key := ""
		if d.s[d.i] == '"' {
			key = strings.ToLower(d.text())
		} else {
			key = strings.ToLower(d.bare())
		}
		if d.blank(); d.i < len(d.s) && d.s[d.i] == ':' {
			d.i++
			if !wanted[key] {
				d.skip()
			} else if w := d.value(depth + 1); w != nil {
				v.fields = append(v.fields, field{key, w})
			}
		}
		if d.i == at {
			d.i++ // whatever it is
		}
	}
}

func (d *decoder) array(depth int) *value {
	v := &value{list: []*value{}}
	for {
		if d.blank(); d.i >= len(d.s) {
			return v
		}
		if c := d.s[d.i]; c == ']' || c == '}' {
			d.i++
			return v
		}
		at := d.i
		if w := d.value(depth + 1); w != nil {
			v.list = append(v.list, w)
		}
		if d.i == at {
			d.i++
		}
	}
}

// skip passes over a value without making it.
func (d *decoder) skip() {
	depth := 0
	for d.blank(); d.i < len(d.s); d.blank() {
		switch d.s[d.i] {
		case '{', '[':
			depth++
			d.i++
		case '}', ']':
			if depth == 0 {
				return
			}
			depth--
			d.i++
		case ':':
			d.i++
			continue
		case '"':
			d.pass()
		default:
			d.bareEnd()
		}
		if depth == 0 {
			return
		}
	}
}

// bare is a number or a word without quotation marks.
func (d *decoder) bare() string {
	at := d.i
	d.bareEnd()
	if s := strings.TrimSpace(d.s[at:d.i]); s != "null" {
		return s
	}
	return ""
}

func (d *decoder) bareEnd() {
	at := d.i
	for d.i < len(d.s) && !strings.ContainsRune(",:{}[]\"\n", rune(d.s[d.i])) {
		d.i++
	}
	if d.i == at {
		d.i++
	}
}

// text is a string, decoded.
func (d *decoder) text() string {
	raw := d.pass()
	if !strings.ContainsRune(raw, '\\') {
		return raw
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 == len(raw) {
			b.WriteByte(raw[i])
			continue
		}
		i++
		switch c := raw[i]; c {
		case 'n', 'r', 't', 'b', 'f':
			b.WriteByte(' ')
		case 'u':
			r, n := hex4(raw[i+1:])
			if n == 0 {
				continue
			}
			i += n
			if utf16.IsSurrogate(r) && strings.HasPrefix(raw[i+1:], `\u`) {
				if low, n := hex4(raw[i+3:]); n > 0 {
					r, i = utf16.DecodeRune(r, low), i+2+n
				}
			}
			b.WriteRune(r)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func hex4(s string) (rune, int) {
	if len(s) < 4 {
		return utf8.RuneError, 0
	}
	n, err := strconv.ParseUint(s[:4], 16, 32)
	if err != nil {
		return utf8.RuneError, 0
	}
	return rune(n), 4
}

// pass goes past a string and gives what stands between its marks. A mark ends it only where what follows can follow a string.
func (d *decoder) pass() string {
	d.i++
	at := d.i
	for d.i < len(d.s) {
		k := strings.IndexAny(d.s[d.i:], `"\`)
		if k < 0 {
			break
		}
		d.i += k
		if d.s[d.i] == '\\' {
			d.i = min(d.i+2, len(d.s))
			continue
		}
		d.i++
		if d.ends() {
			return d.s[at : d.i-1]
		}
	}
	d.i = len(d.s)
	return d.s[at:]
}

// ends tells whether what follows a quotation mark shows that it ended a string.
func (d *decoder) ends() bool {
	i := d.past(d.i)
	if i >= len(d.s) {
		return true
	}
	switch d.s[i] {
	case '}', ']', ':':
		return true
	case '"':
		return strings.ContainsRune(d.s[d.i:i], '\n') // a comma is missing
	case ',':
		if i = d.past(i + 1); i >= len(d.s) {
			return true
		}
		c := d.s[i]
		return strings.ContainsRune(`"{[}],-`, rune(c)) || c >= '0' && c <= '9' || strings.HasPrefix(d.s[i:], "null") || strings.HasPrefix(d.s[i:], "true") || strings.HasPrefix(d.s[i:], "false")
	}
	return false
}

// mostBlank is how much white space is looked past for what follows a string.
const mostBlank = 200

func (d *decoder) past(i int) int {
	for end := min(len(d.s), i+mostBlank); i < end && d.s[i] <= ' '; i++ {
	}
	return i
}
