package encoder

import (
	"math"
	"sync"

	"rapporteur/encoder/kernel"
)

// Encoding is the vectors of a sequence of sub-words, window by window. Not safe for concurrent use.
type Encoding struct {
	Pieces  []Piece
	Windows []Window
	model   *Model
}

// Window is a stretch of sub-words that were read together.
type Window struct {
	First, End int       // [First, End) of Encoding.Pieces
	Vectors    []float32 // rows of the model's width, padded to kernel.Tile rows
	pairs      []float32 // the pairwise head's view of the vectors, made when first asked for
}

// windowsAtOnce bounds the memory of a pass: longer texts are read in several.
const windowsAtOnce = 8

// Encode reads sub-words in overlapping windows. It keeps pieces. Time is linear in their number; memory beside the vectors is bounded.
func (m *Model) Encode(pieces []Piece) *Encoding {
	e := &Encoding{Pieces: pieces, model: m}
	for i := 0; len(pieces) > 0; i += m.Stride {
		e.Windows = append(e.Windows, Window{First: i, End: min(len(pieces), i+m.Window)})
		if i+m.Window >= len(pieces) {
			break
		}
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	for i := 0; i < len(e.Windows); i += windowsAtOnce {
		m.pass(s, e, e.Windows[i:min(len(e.Windows), i+windowsAtOnce)])
	}
	return e
}

// scratch is the memory of one pass, kept for the next.
type scratch struct {
	x, qkv, context, inner, out, scale []float32
	q                                  []uint8
	keys, scores, mixed, inverse       []float32
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// pass runs the layers over the rows of some windows, one after another with their control symbols.
func (m *Model) pass(s *scratch, e *Encoding, windows []Window) {
	starts, rows := make([]int, len(windows)), 0
	for i, w := range windows {
		starts[i] = rows
		rows += w.End - w.First + 2
	}
	n, w := kernel.Padded(rows), m.Width
	s.x, s.context, s.out, s.scale = sized(s.x, n*w), sized(s.context, n*w), sized(s.out, n*w), sized(s.scale, n)
	// attention takes rows tile by tile from the middle of these, hence one tile more
	s.qkv, s.inner, s.q = sized(s.qkv, (n+kernel.Tile)*3*w), sized(s.inner, n*m.Inner), sized(s.q, n*m.Inner)
	for i, win := range windows {
		m.embed(s.x[starts[i]*w:], e.Pieces[win.First:win.End])
	}
	m.path.Norm(s.x, nil, rows, w, m.normW, m.normB, m.Epsilon)
	for _, l := range m.layers {
		m.linear(s, s.qkv, s.x, rows, l.qkv)
		for i, win := range windows {
			m.attend(s, starts[i], win.End-win.First+2)
		}
		m.linear(s, s.out, s.context, rows, l.o)
		m.path.Norm(s.x, s.out, rows, w, l.n1w, l.n1b, m.Epsilon)
		m.linear(s, s.inner, s.x, rows, l.f1)
		m.path.GELU(s.inner[:rows*m.Inner])
		m.linear(s, s.out, s.inner, rows, l.f2)
		m.path.Norm(s.x, s.out, rows, w, l.n2w, l.n2b, m.Epsilon)
	}
	for i := range windows {
		win := &windows[i]
		k := win.End - win.First
		win.Vectors = make([]float32, kernel.Padded(k)*w)
		copy(win.Vectors, s.x[(starts[i]+1)*w:(starts[i]+1+k)*w])
	}
}

func (m *Model) linear(s *scratch, dst, src []float32, rows int, w *kernel.Weights) {
	m.path.Quantise(s.q, s.scale, src, rows, w.K)
	m.path.Product(dst, s.q, s.scale, rows, w)
}

// embed writes word and position vectors, with the control symbols at both ends.
func (m *Model) embed(dst []float32, pieces []Piece) {
	w := m.Width
	for i := 0; i < len(pieces)+2; i++ {
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

// attend computes the attention of one window of n rows from start, head by head, into the context rows.
func (m *Model) attend(s *scratch, start, n int) {
	w, wide := m.Width, (n+31)/32*32
	s.keys, s.scores = sized(s.keys, headWidth*wide), sized(s.scores, kernel.Padded(n)*wide)
	s.mixed, s.inverse = sized(s.mixed, kernel.Padded(n)*headWidth), sized(s.inverse, n)
	scale := float32(1 / math.Sqrt(headWidth))
	for h := 0; h < m.Heads; h++ {
		q := s.qkv[start*3*w+h*headWidth:]
		k, v := q[w:], q[2*w:]
		transpose(s.keys, k, n, 3*w, wide)
		m.path.Multiply(s.scores, wide, q, 3*w, s.keys, wide, n, wide, headWidth)
		m.path.Softmax(s.scores, wide, n, n, wide, scale, s.inverse)
		m.path.Multiply(s.mixed, headWidth, s.scores, wide, v, 3*w, n, headWidth, n)
		for i := 0; i < n; i++ {
			to, inv := s.context[(start+i)*w+h*headWidth:], s.inverse[i]
			for j, x := range s.mixed[i*headWidth : (i+1)*headWidth] {
				to[j] = x * inv
			}
		}
	}
}

// transpose writes the n keys of one head as columns, zeros beyond them.
func transpose(dst, k []float32, n, stride, wide int) {
	for i := 0; i < n; i++ {
		for j, v := range k[i*stride : i*stride+headWidth] {
			dst[j*wide+i] = v
		}
	}
	for j := 0; j < headWidth; j++ {
		clear(dst[j*wide+n : (j+1)*wide])
	}
}
