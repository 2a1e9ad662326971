// Package dates finds expressions of time in a text and gives them values: absolute ones, months and years, and those that count
// from the day of the text. What cannot be known (a weekday in a text without a date) gets no value rather than a guess.
package dates

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"rapporteur"
	"rapporteur/language"
)

// Parser finds dates. It is immutable and safe for concurrent use.
type Parser struct {
	packs *language.Packs
	names map[string]map[string]int // month by form, by pack
	days  map[string]map[string]int // weekday by form, Monday 1
}

// New takes the packs whose calendars it reads.
func New(packs *language.Packs) *Parser {
	p := &Parser{packs: packs, names: map[string]map[string]int{}, days: map[string]map[string]int{}}
	for _, code := range packs.Codes() {
		pack := packs.For(code)
		p.names[code], p.days[code] = map[string]int{}, map[string]int{}
		index(p.names[code], pack.Calendar.Months)
		index(p.days[code], pack.Calendar.Weekdays)
		for form, m := range pack.Dates.Months {
			p.names[code][form] = m
		}
	}
	return p
}

func index(to map[string]int, rows [][]string) {
	for i, forms := range rows {
		for _, f := range forms {
			to[f] = i + 1
		}
	}
}

// Anchor is the day that relative expressions count from. The zero Anchor is no day: then they get no value.
type Anchor struct{ Day time.Time }

// AnchorOf is the day of an article's publication, where it is known to the day.
func AnchorOf(p *rapporteur.Published) Anchor {
	if p == nil || len(p.Value) < 10 {
		return Anchor{}
	}
	day, err := time.Parse(time.DateOnly, p.Value[:10])
	if err != nil {
		return Anchor{}
	}
	return Anchor{day}
}

// scan is one run over a stretch of text.
type scan struct {
	pack   *language.Pack
	months map[string]int
	days   map[string]int
	anchor Anchor
	tokens []token
}

// token is a number, a word or a mark.
type token struct {
	span   rapporteur.Span
	text   string // lower case; digits as 0 to 9
	number int    // -1 where it is none
}

// Parse gives the dates within a span, in order, without overlaps. lang names the pack.
func (p *Parser) Parse(text rapporteur.Text, within rapporteur.Span, lang string, anchor Anchor) []rapporteur.Date {
	pack := p.packs.For(lang)
	s := scan{pack: pack, months: p.names[pack.Code], days: p.days[pack.Code], anchor: anchor, tokens: tokens(text, within)}
	var out []rapporteur.Date
	for i := 0; i < len(s.tokens); {
		v, n := s.at(i)
		if n == 0 {
			i++
			continue
		}
		if v.value != "" {
			out = append(out, rapporteur.Date{Span: rapporteur.Span{Start: s.tokens[i].span.Start, End: s.tokens[i+n-1].span.End}, Value: v.value, Precision: v.precision})
		}
		i += n
	}
	return out
}

type value struct{ value, precision string }

func tokens(text rapporteur.Text, within rapporteur.Span) []token {
	var out []token
	for i := within.Start; i < within.End; {
		r := text.Rune(i)
		j := i + 1
		switch {
		case unicode.IsSpace(r):
			i++
			continue
		case digit(r) >= 0:
			for j < within.End && digit(text.Rune(j)) >= 0 && j-i < 12 {
				j++
			}
		case unicode.IsLetter(r):
			for j < within.End && (unicode.IsLetter(text.Rune(j)) || unicode.IsMark(text.Rune(j))) {
				j++
			}
		}
		t := token{span: rapporteur.Span{Start: i, End: j}, number: -1}
		raw := text.Slice(t.span)
		if digit(r) >= 0 {
			t.number = 0
			var b strings.Builder
			for _, d := range raw {
				t.number = t.number*10 + digit(d)
				b.WriteByte(byte('0' + digit(d)))
			}
			t.text = b.String()
		} else {
			t.text = strings.ToLower(raw)
		}
		out = append(out, t)
		i = j
	}
	return out
}

