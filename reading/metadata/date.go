package metadata

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"rapporteur"
	"rapporteur/dates"
	"rapporteur/reading/markup"
)

// date keeps a candidate for the date of publication, where its text is one.
func (p *page) date(s string, c Candidate) {
	if s == "" || len(s) > longestDate {
		return
	}
	v, precision, ok := machineDate(s)
	if !ok {
		if v, precision, ok = p.spokenDate(s); !ok {
			return
		}
	}
	p.dated(v, precision, c)
}

// dated keeps a date that was read.
func (p *page) dated(v, precision string, c Candidate) {
	if !p.possible(v) {
		return
	}
	c.Field, c.Value, c.Precision = Published, v, precision
	p.add(c)
}

// longestDate is how long a text may be that is a date and little else, in bytes.
const longestDate = 200

// firstYear is the first whose pages can be news of the web.
const firstYear = 1990

// possible tells whether a date can be that of a page: none before the web, none after the capture.
func (p *page) possible(v string) bool {
	if len(v) < 4 || v[:4] < strconv.Itoa(firstYear) {
		return false
	}
	last := p.ctx.Fetched
	if last.IsZero() {
		return v[:4] < "2100"
	}
	day := last.UTC().AddDate(0, 0, 1).Format(time.DateOnly)
	n := min(len(v), len(day))
	return v[:n] <= day[:n]
}

// spokenDate reads a date as people write it, in the page's language.
func (p *page) spokenDate(s string) (v, precision string, ok bool) {
	if v, precision, ok = yearFirst(s); ok {
		return v, precision, true
	}
	text := rapporteur.NewText(s)
	for _, code := range p.codes() {
		for _, d := range p.ctx.Dates.Parse(text, rapporteur.Span{End: text.Len()}, code, dates.Anchor{}) {
			if len(d.Value) >= 10 {
				return d.Value, d.Precision, true
			}
		}
	}
	return "", "", false
}

// machineDate reads the forms of date and time that programs write: ISO 8601 in its forms, RFC 1123, that of JavaScript, and seconds since 1970.
func machineDate(s string) (v, precision string, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) < len("2031-05") {
		return "", "", false
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return numberDate(n, s)
	}
	if v, precision, ok = iso(s); ok {
		return v, precision, true
	}
	if i := strings.IndexByte(s, '('); i > 0 {
		s = strings.TrimSpace(s[:i]) // the name of a zone
	}
	if s[0] >= 'A' && s[0] <= 'Z' {
		for _, layout := range layouts {
			if t, err := time.Parse(layout, s); err == nil {
				return t.Format(time.RFC3339), "second", true
			}
		}
	}
	return "", "", false
}

var layouts = [...]string{time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 02 Jan 2006 15:04:05 GMT", "Mon, 02 Jan 2006 15:04:05 UTC", "Mon Jan 02 2006 15:04:05 GMT-0700", "Mon Jan 02 15:04:05 -0700 2006", "Mon Jan 2 15:04:05 MST 2006"}

// numberDate reads 20310518, 20310518103000, and seconds or thousandths of them since 1970.
func numberDate(n int64, s string) (v, precision string, ok bool) {
	switch len(s) {
	case 8, 12, 14:
		if t, err := time.Parse("20060102", s[:8]); err == nil {
			return t.Format(time.DateOnly), "day", true
		}
	case 10:
		return time.Unix(n, 0).UTC().Format(time.RFC3339), "second", n > 0
	case 13:
		return time.UnixMilli(n).UTC().Format(time.RFC3339), "second", n > 0
	}
	return "", "", false
}

// iso reads ISO 8601 and what comes near it: 2031-05-18, 2031-05-18T10:30:00.000+0200, 2031/05/18 10:30, 20310518T103000Z.
func iso(s string) (v, precision string, ok bool) {
	if len(s) >= 15 && s[8] == 'T' && digits(s[:8]) && digits(s[9:15]) {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:8] + "T" + s[9:11] + ":" + s[11:13] + ":" + s[13:]
	}
	if len(s) == 7 && digits(s[:4]) && s[4] == '-' && digits(s[5:7]) {
		return s, "month", s[5:7] >= "01" && s[5:7] <= "12"
	}
	if len(s) < 10 || !digits(s[:4]) || s[4] != '-' && s[4] != '/' && s[4] != '.' || s[7] != s[4] || !digits(s[5:7]) || !digits(s[8:10]) {
		return "", "", false
	}
	day := s[:4] + "-" + s[5:7] + "-" + s[8:10]
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return "", "", false
	}
	v, precision = clock(day, s[10:])
	return v, precision, true
}

// clock adds to a day the time of day, and its zone, that a text begins with.
func clock(day, s string) (v, precision string) {
	s = strings.TrimLeft(s, "Tt ,")
	if len(s) < 5 || !digits(s[:2]) || s[2] != ':' || !digits(s[3:5]) || s[:2] > "23" || s[3:5] > "59" {
		return day, "day"
	}
	v, precision = day+"T"+s[:5], "minute"
	s = s[5:]
	if len(s) >= 3 && s[0] == ':' && digits(s[1:3]) && s[1:3] <= "59" {
		v, precision, s = v+s[:3], "second", s[3:]
		n := 1
		for n < len(s) && s[0] == '.' && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n > 1 {
			v, s = v+s[:min(n, 10)], s[n:]
		}
	}
	return v + zone(strings.TrimLeft(s, " ")), precision
}

