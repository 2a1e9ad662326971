package encoder

import "sync"

// memory is what an encoding's vectors and all that the heads make of them lie in, kept for the next encoding: an article takes some megabytes of it,
// which would otherwise be the garbage collector's.
type memory struct {
	chunks  [][]float32
	at      int // the chunk that is being filled
	used    int // numbers of it
	windows []Window
}

// chunkSize is how many numbers a chunk holds at least: 2 MB.
const chunkSize = 1 << 19

var memories = sync.Pool{New: func() any { return new(memory) }}

// floats gives n zeros.
func (m *memory) floats(n int) []float32 {
	for m.at < len(m.chunks) && m.used+n > len(m.chunks[m.at]) {
		m.at, m.used = m.at+1, 0
	}
	if m.at == len(m.chunks) {
		m.chunks = append(m.chunks, make([]float32, max(n, chunkSize)))
	}
	s := m.chunks[m.at][m.used : m.used+n : m.used+n]
	m.used += n
	clear(s)
	return s
}

// level is how far the memory is filled.
type level struct{ at, used int }

func (m *memory) level() level { return level{m.at, m.used} }

// back gives up what was taken since then.
func (m *memory) back(to level) { m.at, m.used = to.at, to.used }

// longestKept is how many chunks are kept: those of an article of some 10,000 sub-words.
const longestKept = 16

// Release gives the memory of an encoding to the next one. Neither the encoding nor anything that its methods gave may be used after.
func (e *Encoding) Release() {
	m := e.memory
	if m == nil {
		return
	}
	clear(e.Windows) // what is let go below must not be held by them
	m.at, m.used, m.windows = 0, 0, e.Windows[:0]
	if len(m.chunks) > longestKept {
		clear(m.chunks[longestKept:])
		m.chunks = m.chunks[:longestKept]
	}
	e.memory, e.Windows, e.Pieces = nil, nil, nil
	memories.Put(m)
}