// digit is the value of a Western, Arabic-Indic or Persian digit, or -1.
func digit(r rune) int {
	for _, zero := range []rune{'0', '٠', '۰'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

func (s *scan) token(i int) token {
	if i < 0 || i >= len(s.tokens) {
		return token{number: -1}
	}
	return s.tokens[i]
}

// joined tells whether token i follows the one before it without space.
func (s *scan) joined(i int) bool {
	return i > 0 && i < len(s.tokens) && s.tokens[i].span.Start == s.tokens[i-1].span.End
}

// at gives the value of the expression that begins at token i and its length in tokens; length 0 where none does.
func (s *scan) at(i int) (value, int) {
	for _, form := range []func(int) (value, int){s.iso, s.numeric, s.dayMonth, s.monthDay, s.month, s.relative, s.ago, s.period, s.weekday, s.year} {
		if v, n := form(i); n > 0 {
			return v, n
		}
	}
	return value{}, 0
}

// iso reads 2023-05-18, with T or a space and a time after it.
func (s *scan) iso(i int) (value, int) {
	y, m, d := s.token(i), s.token(i+2), s.token(i+4)
	if len(y.text) != 4 || s.token(i+1).text != "-" || s.token(i+3).text != "-" || !s.joined(i+1) || !s.joined(i+2) || !s.joined(i+4) {
		return value{}, 0
	}
	day, ok := date(y.number, m.number, d.number)
	if !ok {
		return value{}, 0
	}
	n := 5
	if s.token(i+5).text == "t" {
		n = 6
	}
	return s.withTime(day, i+n, n)
}

// numeric reads 24.07.2023 and 24/07/2023; where both orders are possible the pack's order (day first) stands.
func (s *scan) numeric(i int) (value, int) {
	a, b, y := s.token(i), s.token(i+2), s.token(i+4)
	sep := s.token(i + 1).text
	if a.number < 1 || b.number < 1 || !strings.Contains("./-", sep) || sep == "" || s.token(i+3).text != sep || len(y.text) != 4 || !s.joined(i+1) || !s.joined(i+2) {
		return value{}, 0
	}
	if s.partOfNumber(i, 5) {
		return value{}, 0
	}
	d, m := a.number, b.number
	if m > 12 || sep == "/" && d <= 12 && s.pack.Dates.MonthFirst {
		d, m = m, d
	}
	day, ok := date(y.number, m, d)
	if !ok {
		return value{}, 0
	}
	return s.withTime(day, i+5, 5)
}

// monthAt gives the month named at token i in one or two words, and its length; a second name after a stroke belongs to it.
func (s *scan) monthAt(i int) (int, int) {
	one := s.token(i).text
	n, m := 0, 0
	if v, ok := s.months[one+" "+s.token(i+1).text]; ok && one != "" {
		m, n = v, 2
	} else if v, ok := s.months[one]; ok {
		m, n = v, 1
	}
	if n > 0 && s.token(i+n).text == "/" {
		if again, k := s.monthAt(i + n + 1); again == m {
			n += 1 + k
		}
	}
	if n > 0 && s.token(i+n).text == "." && s.joined(i+n) && len([]rune(one)) <= 4 && s.token(i+n+1).number >= 0 {
		n++
	}
	return m, n
}

// skip passes over fillers, commas and ordinal endings.
func (s *scan) skip(i int) int {
	for k := 0; k < 3; k++ {
		t := s.token(i).text
		if t == "-" && s.joined(i) && s.joined(i+1) && contains(s.pack.Dates.Filler, s.token(i+1).text) {
			i += 2 // 3-ти
			continue
		}
		if t == "," || t == "،" || t == "." && s.joined(i) || contains(s.pack.Dates.Filler, t) {
			i++
			continue
		}
		break
	}
	return i
}

func (s *scan) dayMonth(i int) (value, int) {
	d := s.token(i)
	day := d.number
	if n, ok := s.pack.Dates.Ordinals[d.text]; ok {
		day = n
	}
	if day < 1 || day > 31 || len(d.text) > 2 && d.number >= 0 {
		return value{}, 0
	}
	j := s.skip(i + 1)
	m, n := s.monthAt(j)
	if n == 0 || d.number < 0 && j == i+1 && s.ambiguous(j) { // "the first may be"
		return value{}, 0
	}
	return s.completed(i, s.skip(j+n), j+n, m, day)
}

func (s *scan) monthDay(i int) (value, int) {
	m, n := s.monthAt(i)
	if n == 0 {
		return value{}, 0
	}
	d := s.token(i + n)
	if d.number < 1 || d.number > 31 || len(d.text) > 2 || s.token(i+n+1).text == ":" {
		return value{}, 0
	}
	j := i + n + 1
	return s.completed(i, s.skip(j), j, m, d.number)
}

// completed ends a day and month with the year at token j, or with the year in which it lies nearest to the anchor.
func (s *scan) completed(i, j, end, m, d int) (value, int) {
	if y := s.token(j); len(y.text) == 4 && y.number > 1000 {
		day, ok := date(y.number, m, d)
		if !ok {
			return value{}, 0
		}
		return s.withTime(day, j+1, j+1-i)
	}
	if s.anchor.Day.IsZero() {
		return value{}, end - i
	}
	day, ok := date(s.yearOf(m), m, d)
	if !ok {
		return value{}, 0
	}
	return value{day.Format(time.DateOnly), "day"}, end - i
}

// yearOf is the year in which a month lies nearest to the anchor.
func (s *scan) yearOf(m int) int {
	y := s.anchor.Day.Year()
	switch gap := m - int(s.anchor.Day.Month()); {
	case gap > 6:
		return y - 1
	case gap < -6:
		return y + 1
	}
	return y
}

// month reads a month with a year, or alone where the anchor tells the year.
func (s *scan) month(i int) (value, int) {
	m, n := s.monthAt(i)
	if n == 0 {
		return value{}, 0
	}
	if y := s.token(s.skip(i + n)); len(y.text) == 4 && y.number > 1000 && y.number < 2200 {
		return value{fmt.Sprintf("%04d-%02d", y.number, m), "month"}, s.skip(i+n) + 1 - i
	}
	if s.anchor.Day.IsZero() || len([]rune(s.token(i).text)) < 3 && n == 1 || s.ambiguous(i) {
		return value{}, n
	}
	if v, k := s.period(s.skip(i + n)); v.precision == "year" { // January of last year
		return value{fmt.Sprintf("%s-%02d", v.value, m), "month"}, s.skip(i+n) + k - i
	}
	y := s.yearOf(m)
	next, last := contains(s.pack.Dates.Next, s.token(i-1).text) || contains(s.pack.Dates.Next, s.token(i+n).text), contains(s.pack.Dates.Last, s.token(i-1).text) || contains(s.pack.Dates.Last, s.token(i+n).text)
	first := func(y int) time.Time { return time.Date(y, time.Month(m), 1, 0, 0, 0, 0, time.UTC) }
	month := s.anchor.Day.AddDate(0, 0, 1-s.anchor.Day.Day())
	if next && first(y).Before(month) {
		y++
	}
	if last && first(y).After(month) {
		y--
	}
	return value{fmt.Sprintf("%04d-%02d", y, m), "month"}, n
}

// ambiguous tells whether a bare month name is a common word too, as "may" and "march" are: then it must be a number's neighbour.
func (s *scan) ambiguous(i int) bool { return contains(s.pack.Dates.Ambiguous, s.token(i).text) }

func (s *scan) relative(i int) (value, int) {
	for n := 2; n > 0; n-- {
		phrase := s.token(i).text
		if n == 2 {
			phrase += " " + s.token(i+1).text
		}
		off, ok := s.pack.Dates.Relative[phrase]
		if !ok || phrase == "" {
			continue
		}
		if s.anchor.Day.IsZero() {
			return value{}, n
		}
		return value{s.anchor.Day.AddDate(0, 0, off).Format(time.DateOnly), "day"}, n
	}
	return value{}, 0
}

// ago reads "three days ago", in either order.
func (s *scan) ago(i int) (value, int) {
	d := s.pack.Dates
	first := i
	if contains(d.Before, s.token(i).text) {
		first++
	}
	n, ok := d.Numbers[s.token(first).text]
	if !ok {
		n = s.token(first).number
	}
	if n < 1 || n > 60 || !contains(d.DayWords, s.token(first+1).text) {
		return value{}, 0
	}
	end := first + 2
	if first == i {
		if !contains(d.Ago, s.token(end).text) {
			return value{}, 0
		}
		end++
	}
	if s.anchor.Day.IsZero() {
		return value{}, end - i
	}
	return value{s.anchor.Day.AddDate(0, 0, -n).Format(time.DateOnly), "day"}, end - i
}

// period reads "last year" and "next month", in either order.
func (s *scan) period(i int) (value, int) {
	d, noun, which := s.pack.Dates, s.token(i+1).text, s.token(i).text
	if contains(d.YearWords, which) || contains(d.MonthWords, which) {
		noun, which = which, noun
	}
	step := 0
	switch {
	case contains(d.Next, which):
		step = 1
	case contains(d.Last, which):
		step = -1
	}
	year, month := contains(d.YearWords, noun), contains(d.MonthWords, noun)
	switch {
	case step == 0 || !year && !month:
		return value{}, 0
	case s.anchor.Day.IsZero():
		return value{}, 2
	case year:
		return value{fmt.Sprintf("%04d", s.anchor.Day.Year()+step), "year"}, 2
	}
	first := s.anchor.Day.AddDate(0, 0, 1-s.anchor.Day.Day())
	return value{first.AddDate(0, step, 0).Format("2006-01"), "month"}, 2
}

// besideDay tells whether a weekday at token i only names the day of a full date next to it, which carries the value.
func (s *scan) besideDay(i int) bool {
	j := i + 1
	for s.token(j).text == "," || s.token(j).text == "،" {
		j++
	}
	for _, form := range []func(int) (value, int){s.iso, s.numeric, s.dayMonth, s.monthDay} {
		if v, n := form(j); n > 0 && v.value != "" {
			return true
		}
	}
	j = i - 1
	for s.token(j).text == "," || s.token(j).text == "،" {
		j--
	}
	if s.token(j).number > 1000 {
		j--
	}
	m, n := s.monthAt(j)
	return n == 1 && m > 0 && s.token(j-1).number > 0
}

// longestSentence is how many tokens before a weekday may tell that it is to come.
const longestSentence = 60

// toCome tells whether the sentence speaks of what is to come before it names token i.
func (s *scan) toCome(i int) bool {
	first := max(0, i-longestSentence)
	for i--; i >= first && !strings.Contains(".!?؟", s.tokens[i].text); i-- {
		for _, f := range s.pack.Dates.Future {
			stem, open := strings.CutSuffix(f, "*")
			if s.tokens[i].text == stem || open && strings.HasPrefix(s.tokens[i].text, stem) {
				return true
			}
		}
	}
	return false
}

// weekday reads a weekday as the last one up to the anchor, or as the next one where a word or the sentence says so.
func (s *scan) weekday(i int) (value, int) {
	d, ok := s.days[s.token(i).text]
	if !ok || len([]rune(s.token(i).text)) < 4 {
		return value{}, 0
	}
	if s.anchor.Day.IsZero() || s.besideDay(i) {
		return value{}, 1
	}
	back := (int(s.anchor.Day.Weekday()+6)%7 - (d - 1) + 7) % 7
	day := s.anchor.Day.AddDate(0, 0, -back)
	if contains(s.pack.Dates.Next, s.token(i-1).text) || contains(s.pack.Dates.Next, s.token(i+1).text) || back > 0 && s.toCome(i) {
		day = day.AddDate(0, 0, 7)
	}
	return value{day.Format(time.DateOnly), "day"}, 1
}

// partOfNumber tells whether the n tokens from i go on, before or after, as a number does: 1.2.2023.4.
func (s *scan) partOfNumber(i, n int) bool {
	glued := func(mark, number int) bool {
		return (s.token(mark).text == "." || s.token(mark).text == ",") && s.token(number).number >= 0
	}
	return s.joined(i) && s.joined(i-1) && glued(i-1, i-2) || s.joined(i+n) && s.joined(i+n+1) && glued(i+n, i+n+1)
}

func (s *scan) year(i int) (value, int) {
	t := s.token(i)
	if len(t.text) != 4 || t.number < 1800 || t.number > 2100 || s.partOfNumber(i, 1) {
		return value{}, 0
	}
	return value{t.text, "year"}, 1
}

// withTime adds the time of day that stands at token j, and a zone.
func (s *scan) withTime(day time.Time, j, n int) (value, int) {
	bare := n
	for t := s.token(j).text; t == "," || t == "-" || t == "،" || t == "." || contains(s.pack.Dates.Filler, t); t = s.token(j).text {
		j, n = j+1, n+1
	}
	h, m := s.token(j), s.token(j+2)
	if h.number < 0 || h.number > 23 || s.token(j+1).text != ":" || m.number < 0 || m.number > 59 || len(m.text) != 2 {
		return value{day.Format(time.DateOnly), "day"}, bare
	}
	v := value{fmt.Sprintf("%sT%02d:%02d", day.Format(time.DateOnly), h.number, m.number), "minute"}
	j, n = j+3, n+3
	if sec := s.token(j + 1); s.token(j).text == ":" && sec.number >= 0 && sec.number < 60 && len(sec.text) == 2 {
		v = value{v.value + ":" + sec.text, "second"}
		j, n = j+2, n+2
		if f := s.token(j + 1); s.token(j).text == "." && s.joined(j+1) && f.number >= 0 {
			v.value += "." + f.text
			j, n = j+2, n+2
		}
	}
	switch z := s.token(j); {
	case z.text == "z" && s.joined(j), z.text == "gmt", z.text == "utc":
		return value{v.value + "Z", v.precision}, n + 1
	case (z.text == "+" || z.text == "-") && s.joined(j) && s.joined(j+1):
		if k := s.token(j + 1); len(k.text) == 4 {
			return value{v.value + z.text + k.text[:2] + ":" + k.text[2:], v.precision}, n + 2
		} else if k2 := s.token(j + 3); len(k.text) == 2 && s.token(j+2).text == ":" && len(k2.text) == 2 {
			return value{v.value + z.text + k.text + ":" + k2.text, v.precision}, n + 4
		}
	}
	return v, n
}

func date(y, m, d int) (time.Time, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, m >= 1 && m <= 12 && d >= 1 && t.Day() == d && y > 1000 && y < 3000
}

func contains(set []string, s string) bool {
	for _, x := range set {
		if x == s {
			return true
		}
	}
	return false
}

// Window gives the first and the last day that a date may mean, as YYYY-MM-DD.
func Window(d rapporteur.Date) (earliest, latest string) {
	switch d.Precision {
	case "year":
		return d.Value + "-01-01", d.Value + "-12-31"
	case "month":
		t, err := time.Parse("2006-01", d.Value)
		if err != nil {
			return "", ""
		}
		return d.Value + "-01", t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	if len(d.Value) < 10 {
		return "", ""
	}
	return d.Value[:10], d.Value[:10]
}
