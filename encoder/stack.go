package encoder

import (
	"fmt"
	"slices"

	"rapporteur/encoder/kernel"
)

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

// stack reads the layers; where one is missing or of another form, f.err tells, and the stack is of no use.
func (f *file) stack(prefix string, layers, width, inner int, epsilon float32) stack {
	k := stack{width: width, inner: inner, epsilon: epsilon}
	for i := range layers {
		p := fmt.Sprintf("%s%d.", prefix, i)
		qkv := f.product(p+"qkv", 3*width, width)
		if f.err != nil {
			return k
		}
		// what a key's bias adds to all scores of a query goes away in softmax: without it the keys are smaller, and their bytes finer
		qkv.Bias = slices.Clone(qkv.Bias)
		clear(qkv.Bias[width : 2*width])
		k.layers = append(k.layers, layer{
			qkv: qkv, o: f.product(p+"o", width, width), f1: f.product(p+"f1", inner, width), f2: f.product(p+"f2", width, inner),
			n1w: f.floats(p+"n1.w", width), n1b: f.floats(p+"n1.b", width), n2w: f.floats(p+"n2.w", width), n2b: f.floats(p+"n2.b", width),
		})
	}
	return k
}

// prepare makes room in the scratch for a sequence of that many rows, which the caller then writes to s.x.
func (k stack) prepare(s *scratch, rows int) {
	padded, w := kernel.Padded(rows), k.width
	s.x, s.context, s.out = sized(s.x, padded*w), sized(s.context, padded*w), sized(s.out, padded*w)
	s.qkv, s.inner = sized(s.qkv, padded*3*w), sized(s.inner, padded*k.inner)
}

// run passes the rows of s.x through the layers.
func (k stack) run(path kernel.Path, s *scratch, rows int) {
	w := k.width
	for _, l := range k.layers {
		k.linear(path, s, s.qkv, s.x, rows, l.qkv)
		k.attend(path, s, rows)
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

// attend computes the attention of all n rows to each other, head by head, into the context rows.
func (k stack) attend(path kernel.Path, s *scratch, n int) {
	w := k.width
	for h := 0; h < w; h += kernel.HeadWidth {
		s.attention.Head(path, s.context[h:], w, s.qkv[h:], s.qkv[w+h:], s.qkv[2*w+h:], 3*w, n)
	}
}
