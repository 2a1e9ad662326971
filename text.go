package rapporteur

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Span is a half-open range [Start, End) of Unicode code points in the text of a Reading.
// It is written to JSON as [start, end].
type Span struct{ Start, End int }

// Len is the number of code points in the span.
func (s Span) Len() int { return s.End - s.Start }

// Empty tells whether the span holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Overlaps tells whether the two spans share a code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains tells whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// MarshalJSON writes [start, end].
func (s Span) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%d]", s.Start, s.End), nil
}

// UnmarshalJSON reads [start, end].
func (s *Span) UnmarshalJSON(b []byte) error {
	var p [2]int
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	s.Start, s.End = p[0], p[1]
	return nil
}

// Text is a string that is addressed by code points. It is immutable and safe for concurrent use.
// The zero Text is empty.
type Text struct {
	s       string
	offsets []int32 // byte offset of each code point, and of the end; nil where all is ASCII
}

// NewText indexes s, which should be valid UTF-8 (each invalid byte counts as one code point) and shorter than 2 GiB.
func NewText(s string) Text {
	n := utf8.RuneCountInString(s)
	if n == len(s) {
		return Text{s: s}
	}
	offsets := make([]int32, 0, n+1)
	for i := range s {
		offsets = append(offsets, int32(i))
	}
	return Text{s: s, offsets: append(offsets, int32(len(s)))}
}

// String is the whole text.
func (t Text) String() string { return t.s }

// Len is the number of code points.
func (t Text) Len() int {
	if t.offsets == nil {
		return len(t.s)
	}
	return len(t.offsets) - 1
}

// Byte is the byte offset of code point i; i may be Len.
func (t Text) Byte(i int) int {
	if t.offsets == nil {
		return i
	}
	return int(t.offsets[i])
}

// Point is the code point that holds byte offset b, or Len for the end. It takes logarithmic time.
func (t Text) Point(b int) int {
	if t.offsets == nil {
		return b
	}
	i := sort.Search(len(t.offsets), func(i int) bool { return int(t.offsets[i]) > b }) - 1
	return max(i, 0)
}

// Rune is code point i, or utf8.RuneError outside the text.
func (t Text) Rune(i int) rune {
	if i < 0 || i >= t.Len() {
		return utf8.RuneError
	}
	r, _ := utf8.DecodeRuneInString(t.s[t.Byte(i):])
	return r
}

// Slice is the string of a span. It panics where the span leaves the text.
func (t Text) Slice(s Span) string { return t.s[t.Byte(s.Start):t.Byte(s.End)] }

// Position is the line and the column (code points) of code point i, both from 1. It takes time in proportion to i.
func (t Text) Position(i int) (line, column int) {
	before := t.s[:t.Byte(i)]
	last := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[last:]) + 1
}

// MarshalJSON writes the text as a string.
func (t Text) MarshalJSON() ([]byte, error) { return json.Marshal(t.s) }

// UnmarshalJSON reads a string.
func (t *Text) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*t = NewText(s)
	return nil
}
