package dates

import (
	"fmt"
	"strings"
	"time"
)

// relative reads "yesterday", with the time of day that may follow it.
func (s *scan) relative(i int) (value, int) {
	if _, n := s.match(i, idiom); n > 0 {
		return value{}, n
	}
	w, n := s.match(i, relative)
	switch {
	case n == 0:
		return value{}, 0
	case s.anchor.Day.IsZero():
		return value{}, n
	}
	return s.withTime(s.anchor.Day.AddDate(0, 0, w.days), i+n, n)
}

// distance is a stretch of time as texts count it.
type distance struct {
	days, minutes int
	precision     string // of its smallest part: "day", "hour", "minute"
}

// mostCounted is the highest number that "ago" is read with.
const mostCounted = 60

// ago reads "three days ago", "vor 2 Stunden", "3小时前", "an hour ago", in either order.
func (s *scan) ago(i int) (value, int) {
	_, start := s.match(i, before)
	d, n := s.distance(i + start)
	if n == 0 {
		return value{}, 0
	}
	end := i + start + n
	_, after := s.match(end, ago)
	if start == 0 && after == 0 {
		return value{}, 0
	}
	return s.back(d), end + after - i
}

// back is the time that lies a distance before the anchor.
func (s *scan) back(d distance) value {
	switch {
	case d.precision == "day" && !s.anchor.Day.IsZero():
		return value{s.anchor.Day.AddDate(0, 0, -d.days).Format(time.DateOnly), "day"}
	case d.precision == "day" || s.anchor.Time.IsZero():
		return value{}
	}
	t := s.anchor.Time.AddDate(0, 0, -d.days).Add(-time.Duration(d.minutes) * time.Minute)
	if d.precision == "hour" {
		return value{t.Truncate(time.Hour).Format("2006-01-02T15:04Z"), "hour"}
	}
	return value{t.Format("2006-01-02T15:04Z"), "minute"}
}

// distance reads "two hours 5 minutes" at token i, and its length in tokens.
func (s *scan) distance(i int) (d distance, n int) {
	if w, k := s.match(i, lapse); k > 0 {
		d.minutes, d.precision = w.minutes, "minute"
		if w.minutes%60 == 0 {
			d.precision = "hour"
		}
		return d, k
	}
	for n < 8 {
		count, k := s.count(i + n)
		if k == 0 {
			break
		}
		w, u := s.match(i+n+k, minuteUnit|hourUnit|dayUnit)
		switch {
		case u == 0:
			return d, n
		case w.is&dayUnit != 0 && d.precision == "":
			d.days, d.precision = count, "day"
		case w.is&hourUnit != 0 && d.precision != "hour" && d.precision != "minute":
			d.minutes, d.precision = count*60, "hour"
		case w.is&minuteUnit != 0 && d.precision != "minute":
			d.minutes, d.precision = d.minutes+count, "minute"
		default:
			return d, n
		}
		if n += k + u; s.token(i+n).text == "." && s.joined(i+n) && s.is(i+n+1, ago) {
			n++ // "5 min. ago"
		}
	}
	return d, n
}

// count reads a small number in figures or words.
func (s *scan) count(i int) (int, int) {
	if w, n := s.match(i, number); n > 0 {
		return w.number, n
	}
	if n := s.token(i).number; n > 0 && n <= mostCounted {
		return n, 1
	}
	return 0, 0
}

// period reads "last year" and "next month", in either order.
func (s *scan) period(i int) (value, int) {
	const which, noun = next | last, yearUnit | monthUnit
	w, n := s.match(i, which)
	u, k := s.match(i+n, noun)
	if n == 0 {
		u, k = s.match(i, noun)
		w, n = s.match(i+k, which)
	}
	if n == 0 || k == 0 {
		return value{}, 0
	}
	step := -1
	if w.is&next != 0 {
		step = 1
	}
	switch {
	case s.anchor.Day.IsZero():
		return value{}, n + k
	case u.is&yearUnit != 0:
		return value{fmt.Sprintf("%04d", s.anchor.Day.Year()+step), "year"}, n + k
	}
	first := s.anchor.Day.AddDate(0, 0, 1-s.anchor.Day.Day())
	return value{first.AddDate(0, step, 0).Format("2006-01"), "month"}, n + k
}

// longestSentence is how many tokens before a weekday may tell that it is to come.
const longestSentence = 60

// toCome tells whether the sentence speaks of what is to come before it names token i.
func (s *scan) toCome(i int) bool {
	first := max(0, i-longestSentence)
	for i--; i >= first && !strings.Contains(".!?؟。", s.tokens[i].text); i-- {
		if s.is(i, future) {
			return true
		}
		for _, stem := range s.words.stems {
			if strings.HasPrefix(s.tokens[i].text, stem) {
				return true
			}
		}
	}
	return false
}

// weekday reads a weekday as the last one up to the anchor, or as the next one where a word or the sentence says so.
func (s *scan) weekday(i int) (value, int) {
	w, n := s.match(i, weekday)
	if n == 0 || w.is&ambiguous != 0 || s.tooShort(i, n) {
		return value{}, 0
	}
	if s.anchor.Day.IsZero() || s.besideDay(i, n) {
		return value{}, n
	}
	back := (int(s.anchor.Day.Weekday()+6)%7 - (w.weekday - 1) + 7) % 7
	day := s.anchor.Day.AddDate(0, 0, -back)
	if s.is(i-1, next) || s.is(i+n, next) || back > 0 && s.toCome(i) {
		day = day.AddDate(0, 0, 7)
	}
	return value{day.Format(time.DateOnly), "day"}, n
}

// tooShort tells whether a weekday's form may as well be part of another word or short for one.
func (s *scan) tooShort(i, n int) bool {
	const shortest = 4
	first, end := s.token(i), s.token(i+n-1).span.End
	if r := []rune(first.text)[0]; wide(r) {
		return n < 2
	} else if r >= 0xac00 && r <= 0xd7a3 {
		return end-first.span.Start < 3
	}
	return end-first.span.Start < shortest
}
