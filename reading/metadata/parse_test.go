package metadata

import (
	"testing"
	"time"
)

func TestMachineDate(t *testing.T) {
	for s, want := range map[string]string{
		"2031-05-18":                      "2031-05-18",
		"2031-05-18T10:30:05.250+0200":    "2031-05-18T10:30:05.250+02:00",
		"2031-05-18T10:30Z":               "2031-05-18T10:30Z",
		"2031-05-18 10:30:00 UTC":         "2031-05-18T10:30:00Z",
		"2031/05/18 10:30":                "2031-05-18T10:30",
		"20310518T103000Z":                "2031-05-18T10:30:00Z",
		"20310518":                        "2031-05-18",
		"2031-05":                         "2031-05",
		"1936866600":                      "2031-05-18T10:30:00Z",
		"1936866600000":                   "2031-05-18T10:30:00Z",
		"Sun, 18 May 2031 10:30:00 +0200": "2031-05-18T10:30:00+02:00",
		"Sun May 18 2031 10:30:00 GMT+0200 (Central European Summer Time)": "2031-05-18T10:30:00+02:00",
		"2031-02-30":            "",
		"2031-05-18T25:00":      "2031-05-18",
		"18":                    "",
		"tomorrow, if you like": "",
	} {
		if got, _, _ := machineDate(s); got != want {
			t.Errorf("%q is read as %q, not %q", s, got, want)
		}
	}
}

func TestYearFirst(t *testing.T) {
	for s, want := range map[string]string{
		"2031年5月18日":              "2031-05-18",
		"发布时间：2031年05月18日 08:15":  "2031-05-18T08:15",
		"2031. 5. 18. 오전":         "2031-05-18",
		"2031년 5월 18일":            "2031-05-18",
		"from 2031 to 2032 and 5": "",
		"2031-13-40":              "",
		"12 18 May 2031":          "",
	} {
		if got, _, _ := yearFirst(s); got != want {
			t.Errorf("%q is read as %q, not %q", s, got, want)
		}
	}
}

func TestShortYear(t *testing.T) {
	fetched := time.Date(2031, 6, 1, 0, 0, 0, 0, time.UTC)
	for s, want := range map[string]string{"So 18.05.31 | 14:07": "2031-05-18", "18.05.41": "", "10.18.05.31": "", "18.05.2031": "", "31.02.31": ""} {
		if got, _, _ := shortYear(s, fetched); got != want {
			t.Errorf("%q is read as %q, not %q", s, got, want)
		}
	}
}

func TestAddressDate(t *testing.T) {
	for path, want := range map[string]string{
		"news/2031/05/18/ferry":  "2031-05-18",
		"news/2031/5/8/ferry":    "2031-05-08",
		"ferry-2031-05-18.html":  "2031-05-18",
		"20310518/ferry":         "2031-05-18",
		"2031/0518/ferry":        "2031-05-18",
		"2031/05/ferry":          "2031-05",
		"ferry-1234567890123":    "",
		"2031/13/ferry":          "",
		"article/120310518000/x": "",
		"ferry-2031-to-2032":     "",
	} {
		if got, _ := addressDate(path); got != want {
			t.Errorf("%q is read as %q, not %q", path, got, want)
		}
	}
}

func TestDecode(t *testing.T) {
	for s, want := range map[string]string{
		`{"headline":"a"}`:                               "a",
		`{"headline":"a",}`:                              "a",
		`{"x":[1,2,{"y":"}"}],"headline":"a"}`:           "a",
		`{"x":-1.5e3,"y":null,"z":true,"headline":"a"}`:  "a",
		"{\"x\":\"a\nb\",\"headline\":\"a\"}":            "a",
		`{"headline":"say "no" to it"}`:                  `say "no" to it`,
		`{"headline":"say "no", he said", "name":"b"}`:   `say "no", he said`,
		`{"headline":"caf\u00e9 \ud83d\ude00 \"x\" \/"}`: `café 😀 "x" /`,
		`<!-- {"headline":"a"} -->`:                      "a",
		"//<![CDATA[\n{\"headline\":\"a\"}\n//]]>":       "a",
		`{&quot;headline&quot;:&quot;a&quot;}`:           "a",
		`{headline:"a"}`:                                 "a",
		`;{"headline":"a"`:                               "a",
		`{"headline":["a","b"]}`:                         "a",
		`{"headline":{"@value":"a","@language":"en"}}`:   "a",
		`{"x":"b"` + "\n" + `"headline":"a"}`:            "a",
		`{"Headline":"a"}`:                               "a",
	} {
		v := decode(s)
		if len(v) == 0 {
			t.Errorf("%s gives nothing", s)
			continue
		}
		if got := v[0].get("headline").one(); got != want {
			t.Errorf("%s gives %q, not %q", s, got, want)
		}
	}
}

func TestIsPerson(t *testing.T) {
	for s, want := range map[string]bool{"Anna Kolt": true, "Anna van der Berg": true, "O’Brien McKay": true, "سليم الفرضي": true, "王小明": true, "김하나": true,
		"anna kolt": false, "Kolt": false, "Updated at noon": false, "Anna Kolt 2031": false, "Who are we?": false} {
		if isPerson(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

func TestTidy(t *testing.T) {
	for s, want := range map[string]string{"a &amp;amp; b": "a & b", " a\n\tb ": "a b", "<b>a</b> b": "a b", "a < b > c": "a < b > c", "a\u00adb\u200f": "ab", "1 &lt; 2": "1 < 2"} {
		if got := tidy(s); got != want {
			t.Errorf("%q gives %q, not %q", s, got, want)
		}
	}
}
