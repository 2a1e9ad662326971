package reading

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"rapporteur"
	"rapporteur/reading/sourcemap"
)

// decoded is the text of a capture and the map from it back to the capture's bytes.
type decoded struct {
	text     string
	encoding string // WHATWG's name of it, lower case
	source   sourcemap.Map
}

// decode gives the text of a capture. What counts is, in this order: a byte order mark, what HTTP declares, valid UTF-8, what the page itself declares, a guess from the bytes.
// Bytes that are nothing in their encoding become U+FFFD, which stands for nothing in the map.
func decode(c rapporteur.Capture) (decoded, error) {
	b := c.Data
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return decodeUTF8(b, 3), nil
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return decodeUTF16(b, 2, 0), nil
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decodeUTF16(b, 2, 1), nil
	}
	if name := strings.ToLower(c.Charset); name != "" && name != "utf-8" {
		if d, err := decodeAs(b, name); err == nil {
			return d, nil
		}
	}
	switch {
	case utf8.Valid(b) && !bytes.ContainsRune(b[:min(len(b), 4096)], 0):
		return validUTF8(b, 0), nil
	case strings.EqualFold(c.Charset, "utf-8"):
		return decodeUTF8(b, 0), nil
	case bytes.Count(b, []byte{0}) > len(b)/8:
		if b[0] == 0 || len(b) > 3 && b[2] == 0 {
			return decodeUTF16(b, 0, 1), nil
		}
		return decodeUTF16(b, 0, 0), nil
	}
	if c.MediaType == "text/html" {
		if _, name, certain := charset.DetermineEncoding(b[:min(len(b), 1024)], "text/html"); certain || name != "windows-1252" {
			if name != "utf-8" {
				return decodeAs(b, name)
			}
		}
	}
	if mostlyUTF8(b) {
		return decodeUTF8(b, 0), nil
	}
	guess, err := chardet.NewTextDetector().DetectBest(b)
	if err != nil {
		return decoded{}, fmt.Errorf("the encoding cannot be told: %w", err)
	}
	d, err := decodeAs(b, guess.Charset)
	if err != nil {
		return decodeUTF8(b, 0), nil
	}
	return d, nil
}

// mostlyUTF8 tells whether text is UTF-8 with few errors: a byte that was cut or broken in the middle of a long page, not another encoding.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if i += n; r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
	}
	return good > 20*bad
}

// coder builds a decoded text piece by piece.
type coder struct {
	text strings.Builder
	out  decoded
}

func (c *coder) add(s string, from, size int, kind sourcemap.Kind) {
	c.out.source.Add(sourcemap.Run{At: c.text.Len(), Len: len(s), From: from, Size: size, Kind: kind})
	c.text.WriteString(s)
}

func (c *coder) broken() { c.text.WriteRune(utf8.RuneError) }

func (c *coder) done(encoding string) decoded {
	c.out.text, c.out.encoding = c.text.String(), encoding
	return c.out
}

// validUTF8 is what follows the first bytes, as it is.
func validUTF8(b []byte, first int) decoded {
	s := string(b[first:])
	return decoded{text: s, encoding: "utf-8", source: sourcemap.Identity(len(s), first)}
}

// decodeUTF8 decodes what follows the first bytes.
func decodeUTF8(b []byte, first int) decoded {
	if utf8.Valid(b[first:]) {
		return validUTF8(b, first)
	}
	var c coder
	for at := first; at < len(b); {
		end := at
		for end < len(b) {
			r, n := utf8.DecodeRune(b[end:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			end += n
		}
		c.add(string(b[at:end]), at, end-at, sourcemap.Same)
		if at = end; at < len(b) {
			c.broken()
			at++
		}
	}
	return c.done("utf-8")
}

// decodeUTF16 decodes what follows the first bytes; big is 1 where the high byte comes first.
func decodeUTF16(b []byte, first, big int) decoded {
	var c coder
	unit := func(i int) rune { return rune(b[i+1-big])<<8 | rune(b[i+big]) }
	for i := first; i+1 < len(b); i += 2 {
		r, size := unit(i), 2
		if utf16.IsSurrogate(r) {
			if r = utf8.RuneError; i+3 < len(b) {
				r = utf16.DecodeRune(unit(i), unit(i+2))
			}
			if r == utf8.RuneError {
				c.broken()
				continue
			}
			size = 4
		}
		c.add(string(r), i, size, sourcemap.Character)
		i += size - 2
	}
	if big == 1 {
		return c.done("utf-16be")
	}
	return c.done("utf-16le")
}

// decodeAs decodes bytes in an encoding by its name, without a byte order mark.
func decodeAs(b []byte, name string) (decoded, error) {
	switch name {
	case "utf-8":
		return decodeUTF8(b, 0), nil
	case "utf-16le":
		return decodeUTF16(b, 0, 0), nil
	case "utf-16be":
		return decodeUTF16(b, 0, 1), nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return decoded{}, fmt.Errorf("the encoding %q is not known", name)
	}
	if canonical, err := htmlindex.Name(enc); err == nil && canonical != name {
		return decodeAs(b, canonical)
	}
	var c coder
	if m, ok := enc.(*charmap.Charmap); ok {
		for i, x := range b {
			c.character(m.DecodeByte(x), b, i, 1)
		}
		return c.done(name), nil
	}
	c.decodeWide(enc.NewDecoder(), b, name != "iso-2022-jp" && name != "hz-gb-2312")
	return c.done(name), nil
}

func (c *coder) character(r rune, b []byte, at, size int) {
	switch {
	case r == utf8.RuneError:
		c.broken()
	case size == 1 && r < utf8.RuneSelf && byte(r) == b[at]:
		c.add(string(r), at, 1, sourcemap.Same)
	default:
		c.add(string(r), at, size, sourcemap.Character)
	}
}

// widest is how many bytes a character takes at most, with what switches between character sets before it.
const widest = 8

// decodeWide decodes an encoding of several bytes a character, one by one so that each has its place. Where ascii is set, bytes under 0x80 that begin a character are themselves.
func (c *coder) decodeWide(d *encoding.Decoder, b []byte, ascii bool) {
	var dst [utf8.UTFMax * widest]byte
	for at := 0; at < len(b); {
		if ascii && b[at] < utf8.RuneSelf {
			end := at + 1
			for end < len(b) && b[end] < utf8.RuneSelf {
				end++
			}
			c.add(string(b[at:end]), at, end-at, sourcemap.Same)
			at = end
			continue
		}
		n, size := 0, 0
		for most := 1; most <= widest && at+most <= len(b) && n == 0; most++ {
			n, size, _ = d.Transform(dst[:], b[at:at+most], false)
			if n == 0 && size > 0 { // a switch between character sets
				at += size
				most = 0
			}
		}
		if n == 0 {
			c.broken()
			at++
			continue
		}
		if r, _ := utf8.DecodeRune(dst[:n]); r == utf8.RuneError {
			c.broken()
		} else {
			c.add(string(dst[:n]), at, size, sourcemap.Character)
		}
		at += max(size, 1)
	}
}
