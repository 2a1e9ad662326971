package markup

import (
	"html"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestEntity(t *testing.T) {
	for s, want := range map[string]struct {
		text string
		size int
	}{
		"&amp;":                             {"&", 5},
		"&amp":                              {"&", 4},
		"&ampere":                           {"&", 4},
		"&AMP;x":                            {"&", 5},
		"&am":                               {"", 0},
		"&":                                 {"", 0},
		"& amp;":                            {"", 0},
		"&;":                                {"", 0},
		"&&amp;":                            {"", 0},
		"&nbsp;":                            {"\u00a0", 6},
		"&notit;":                           {"¬", 4}, // no name, but begins with one that needs no semicolon
		"&notin;":                           {"∉", 7},
		"&ouml;ffnet":                       {"ö", 6},
		"&oumlffnet":                        {"ö", 5},
		"&hellip":                           {"", 0}, // needs its semicolon
		"&hellip;":                          {"…", 8},
		"&fjlig;":                           {"fj", 7},
		"&NotEqualTilde;":                   {"≂̸", 15},
		"&CounterClockwiseContourIntegral;": {"∳", 33},
		"&noSuchName;":                      {"", 0},
		"&ltlt":                             {"<", 3},
		"&gt&lt":                            {">", 3},
		"&#65;":                             {"A", 5},
		"&#65":                              {"A", 4},
		"&#65x":                             {"A", 4},
		"&#x41;":                            {"A", 6},
		"&#X41;":                            {"A", 6},
		"&#x41g":                            {"A", 5},
		"&#x30":                             {"0", 5}, // its digit is not what it stands for
		"&#x31z":                            {"1", 5},
		"&#8222;":                           {"„", 7},
		"&#128;":                            {"€", 6}, // as in windows-1252
		"&#0;":                              {"\ufffd", 4},
		"&#xd800;":                          {"\ufffd", 8},
		"&#x110000;":                        {"\ufffd", 10},
		"&#1114112":                         {"\ufffd", 9},
		"&#00000000000000000000000000000000000000065;": {"A", 44},
		"&#":        {"", 0},
		"&#;":       {"", 0},
		"&#xg":      {"", 0},
		"&#128512;": {"😀", 9},
	} {
		if text, size := entity(s); text != want.text || size != want.size {
			t.Errorf("%s is %q of %d bytes, want %q of %d", s, text, size, want.text, want.size)
		}
	}
}

// decode decodes a text reference by reference.
func decode(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '&' {
			if text, size := entity(s[i:]); size > 0 {
				b.WriteString(text)
				i += size
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// Any mixture of references, halves of them and text is what the standard library makes of it.
func TestEntityAgreesWithTheStandardLibrary(t *testing.T) {
	parts := []string{"&", "&", "&", "#", "x", "X", ";", ";", " ", "amp", "lt", "gt", "not", "notin", "ouml", "Ouml", "euro", "nbsp", "hellip", "para", "parallel", "sub", "sube", "fjlig", "acE", "cent", "centerdot",
		"0", "1", "30", "39", "41", "65", "128", "8222", "d800", "110000", "ffff", "a", "z", "é", "桥", "\n", "copy", "copysr", "frac12", "sup2", "there4"}
	r := rand.New(rand.NewPCG(3, 4))
	for range 200_000 {
		var b strings.Builder
		for range 1 + r.IntN(10) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		if s := b.String(); decode(s) != html.UnescapeString(s) {
			t.Fatalf("%q is %q, not %q", s, decode(s), html.UnescapeString(s))
		}
	}
}

func FuzzEntity(f *testing.F) {
	for _, s := range []string{"&ampere", "&#x30", "&#128", "&notit;&", "&#xd800;&#0", "&ltlt;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := decode(s), html.UnescapeString(s); got != want {
			t.Fatalf("%q is %q, not %q", s, got, want)
		}
	})
}
