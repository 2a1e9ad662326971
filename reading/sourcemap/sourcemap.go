// Package sourcemap leads the characters of a text back to the bytes that they were decoded from, through encodings, entities and tags.
//
// All offsets are in bytes: of the text, which is UTF-8, and of its source.
package sourcemap

import "sort"

// Kind tells how a run came from its source.
type Kind uint8

// Kinds of runs. Same: each byte stands for the byte at the same place of the run. Character: the run is one character in another encoding. Reference: the run is what one
// character reference or escape stands for. Only the first may be divided.
const (
	Same Kind = iota
	Character
	Reference
)

// Run says that the bytes [At, At+Len) of a text stand for the bytes [From, From+Size) of its source.
type Run struct {
	At, Len    int
	From, Size int
	Kind       Kind
}

// Map is the runs of a text in order, without overlaps. What lies between runs stands for nothing in the source. The zero Map leads nowhere.
// A Map that is no longer changed is safe for concurrent use.
type Map struct{ runs []Run }

// Identity is the map of a text that is its source from a byte offset on, unchanged.
func Identity(n, from int) Map {
	return Map{[]Run{{At: 0, Len: n, From: from, Size: n}}}
}

// Runs are the runs in order. They are not to be changed.
func (m *Map) Runs() []Run { return m.runs }

// Add appends a run, which begins at or after the end of the last; runs of the same bytes that go on are joined.
func (m *Map) Add(r Run) {
	if r.Len == 0 {
		return
	}
	if n := len(m.runs); n > 0 && r.Kind == Same {
		if l := &m.runs[n-1]; l.Kind == Same && l.At+l.Len == r.At && l.From+l.Size == r.From {
			l.Len += r.Len
			l.Size += r.Size
			return
		}
	}
	m.runs = append(m.runs, r)
}

// Each calls do with the runs that cover [start, end) of the text, cut to it: runs of the same bytes exactly, others whole.
func (m *Map) Each(start, end int, do func(Run)) {
	i := sort.Search(len(m.runs), func(i int) bool { return m.runs[i].At+m.runs[i].Len > start })
	for ; i < len(m.runs) && m.runs[i].At < end && start < end; i++ {
		r := m.runs[i]
		if r.Kind == Same {
			if cut := start - r.At; cut > 0 {
				r.At, r.From, r.Len, r.Size = r.At+cut, r.From+cut, r.Len-cut, r.Size-cut
			}
			if cut := r.At + r.Len - end; cut > 0 {
				r.Len, r.Size = r.Len-cut, r.Size-cut
			}
		}
		do(r)
	}
}

// Source is the range of the source that [start, end) of the text stands for, from the first byte to the last, with whatever lies between; ok is false where it
// stands for nothing.
func (m *Map) Source(start, end int) (from, to int, ok bool) {
	m.Each(start, end, func(r Run) {
		if !ok {
			from, ok = r.From, true
		}
		from, to = min(from, r.From), max(to, r.From+r.Size)
	})
	return from, to, ok
}

// AddThrough appends what the bytes [From, From+Size) of another text stand for: that text is the source of the run r, and inner leads it further back.
// A run that is not to be divided stays one, from the first byte to the last; what r holds only a part of leads nowhere.
func (m *Map) AddThrough(inner *Map, r Run) {
	if r.Kind != Same {
		if from, to, ok := inner.Source(r.From, r.From+r.Size); ok {
			m.Add(Run{At: r.At, Len: r.Len, From: from, Size: to - from, Kind: r.Kind})
		}
		return
	}
	inner.Each(r.From, r.From+r.Size, func(in Run) {
		if in.At >= r.From && in.At+in.Len <= r.From+r.Size {
			m.Add(Run{At: r.At + in.At - r.From, Len: in.Len, From: in.From, Size: in.Size, Kind: in.Kind})
		}
	})
}

// Through is the map that leads as m does and then as inner does.
func (m *Map) Through(inner *Map) Map {
	var out Map
	for _, r := range m.runs {
		out.AddThrough(inner, r)
	}
	return out
}
