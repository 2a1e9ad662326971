package dates

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/language"
)

// role is what a word or phrase can be in an expression of time; one can have several.
type role uint32

const (
	month role = 1 << iota
	solarMonth
	weekday
	ordinal
	number
	relative
	minuteUnit
	hourUnit
	dayUnit
	monthUnit
	yearUnit
	lapse
	ago
	before
	next
	last
	filler
	ambiguous
	withYear
	label
	atClock
	morning
	afternoon
	hourMark
	minuteMark
	yearMark
	monthMark
	dayMark
	future
	idiom
)

// word is what a pack knows of a word or phrase.
type word struct {
	is                              role
	month, weekday, ordinal, number int
	days                            int // from today
	minutes                         int // of a lapse
}

// first is what is known of a token before those after it are seen.
type first struct {
	word    *word
	longest int
	begins  role // all roles of the phrases that begin with it
}

// lexicon is a pack's words for time, made ready to be found.
type lexicon struct {
	words  map[string]*word // by phrase: its tokens, with a space between those that are apart
	first  map[string]first // by the first token of phrases
	wide   map[rune]first   // likewise by characters of scripts without spaces: all that phrases hold
	stems  []string         // beginnings of words that make a sentence speak of what is to come
	order  string           // of the day, month and year in figures
	marked bool             // whether days in figures carry a mark: 18日
	solar  bool             // whether years may be those of the Solar Hijri calendar
}

func newLexicon(pack *language.Pack) *lexicon {
	d := &pack.Dates
	l := &lexicon{words: map[string]*word{}, first: map[string]first{}, wide: map[rune]first{}, order: d.Order, marked: len(d.DayMarks) > 0, solar: len(d.SolarMonths) > 0}
	for i, forms := range pack.Calendar.Months {
		for _, f := range forms {
			l.add(f, month).month = i + 1
		}
	}
	for i, forms := range pack.Calendar.Weekdays {
		for _, f := range forms {
			l.add(f, weekday).weekday = i + 1
		}
	}
	for f, m := range d.Months {
		l.add(f, month).month = m
	}
	for f, n := range d.Weekdays {
		l.add(f, weekday).weekday = n
	}
	for f, m := range d.SolarMonths {
		l.add(f, solarMonth).month = m
	}
	for f, n := range d.Ordinals {
		l.add(f, ordinal).ordinal = n
	}
	for f, n := range d.Numbers {
		l.add(f, number).number = n
	}
	for f, n := range d.Relative {
		l.add(f, relative).days = n
	}
	for f, n := range d.Lapses {
		l.add(f, lapse).minutes = n
	}
	for _, set := range []struct {
		forms []string
		is    role
	}{
		{d.MinuteWords, minuteUnit}, {d.HourWords, hourUnit}, {d.DayWords, dayUnit}, {d.MonthWords, monthUnit}, {d.YearWords, yearUnit}, {d.Ago, ago}, {d.Before, before},
		{d.Next, next}, {d.Last, last}, {d.Idioms, idiom}, {d.Filler, filler}, {d.Ambiguous, ambiguous}, {d.WithYear, withYear}, {d.Labels, label}, {d.Updated, label}, {d.Clock, atClock}, {d.Morning, morning},
		{d.Afternoon, afternoon}, {d.HourMarks, hourMark}, {d.MinuteMarks, minuteMark}, {d.YearMarks, yearMark}, {d.MonthMarks, monthMark}, {d.DayMarks, dayMark},
	} {
		for _, f := range set.forms {
			l.add(f, set.is)
		}
	}
	for _, f := range d.Future {
		if stem, open := strings.CutSuffix(f, "*"); open {
			l.stems = append(l.stems, stem)
		} else {
			l.add(f, future)
		}
	}
	return l
}

// add gives a phrase a further role. Phrases that begin with a number are read as numbers, and not found by it.
func (l *lexicon) add(phrase string, is role) *word {
	for _, r := range phrase {
		if _, known := l.wide[r]; wide(r) && !known {
			l.wide[r] = first{}
		}
	}
	text := rapporteur.NewText(phrase)
	tokens := l.tokens(text, rapporteur.Span{End: text.Len()})
	s := scan{tokens: tokens}
	key := string(s.key(nil, 0, len(tokens)))
	w := l.words[key]
	if w == nil {
		w = &word{}
		l.words[key] = w
	}
	w.is |= is
	if len(tokens) == 0 || tokens[0].number >= 0 {
		return w
	}
	l.begin(tokens[0].text, w, len(tokens), is)
	if syllables := []rune(tokens[0].text); unicode.Is(unicode.Hangul, syllables[0]) {
		l.begin(string(syllables[0]), w, len(tokens)-1+len(syllables), is) // as it stands behind a number
	}
	return w
}

// begin notes that a phrase of n tokens with a role begins with a token.
func (l *lexicon) begin(token string, w *word, n int, is role) {
	f := l.first[token]
	if n == 1 {
		f.word = w
	}
	f.longest = max(f.longest, n)
	f.begins |= is
	l.first[token] = f
	if r, size := utf8.DecodeRuneInString(token); wide(r) && size == len(token) {
		l.wide[r] = f
	}
}

// longestPhrase is how long a phrase may be that is looked for, in bytes.
const longestPhrase = 96

// key is the phrase of the n tokens from i on, numbers without zeros in front.
func (s *scan) key(to []byte, i, n int) []byte {
	for k := i; k < i+n; k++ {
		if k > i && !s.joined(k) {
			to = append(to, ' ')
		}
		if t := s.token(k); t.number >= 0 {
			to = strconv.AppendInt(to, int64(t.number), 10)
		} else {
			to = append(to, t.text...)
		}
	}
	return to
}

// match finds the longest phrase at token i that has one of the roles, and its length in tokens; nil and 0 where there is none.
func (s *scan) match(i int, is role) (*word, int) {
	t := s.token(i)
	if t.begins&is == 0 {
		return nil, 0
	}
	for n := min(t.longest, len(s.tokens)-i); n > 1; n-- {
		var room [longestPhrase]byte
		if w := s.words.words[string(s.key(room[:0], i, n))]; w != nil && w.is&is != 0 {
			return w, n
		}
	}
	if t.word != nil && t.word.is&is != 0 {
		return t.word, 1
	}
	return nil, 0
}

// is tells whether token i alone has one of the roles.
func (s *scan) is(i int, roles role) bool {
	t := s.token(i)
	return t.word != nil && t.word.is&roles != 0
}
