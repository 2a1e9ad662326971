package dates

import (
	"fmt"
	"time"
)

// mostBetween is how many marks and words may stand between a day and its time.
const mostBetween = 8

// withTime adds to a day the time of day that stands at token j, a weekday perhaps between, and its zone.
func (s *scan) withTime(day time.Time, j, n int) (value, int) {
	date, bare := day.Format(time.DateOnly), n
	for end := j + mostBetween; j < end; {
		if c, k := s.clock(j); k > 0 {
			return value{date + "T" + c.value, c.precision}, n + k
		}
		step := s.between(j)
		if step == 0 {
			break
		}
		j, n = j+step, n+step
	}
	return value{date, "day"}, bare
}

// between is the length of what may stand between a day and its time at token j; 0 for anything else.
func (s *scan) between(j int) int {
	switch s.token(j).text {
	case ",", "،", "-", "–", "—", "|", "•", "·", ".", "(", ")", "/", "（", "）", "，":
		return 1
	}
	_, n := s.match(j, filler|weekday|dayMark)
	return n
}

// clock reads a time of day at token j: 14:05, 14:05:09.5, 2:05 pm, kl. 14.05, 14h05, 14 Uhr, 下午2时05分. Its value is what follows the T.
func (s *scan) clock(j int) (value, int) {
	i, told, half := j, false, role(0)
	for range 2 {
		if _, n := s.match(i, atClock); n > 0 {
			i, told = i+n, true
			if s.token(i).text == "." && s.joined(i) {
				i++
			}
		}
		if w, n := s.match(i, morning|afternoon); n > 0 {
			i, half = i+n, w.is
		}
	}
	h := s.token(i)
	if h.number < 0 || h.number > 23 || len(h.text) > 2 {
		return value{}, 0
	}
	minutes, v, n := s.minutes(i+1, told)
	if n == 0 {
		return value{}, 0
	}
	i += 1 + n
	if w, n := s.match(i, morning|afternoon); n > 0 && half == 0 {
		i, half = i+n, w.is
		if s.token(i).text == "." && s.joined(i) && s.token(i-1).text == "m" {
			i++
		}
	}
	hour := h.number
	switch {
	case half&afternoon != 0 && hour < 12:
		hour += 12
	case half&morning != 0 && hour == 12:
		hour = 0
	}
	z, n := s.zone(i)
	if v == "hour" {
		return value{fmt.Sprintf("%02d:00", hour) + z, v}, i + n - j
	}
	return value{fmt.Sprintf("%02d:%s", hour, minutes) + z, v}, i + n - j
}

// minutes reads what follows the number of an hour: minutes, seconds and parts of them, or a mark for full hours. told means that words said that a time comes.
func (s *scan) minutes(i int, told bool) (minutes, precision string, n int) {
	m := s.token(i + 1)
	sixty := m.number >= 0 && m.number < 60 && len(m.text) == 2
	switch mark := s.token(i).text; {
	case mark == ":" && sixty:
		return s.seconds(i + 2)
	case mark == "." && sixty && s.joined(i) && s.joined(i+1):
		if _, n := s.match(i+2, hourMark); told || n > 0 {
			return m.text, "minute", 2 + n
		}
		return "", "", 0
	}
	_, n = s.match(i, hourMark)
	if _, unit := s.match(i, hourUnit); n == 0 || unit > n {
		return "", "", 0
	}
	m = s.token(i + n)
	_, k := s.match(i+n+1, minuteMark)
	if m.number >= 0 && m.number < 60 && (k > 0 || len(m.text) == 2 && s.joined(i+n)) {
		return fmt.Sprintf("%02d", m.number), "minute", n + 1 + k
	}
	return "", "hour", n
}

// seconds reads the seconds that may follow the minutes before token i.
func (s *scan) seconds(i int) (minutes, precision string, n int) {
	minutes = s.token(i - 1).text
	sec := s.token(i + 1)
	if s.token(i).text != ":" || sec.number < 0 || sec.number > 59 || len(sec.text) != 2 {
		return minutes, "minute", 2
	}
	minutes += ":" + sec.text
	if f := s.token(i + 3); s.token(i+2).text == "." && s.joined(i+3) && f.number >= 0 {
		return minutes + "." + f.text, "second", 6
	}
	return minutes, "second", 4
}

// zone reads the zone that stands at token i, perhaps in brackets, as ISO 8601 writes it: Z, GMT+7, +03:00; "" and 0 where there is none.
func (s *scan) zone(i int) (string, int) {
	j := i
	bracket := s.token(j).text == "("
	if bracket {
		j++
	}
	z := ""
	switch t := s.token(j); {
	case t.text == "z" && s.joined(j):
		return "Z", 1
	case t.text == "gmt" || t.text == "utc":
		z, j = "Z", j+1
		if o, n := s.offset(j); n > 0 {
			z, j = o, j+n
		}
	case !bracket && s.joined(j):
		o, n := s.offset(j)
		return o, n
	}
	if z == "" || bracket && s.token(j).text != ")" {
		return "", 0
	}
	if bracket {
		j++
	}
	return z, j - i
}

// offset reads +0300, +03:00, +3 at token i.
func (s *scan) offset(i int) (string, int) {
	sign := s.token(i).text
	h := s.token(i + 1)
	if sign == "−" {
		sign = "-"
	}
	if sign != "+" && sign != "-" || h.number < 0 || !s.joined(i+1) {
		return "", 0
	}
	if len(h.text) == 4 {
		return sign + h.text[:2] + ":" + h.text[2:], 2
	}
	if len(h.text) > 2 || h.number > 14 {
		return "", 0
	}
	if m := s.token(i + 3); s.token(i+2).text == ":" && len(m.text) == 2 && m.number >= 0 {
		return fmt.Sprintf("%s%02d:%s", sign, h.number, m.text), 4
	}
	if len(h.text) == 1 && s.token(i-1).number >= 0 {
		return "", 0 // 14:05-6 is no zone
	}
	return fmt.Sprintf("%s%02d:00", sign, h.number), 2
}

// timeFirst reads a time of day before its day: 14:05, 18 May 2031.
func (s *scan) timeFirst(i int) (value, int) {
	if s.token(i+1).text != ":" {
		return value{}, 0
	}
	c, n := s.clock(i)
	if n == 0 {
		return value{}, 0
	}
	j := i + n
	for range 2 {
		j += s.between(j)
	}
	v, k := s.any(fullDay, j)
	if k == 0 {
		v, k = s.relative(j)
	}
	if v.precision != "day" {
		return value{}, 0
	}
	return value{v.value + "T" + c.value, c.precision}, j + k - i
}
