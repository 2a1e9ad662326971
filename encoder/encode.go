package encoder

import (
	"sync"

	"rapporteur/encoder/kernel"
)

// Encoding is the vectors of a sequence of sub-words, window by window. Not safe for concurrent use.
type Encoding struct {
	Pieces  []Piece
	Windows []Window
	model   *Model
	memory  *memory
}

// Window is a stretch of sub-words that were read together.
type Window struct {
	First, End int       // [First, End) of Encoding.Pieces
	Vectors    []float32 // rows of the model's width, padded to kernel.Tile rows
	pairs      []float32 // the pairwise head's view of the vectors, made when first asked for
}

// Encode reads sub-words in overlapping windows. It keeps pieces. Who is done with the encoding releases it. Time is linear in their number; memory beside the vectors is bounded:
// windows are read one by one, so that a window's rows stay in the nearer caches from step to step. Several in a batch are slower by a tenth.
func (m *Model) Encode(pieces []Piece) *Encoding {
	e := m.encoding(pieces)
	for i := 0; len(pieces) > 0; i += m.Stride {
		e.Windows = append(e.Windows, Window{First: i, End: min(len(pieces), i+m.held())})
		if i+m.held() >= len(pieces) {
			break
		}
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	for i := range e.Windows {
		m.pass(s, e, &e.Windows[i])
	}
	return e
}

// encoding has memory, and no windows yet.
func (m *Model) encoding(pieces []Piece) *Encoding {
	memory := memories.Get().(*memory)
	return &Encoding{Pieces: pieces, Windows: memory.windows, model: m, memory: memory}
}

// scratch is the memory of one pass, kept for the next.
type scratch struct {
	x, qkv, context, inner, out []float32
	rows                        kernel.Rows
	attention                   kernel.Attention
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// pass runs the layers over the rows of a window, with its control symbols.
func (m *Model) pass(s *scratch, e *Encoding, win *Window) {
	n, w := win.End-win.First, m.Width
	m.stack.prepare(s, n+around)
	m.embed(s.x, e.Pieces[win.First:win.End])
	m.path.Norm(s.x, nil, n+around, w, m.normW, m.normB, m.Epsilon)
	m.stack.run(m.path, s, n+around)
	win.Vectors = e.memory.floats(kernel.Padded(n) * w)
	copy(win.Vectors, s.x[w:(n+1)*w])
}

// embed writes word and position vectors, with the control symbols at both ends.
func (m *Model) embed(dst []float32, pieces []Piece) {
	w := m.Width
	for i := 0; i < len(pieces)+around; i++ {
		id := m.bos
		switch {
		case i == len(pieces)+1:
			id = m.eos
		case i > 0:
			id = pieces[i-1].ID
		}
		row := dst[i*w : (i+1)*w]
		m.vector(row, id)
		for j, v := range m.position[i*w : (i+1)*w] {
			row[j] += v
		}
	}
}
