package encoder

import (
	"fmt"
	"math"

	"rapporteur/encoder/kernel"
)

// headWidth is the width of an attention head.
const headWidth = 32

// stack is transformer layers of one width, normalised after each step: those of the encoder, or the thin ones of a pairwise head.
type stack struct {
	layers       []layer
	width, inner int
	epsilon      float32
}

type layer struct {
	qkv, o, f1, f2     *kernel.Weights
	n1w, n1b, n2w, n2b []float32
}

func (f *file) stack(prefix string, layers, width, inner int, epsilon float32) stack {
	k := stack{width: width, inner: inner, epsilon: epsilon}
	for i := range layers {
		p := fmt.Sprintf("%s%d.", prefix, i)
		k.layers = append(k.layers, layer{
			qkv: f.product(p+"qkv", 3*width, width), o: f.product(p+"o", width, width), f1: f.product(p+"f1", inner, width), f2: f.product(p+"f2", width, inner),
			n1w: f.floats(p+"n1.w", width), n1b: f.floats(p+"n1.b", width), n2w: f.floats(p+"n2.w", width), n2b: f.floats(p+"n2.b", width),
		})
	}
	return k
}

// prepare makes room in the scratch for n sequences of the given lengths, one after another; it gives the number of rows, which the
// caller then writes to s.x from s.starts.
func (k stack) prepare(s *scratch, n int, length func(i int) int) int {
	s.starts = sized(s.starts, n+1)
	s.starts[0] = 0
	for i := range n {
		s.starts[i+1] = s.starts[i] + length(i)
	}
	rows, w := s.starts[n], k.width
	padded := kernel.Padded(rows)
	s.x, s.context, s.out = sized(s.x, padded*w), sized(s.context, padded*w), sized(s.out, padded*w)
	// attention takes rows tile by tile from the middle of these, hence one tile more
	s.qkv, s.inner = sized(s.qkv, (padded+kernel.Tile)*3*w), sized(s.inner, padded*k.inner)
	return rows
}

// run passes the rows of s.x through the layers; each sequence attends to itself alone.
func (k stack) run(path kernel.Path, s *scratch) {
	rows, w := s.starts[len(s.starts)-1], k.width
	for _, l := range k.layers {
		k.linear(path, s, s.qkv, s.x, rows, l.qkv)
		for i, start := range s.starts[:len(s.starts)-1] {
			k.attend(path, s, start, s.starts[i+1]-start)
		}
		k.linear(path, s, s.out, s.context, rows, l.o)
		path.Norm(s.x, s.out, rows, w, l.n1w, l.n1b, k.epsilon)
		k.linear(path, s, s.inner, s.x, rows, l.f1)
		path.GELU(s.inner[:rows*k.inner])
		k.linear(path, s, s.out, s.inner, rows, l.f2)
		path.Norm(s.x, s.out, rows, w, l.n2w, l.n2b, k.epsilon)
	}
}

func (k stack) linear(path kernel.Path, s *scratch, dst, src []float32, rows int, w *kernel.Weights) {
	path.Quantise(&s.rows, src, rows, w)
	path.Product(dst, &s.rows, rows, w)
}

// attend computes the attention of one sequence of n rows from start, head by head, into the context rows.
func (k stack) attend(path kernel.Path, s *scratch, start, n int) {
	w, wide := k.width, (n+31)/32*32
	s.keys, s.scores = sized(s.keys, headWidth*wide), sized(s.scores, kernel.Padded(n)*wide)
	s.mixed, s.inverse = sized(s.mixed, kernel.Padded(n)*headWidth), sized(s.inverse, n)
	scale := float32(1 / math.Sqrt(headWidth))
	for h := 0; h < w/headWidth; h++ {
		query := s.qkv[start*3*w+h*headWidth:]
		key, value := query[w:], query[2*w:]
		transpose(s.keys, key, n, 3*w, wide)
		path.Multiply(s.scores, wide, query, 3*w, s.keys, wide, n, wide, headWidth)
		path.Softmax(s.scores, wide, n, n, wide, scale, s.inverse)
		path.Multiply(s.mixed, headWidth, s.scores, wide, value, 3*w, n, headWidth, n)
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
