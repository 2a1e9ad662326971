package dates

import (
	"fmt"
	"strings"
	"time"
)

// Years that a day can lie in. Older days are those of the Julian calendar; the year 9999 and its like stand for "never".
const (
	firstYear = 1500
	endYear   = 2200
)

// date is a day that there is, in a year that a day can lie in.
func date(y, m, d int) (time.Time, bool) {
	if y < firstYear || y >= endYear || m < 1 || m > 12 || d < 1 || d > 31 {
		return time.Time{}, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == d
}

// threeFigures tells whether numbers stand at i, i+2 and i+4 with the same mark between, either all joined or, after stops, all apart: 18.05.2031, 18. 5. 2031.
func (s *scan) threeFigures(i int) (mark string, ok bool) {
	mark = s.token(i + 1).text
	if mark != "." && mark != "/" && mark != "-" || s.token(i+3).text != mark || s.token(i+2).number < 0 || s.token(i+4).number < 0 || !s.joined(i+1) || !s.joined(i+3) {
		return "", false
	}
	if s.joined(i+2) != s.joined(i+4) || !s.joined(i+2) && mark != "." {
		return "", false
	}
	return mark, !s.partOfNumber(i, 5)
}

// figuresYearFirst reads 2031-05-18, 2031/05/18 and 2031. 5. 18., with T, a space or a comma and a time after it. Nobody writes the day second then.
func (s *scan) figuresYearFirst(i int) (value, int) {
	y, m, d := s.token(i), s.token(i+2), s.token(i+4)
	if len(y.text) != 4 || len(m.text) > 2 || len(d.text) > 2 {
		return value{}, 0
	}
	if _, ok := s.threeFigures(i); !ok {
		return value{}, 0
	}
	day, ok := s.dayOf(y.number, m.number, d.number)
	if !ok {
		return value{}, 0
	}
	n := 5
	if s.token(i+5).text == "t" {
		n = 6
	}
	return s.withTime(day, i+n, n)
}

// dayOf is a day by a year that may be of the Solar Hijri calendar, where the language has it.
func (s *scan) dayOf(y, m, d int) (time.Time, bool) {
	if s.words.solar && isSolarYear(y) {
		return solarDay(y, m, d)
	}
	return date(y, m, d)
}

// figures reads 24.07.2023 and 24/07/2023 in the order of the pack. Stops have the day first everywhere; after other marks a language with both orders leaves 03/04/2031 open.
func (s *scan) figures(i int) (value, int) {
	a, b, y := s.token(i), s.token(i+2), s.token(i+4)
	if len(y.text) != 4 || len(a.text) > 2 || len(b.text) > 2 {
		return value{}, 0
	}
	mark, ok := s.threeFigures(i)
	if !ok {
		return value{}, 0
	}
	d, m, sure := s.dayAndMonth(a.number, b.number, mark)
	day, ok := date(y.number, m, d)
	switch {
	case !ok:
		return value{}, 0
	case !sure:
		return value{}, 5
	}
	return s.withTime(day, i+5, 5)
}

// dayAndMonth orders the two numbers before a year, and tells whether that is sure.
func (s *scan) dayAndMonth(a, b int, mark string) (d, m int, sure bool) {
	switch {
	case b > 12 || mark != "." && s.words.order == "mdy" && a <= 12:
		return b, a, true
	case a > 12 || a == b || mark == ".":
		return a, b, true
	}
	return a, b, s.words.order != "any"
}

// shortYear reads 18.05.31 where a label, a time of day or standing alone makes sure that it is a date.
func (s *scan) shortYear(i int) (value, int) {
	a, b, c := s.token(i), s.token(i+2), s.token(i+4)
	if len(a.text) != 2 || len(b.text) != 2 || len(c.text) != 2 {
		return value{}, 0
	}
	mark, ok := s.threeFigures(i)
	if !ok || !s.joined(i+2) {
		return value{}, 0
	}
	y, m, d, sure := a.number, b.number, c.number, true
	if s.words.order != "ymd" {
		y = c.number
		d, m, sure = s.dayAndMonth(a.number, b.number, mark)
	}
	if !sure {
		return value{}, 0
	}
	day, ok := date(century(y), m, d)
	if !ok || !s.anchor.Day.IsZero() && day.After(s.anchor.Day.AddDate(0, 0, 1)) {
		return value{}, 0
	}
	v, n := s.withTime(day, i+5, 5)
	if v.precision == "day" && !s.labelled(i) && (i != 0 || len(s.tokens) != n) {
		return value{}, 0
	}
	return v, n
}

// century makes a year of two figures one of the time in which there are pages.
func century(y int) int {
	if y >= 90 {
		return 1900 + y
	}
	return 2000 + y
}

// longestLabel is how many tokens a label for a date may have.
const longestLabel = 5

// labelled tells whether a label for a date, and perhaps a colon, stands right before token i.
func (s *scan) labelled(i int) bool {
	for i > 0 && (s.token(i-1).text == ":" || s.token(i-1).text == "：" || s.is(i-1, filler)) {
		if s.is(i-1, label) {
			return true
		}
		i--
	}
	for k := max(0, i-longestLabel); k < i; k++ {
		if _, n := s.match(k, label); k+n == i && n > 0 {
			return true
		}
	}
	return false
}

// monthName is a month as a text names it.
type monthName struct {
	month int
	solar bool // of the Solar Hijri calendar
	is    role
}

// monthAt gives the month named at token i, and its length; a second name after a stroke belongs to it: حزيران/يونيو.
func (s *scan) monthAt(i int) (monthName, int) {
	m, n := s.oneMonth(i)
	if n == 0 || s.token(i).number >= 0 {
		return m, n
	}
	if s.token(i+n).text == "/" {
		if again, k := s.oneMonth(i + n + 1); again.month == m.month && k > 0 {
			n += 1 + k
		}
	}
	if s.token(i+n).text == "." && s.joined(i+n) && n == 1 && len([]rune(s.token(i).text)) <= longestShortMonth && s.token(i+n+1).number >= 0 {
		n++
	}
	return m, n
}

// oneMonth gives the month that one name, or a number with the mark for months, at token i means.
func (s *scan) oneMonth(i int) (monthName, int) {
	if t := s.token(i); t.number >= 0 {
		if _, n := s.match(i+1, monthMark); n > 0 && t.number >= 1 && t.number <= 12 && s.joined(i+1) {
			return monthName{month: t.number}, 1 + n
		}
		return monthName{}, 0
	}
	w, n := s.match(i, month|solarMonth)
	if n == 0 {
		return monthName{}, 0
	}
	return monthName{w.month, w.is&month == 0, w.is}, n
}

// longestShortMonth is how many letters a month's short form has that a stop ends.
const longestShortMonth = 5

// skip passes over fillers, commas and ordinal endings.
func (s *scan) skip(i int) int {
	for range 4 {
		t := s.token(i)
		_, n := s.match(i, filler)
		switch {
		case n > 0:
			i += n
		case t.text == "-" && s.joined(i) && s.joined(i+1) && (s.is(i+1, filler|month) || len(s.token(i+1).text) == 4):
			i++ // 3-ти, 18-May-2031
		case t.text == "," || t.text == "،" || t.text == "°" || t.text == "º" || t.text == "." && s.joined(i):
			i++
		default:
			return i
		}
	}
	return i
}

func (s *scan) dayMonth(i int) (value, int) {
	d := s.token(i)
	day, taken := d.number, 1
	if w, n := s.match(i, ordinal); n > 0 {
		day, taken = w.ordinal, n
	}
	if day < 1 || day > 31 || len(d.text) > 2 && d.number >= 0 {
		return value{}, 0
	}
	j := s.skip(i + taken)
	m, n := s.monthAt(j)
	if n == 0 || s.token(j).number >= 0 || d.number < 0 && j == i+taken && m.is&(ambiguous|withYear) != 0 { // "the first may be"
		return value{}, 0
	}
	return s.completed(i, s.skip(j+n), j+n, m, day)
}

func (s *scan) monthDay(i int) (value, int) {
	m, n := s.monthAt(i)
	if n == 0 {
		return value{}, 0
	}
	d, k := s.dayAfter(i + n)
	if k == 0 {
		return value{}, 0
	}
	j := i + n + k
	return s.completed(i, s.skip(j), j, m, d)
}

// dayAfter gives the day of the month that stands at token i, after the month's name, with the mark for it.
func (s *scan) dayAfter(i int) (day, n int) {
	d := s.token(i)
	if d.number < 1 || d.number > 31 || len(d.text) > 2 || s.token(i+1).text == ":" {
		return 0, 0
	}
	_, n = s.match(i+1, dayMark)
	if n == 0 && s.words.marked {
		return 0, 0
	}
	return d.number, 1 + n
}

// completed ends a day and month with the year at token j, or with the year in which it lies nearest to the anchor.
func (s *scan) completed(i, j, end int, m monthName, d int) (value, int) {
	if y := s.token(j); len(y.text) == 4 && y.number > 1000 {
		day, ok := m.day(y.number, d)
		if !ok {
			return value{}, 0
		}
		return s.withTime(day, j+1, j+1-i)
	}
	if m.is&withYear != 0 {
		return value{}, 0
	}
	if s.anchor.Day.IsZero() {
		return value{}, end - i
	}
	day, ok := s.nearest(m, d)
	if !ok {
		return value{}, 0
	}
	return s.withTime(day, end, end-i)
}

// day is a day of a month in a year of its calendar.
func (m monthName) day(y, d int) (time.Time, bool) {
	if m.solar {
		return solarDay(y, m.month, d)
	}
	return date(y, m.month, d)
}

// nearest is a day and month in the year in which it lies nearest to the anchor.
func (s *scan) nearest(m monthName, d int) (time.Time, bool) {
	if !m.solar {
		return date(s.yearOf(m.month), m.month, d)
	}
	return nearestSolar(s.anchor.Day, m.month, d)
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

// yearFirst reads 2031年5月18日, 2031. május 18., 2031. gada 18. maijs, and a year and month without a day.
func (s *scan) yearFirst(i int) (value, int) {
	y := s.token(i)
	if len(y.text) != 4 || y.number < 1000 || s.joined(i) && s.joined(i-1) && s.glued(i-1, i-2) {
		return value{}, 0
	}
	j := i + 1
	_, marked := s.match(j, yearMark)
	if j += marked; s.token(s.skip(j)-1).text == "," {
		return value{}, 0
	}
	j = s.skip(j)
	m, n := s.monthAt(j)
	if n == 0 {
		return s.yearDayMonth(i, j)
	}
	if s.token(j).number >= 0 && marked == 0 || m.is&(ambiguous|withYear) != 0 {
		return value{}, 0
	}
	if d, k := s.dayAfter(j + n); k > 0 {
		if day, ok := m.day(y.number, d); ok {
			return s.withTime(day, j+n+k, j+n+k-i)
		}
		return value{}, 0
	}
	if m.solar || y.number < firstYear || y.number >= endYear {
		return value{}, j + n - i
	}
	return value{fmt.Sprintf("%04d-%02d", y.number, m.month), "month"}, j + n - i
}

// yearDayMonth reads the day and month at token j, after the year at token i.
func (s *scan) yearDayMonth(i, j int) (value, int) {
	d := s.token(j)
	if d.number < 1 || d.number > 31 || len(d.text) > 2 || s.joined(j) {
		return value{}, 0
	}
	k := s.skip(j + 1)
	m, n := s.monthAt(k)
	if n == 0 || m.is&ambiguous != 0 || s.token(k).number >= 0 {
		return value{}, 0
	}
	if after := s.token(s.skip(k + n)); len(after.text) == 4 && after.number >= firstYear && after.number < endYear {
		return value{}, 0 // 2030, 18 May 2031: the second year is the day's
	}
	day, ok := m.day(s.token(i).number, d.number)
	if !ok {
		return value{}, 0
	}
	return s.withTime(day, k+n, k+n-i)
}

// month reads a month with a year, or alone where the anchor tells the year.
func (s *scan) month(i int) (value, int) {
	m, n := s.monthAt(i)
	if n == 0 {
		return value{}, 0
	}
	if y := s.token(s.skip(i + n)); len(y.text) == 4 && y.number > 1000 && y.number < endYear {
		if m.solar || y.number < firstYear {
			return value{}, s.skip(i+n) + 1 - i // it lies in two months of ours
		}
		return value{fmt.Sprintf("%04d-%02d", y.number, m.month), "month"}, s.skip(i+n) + 1 - i
	}
	if s.anchor.Day.IsZero() || m.solar || len([]rune(s.token(i).text)) < 3 && n == 1 || m.is&(ambiguous|withYear) != 0 {
		return value{}, n
	}
	if v, k := s.period(s.skip(i + n)); v.precision == "year" { // January of last year
		return value{fmt.Sprintf("%s-%02d", v.value, m.month), "month"}, s.skip(i+n) + k - i
	}
	y := s.yearOf(m.month)
	first := func(y int) time.Time { return time.Date(y, time.Month(m.month), 1, 0, 0, 0, 0, time.UTC) }
	this := s.anchor.Day.AddDate(0, 0, 1-s.anchor.Day.Day())
	if (s.is(i-1, next) || s.is(i+n, next)) && first(y).Before(this) {
		y++
	}
	if (s.is(i-1, last) || s.is(i+n, last)) && first(y).After(this) {
		y--
	}
	return value{fmt.Sprintf("%04d-%02d", y, m.month), "month"}, n
}

func (s *scan) glued(mark, number int) bool {
	return (s.token(mark).text == "." || s.token(mark).text == ",") && s.token(number).number >= 0
}

// partOfNumber tells whether the n tokens from i go on, before or after, as a number does: 1.2.2023.4.
func (s *scan) partOfNumber(i, n int) bool {
	return s.joined(i) && s.joined(i-1) && s.glued(i-1, i-2) || s.joined(i+n) && s.joined(i+n+1) && s.glued(i+n, i+n+1)
}

// Years that a bare number of four figures is taken for.
const (
	firstBareYear = 1800
	lastBareYear  = 2100
)

func (s *scan) year(i int) (value, int) {
	t := s.token(i)
	if len(t.text) != 4 || t.number < firstBareYear || t.number > lastBareYear || s.partOfNumber(i, 1) {
		return value{}, 0
	}
	return value{t.text, "year"}, 1
}

// besideDay tells whether a weekday of n tokens at token i only names the day of a full date next to it, which carries the value.
func (s *scan) besideDay(i, n int) bool {
	j := i + n
	for isBreak(s.token(j).text) {
		j++
	}
	if v, n := s.any(fullDay, j); n > 0 && v.value != "" {
		return true
	}
	j = i - 1
	for isBreak(s.token(j).text) || s.is(j, yearMark|dayMark) {
		j--
	}
	if s.token(j).number > 1000 {
		j--
	}
	if s.is(j, month) {
		return s.token(j-1).number > 0 || s.token(j-1).text == "." && s.token(j-2).number > 0
	}
	return s.token(j).number > 0 && (s.is(j-1, month|monthMark) || s.is(j+1, dayMark))
}

// isBreak tells what may part a weekday from its date.
func isBreak(text string) bool { return text != "" && strings.Contains(",،()（）、，", text) }
