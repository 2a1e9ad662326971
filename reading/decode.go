package reading

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"rapporteur"
)

// decode gives the text of a capture. Valid UTF-8 is taken as it is, whatever is declared; then come byte order marks and UTF-16,
// what HTTP or the page declares, and a guess from the bytes.
func decode(c rapporteur.Capture) (string, error) {
	b := c.Data
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) && utf8.Valid(b):
		return string(b[3:]), nil
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf16(b, unicode.LittleEndian, unicode.UseBOM)
	case utf8.Valid(b) && !bytes.ContainsRune(b[:min(len(b), 4096)], 0):
		return string(b), nil
	case bytes.Count(b, []byte{0}) > len(b)/8:
		order := unicode.LittleEndian
		if b[0] == 0 || len(b) > 3 && b[2] == 0 {
			order = unicode.BigEndian
		}
		return utf16(b, order, unicode.IgnoreBOM)
	}
	name := declared(c)
	if name == "" {
		guess, err := chardet.NewTextDetector().DetectBest(b)
		if err != nil {
			return "", fmt.Errorf("the encoding cannot be told: %w", err)
		}
		name = guess.Charset
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD"), nil
	}
	out, err := enc.NewDecoder().Bytes(b)
	return string(out), err
}

func utf16(b []byte, order unicode.Endianness, bom unicode.BOMPolicy) (string, error) {
	out, err := unicode.UTF16(order, bom).NewDecoder().Bytes(b)
	return string(out), err
}

// declared is the encoding that HTTP or, in HTML, the page's head names; "" where nothing does.
func declared(c rapporteur.Capture) string {
	if c.Charset != "" {
		return c.Charset
	}
	if c.MediaType == "text/html" {
		if _, name, certain := charset.DetermineEncoding(c.Data[:min(len(c.Data), 1024)], "text/html"); certain || name != "windows-1252" {
			return name
		}
	}
	return ""
}