// zone is the zone that a text begins with, as ISO 8601 writes it; "" where it begins with none.
func zone(s string) string {
	switch {
	case strings.HasPrefix(s, "Z") || strings.HasPrefix(s, "z"):
		return "Z"
	case strings.HasPrefix(s, "UTC") || strings.HasPrefix(s, "GMT"):
		if z := zone(s[3:]); z != "" {
			return z
		}
		return "Z"
	case len(s) < 3 || s[0] != '+' && s[0] != '-' || !digits(s[1:3]):
		return ""
	}
	minutes := "00"
	if rest := strings.TrimPrefix(s[3:], ":"); len(rest) >= 2 && digits(rest[:2]) {
		minutes = rest[:2]
	}
	if s[1:3] > "14" || minutes > "59" {
		return ""
	}
	return s[:3] + ":" + minutes
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// yearFirst reads dates that go from the year to the day with whatever marks or words between, as in Chinese, Japanese, Korean and Hungarian: 2031年5月18日, 2031. 5. 18.
func yearFirst(s string) (v, precision string, ok bool) {
	ns, n := [3]int{}, 0
	gap, inside := 0, false
	for i, r := range s {
		d := digitOf(r)
		if d < 0 {
			if inside {
				if n++; n == 3 {
					return yearMonthDay(ns, s[i:])
				}
			}
			if gap++; n > 0 && (gap > 3 || !yearMark(r)) {
				n, ns = 0, [3]int{}
			}
			inside = false
			continue
		}
		if !inside {
			inside, gap, ns[n] = true, 0, 0
		}
		if ns[n] = ns[n]*10 + d; ns[n] > 9999 {
			return "", "", false
		}
		if n > 0 && ns[n] > 31 {
			n, ns = 0, [3]int{ns[n]}
		}
	}
	if inside && n == 2 {
		return yearMonthDay(ns, "")
	}
	return "", "", false
}

// yearMark tells what may stand between the numbers of a date that begins with the year: a mark, or the word for year or month.
func yearMark(r rune) bool {
	return r == '-' || r == '/' || r == '.' || unicode.IsSpace(r) || unicode.In(r, unicode.Han, unicode.Hangul)
}

func yearMonthDay(n [3]int, rest string) (v, precision string, ok bool) {
	t := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if n[0] < firstYear || n[1] < 1 || n[1] > 12 || n[2] < 1 || t.Day() != n[2] {
		return "", "", false
	}
	rest = strings.TrimLeftFunc(rest, func(r rune) bool {
		return !unicode.IsDigit(r) && r != ':' && (unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.In(r, unicode.Han, unicode.Hangul) || r == 'T')
	})
	if len(rest) > 3 && digits(rest[:1]) && rest[1] == ':' {
		rest = "0" + rest
	}
	v, precision = clock(t.Format(time.DateOnly), rest)
	return v, precision, true
}

func digitOf(r rune) int {
	for _, zero := range [...]rune{'0', '٠', '۰', '०', '০', '０'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

// address keeps the date that the page's address holds: /2031/05/18/, /2031-05-18-, /20310518/.
func (p *page) address() {
	addresses := []string{p.ctx.Address}
	for _, c := range p.found.Candidates {
		if c.Field == Canonical && !c.Other {
			addresses = append(addresses, c.Value)
		}
	}
	for _, a := range addresses {
		if v, ok := addressDate(pathOf(a)); ok {
			p.dated(v, precisionOf(v), Candidate{From: "url", Block: NoBlock, weight: .3, node: markup.None})
		}
	}
}

func precisionOf(v string) string {
	if len(v) == 7 {
		return "month"
	}
	return "day"
}

// addressDate finds a date in the path of an address, to the day or, failing that, to the month.
func addressDate(path string) (string, bool) {
	month := ""
	for i := 0; i+7 <= len(path); i++ {
		if i > 0 && path[i-1] >= '0' && path[i-1] <= '9' || !digits(path[i:i+4]) || path[i] != '1' && path[i] != '2' {
			continue
		}
		if i+8 <= len(path) && digits(path[i:i+8]) && (i+8 == len(path) || path[i+8] < '0' || path[i+8] > '9') {
			if t, err := time.Parse("20060102", path[i:i+8]); err == nil && t.Year() >= firstYear {
				return t.Format(time.DateOnly), true
			}
		}
		y, rest := path[i:i+4], path[i+4:]
		sep := rest[0]
		if sep != '/' && sep != '-' && sep != '_' && sep != '.' {
			continue
		}
		m, rest := leadingNumber(rest[1:])
		if m < 1 || m > 12 {
			if len(rest) > 0 && m > 100 && m < 1232 && sep == '/' { // 2031/0518
				if t, err := time.Parse("20060102", fmt.Sprintf("%s%04d", y, m)); err == nil {
					return t.Format(time.DateOnly), true
				}
			}
			continue
		}
		if len(rest) > 1 && (rest[0] == sep || rest[0] == '-' || rest[0] == '/') {
			if d, _ := leadingNumber(rest[1:]); d > 0 {
				if t, err := time.Parse("2006-1-2", fmt.Sprintf("%s-%d-%d", y, m, d)); err == nil && t.Year() >= firstYear {
					return t.Format(time.DateOnly), true
				}
			}
		}
		if month == "" && sep == '/' && (rest == "" || rest[0] == '/') {
			month = fmt.Sprintf("%s-%02d", y, m)
		}
	}
	return month, month != ""
}

// leadingNumber is the number of at most four digits that a text begins with, and what follows it.
func leadingNumber(s string) (int, string) {
	n, i := 0, 0
	for i < len(s) && i < 5 && s[i] >= '0' && s[i] <= '9' {
		n, i = n*10+int(s[i]-'0'), i+1
	}
	if i == 0 || i > 4 {
		return 0, s
	}
	return n, s[i:]
}
