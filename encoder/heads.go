package encoder

import (
	"fmt"
	"math"

	"rapporteur/encoder/kernel"
)

// Linear is a head that classifies vectors. It is immutable.
type Linear struct {
	Labels []string
	matrix []float32 // [inputs, columns]: transposed and padded
	bias   []float32
}

// columns is what a head's labels are padded to.
const columns = 32

// Linear gives the head of that name: "tag", "name" or "mode".
func (m *Model) Linear(name string) (Linear, error) {
	labels := map[string][]string{"tag": m.Tags, "name": m.Names, "mode": m.Modes}[name]
	if len(labels) == 0 || len(labels) > columns {
		return Linear{}, fmt.Errorf("weights layers: no head %q", name)
	}
	matrix, bias, err := m.transposed(name, len(labels), m.Width, columns)
	return Linear{labels, matrix, bias}, err
}

// transposed gives a float32 matrix of n outputs by k inputs as [k, wide], and its bias.
func (m *Model) transposed(name string, n, k, wide int) ([]float32, []float32, error) {
	w, b := m.heads.floats(name+".w", n*k), m.heads.floats(name+".b", n)
	if m.heads.err != nil {
		return nil, nil, m.heads.err
	}
	out := make([]float32, k*wide)
	for i := range n {
		for j := range k {
			out[j*wide+i] = w[i*k+j]
		}
	}
	return out, b, nil
}

// Classify gives the log-probabilities of the head's labels for each piece; where windows overlap, their mean weighted by how far the
// piece lies from the window's edge.
func (e *Encoding) Classify(h Linear) [][]float32 {
	k := len(h.Labels)
	flat, weight := make([]float32, len(e.Pieces)*k), make([]float32, len(e.Pieces))
	out := make([][]float32, len(e.Pieces))
	for i := range out {
		out[i] = flat[i*k : (i+1)*k]
	}
	var scores []float32
	for _, w := range e.Windows {
		n := w.End - w.First
		scores = sized(scores, kernel.Padded(n)*columns)
		e.model.path.Multiply(scores, columns, w.Vectors, e.model.Width, h.matrix, columns, n, columns, e.model.Width)
		for i := range n {
			row := scores[i*columns : i*columns+k]
			logSoftmax(row, h.bias)
			c := float32(min(i+1, n-i))
			for j, v := range row {
				out[w.First+i][j] += float32(v * c)
			}
			weight[w.First+i] += c
		}
	}
	for i, row := range out {
		for j := range row {
			row[j] /= weight[i]
		}
	}
	return out
}

// logSoftmax adds the bias and normalises a row in place.
func logSoftmax(row, bias []float32) {
	top := float32(math.Inf(-1))
	for j := range row {
		row[j] += bias[j]
		top = max(top, row[j])
	}
	var sum float64
	for _, v := range row {
		sum += math.Exp(float64(v - top))
	}
	log := top + float32(math.Log(sum))
	for j := range row {
		row[j] -= log
	}
}

// Vote gives the log-probabilities of the head's labels for the mean of the vectors of two pieces of one window.
func (e *Encoding) Vote(h Linear, window, first, last int) []float32 {
	w, width := e.Windows[window], e.model.Width
	a, b := w.Vectors[(first-w.First)*width:], w.Vectors[(last-w.First)*width:]
	out := make([]float32, len(h.Labels))
	for i := range width {
		x := (a[i] + b[i]) / 2
		for j := range out {
			out[j] += float32(x * h.matrix[i*columns+j])
		}
	}
	logSoftmax(out, h.bias)
	return out
}

// Pairwise is a head that tells what part each sub-word plays to an anchor, such as a cue: additive over the anchor's vector, the
// sub-word's and their distance, then two layers. It is immutable.
type Pairwise struct {
	Labels                       []string
	anchor, other, middle, final []float32
	anchorB, otherB, middleB     []float32
	finalB, distance             []float32
	far                          int
}

// pairWidth is the inner width of a pairwise head.
const pairWidth = 192

// Pairwise gives the head of that name: "role".
func (m *Model) Pairwise(name string) (Pairwise, error) {
	p := Pairwise{Labels: m.Roles, far: m.Far}
	if name != "role" || len(m.Roles) == 0 || len(m.Roles) > columns || m.Far <= 0 || m.Far > 1<<12 {
		return p, fmt.Errorf("weights layers: no pairwise head %q", name)
	}
	var err error
	for _, part := range []struct {
		name         string
		n, k, wide   int
		matrix, bias *[]float32
	}{
		{"c", pairWidth, m.Width, pairWidth, &p.anchor, &p.anchorB}, {"t", pairWidth, m.Width, pairWidth, &p.other, &p.otherB},
		{"m", pairWidth, pairWidth, pairWidth, &p.middle, &p.middleB}, {"o", len(m.Roles), pairWidth, columns, &p.final, &p.finalB},
	} {
		if *part.matrix, *part.bias, err = m.transposed(name+"."+part.name, part.n, part.k, part.wide); err != nil {
			return p, err
		}
	}
	p.distance = m.heads.floats(name+".d", (2*m.Far+3)*pairWidth)
	return p, m.heads.err
}

// Around gives the window in which the pieces [first, last] stand most central, or false where no window holds them all.
func (e *Encoding) Around(first, last int) (int, bool) {
	best, at := -1, 0
	for i, w := range e.Windows {
		if room := min(first-w.First, w.End-last-1); first >= w.First && last < w.End && room > best {
			best, at = room, i
		}
	}
	return at, best >= 0
}

// Relate gives the log-probabilities of the head's labels for each piece of a window, seen from the pieces [first, last] of it.
func (e *Encoding) Relate(h Pairwise, window, first, last int) [][]float32 {
	w, path, width := &e.Windows[window], e.model.path, e.model.Width
	n := w.End - w.First
	rows := kernel.Padded(n)
	if w.pairs == nil {
		w.pairs = make([]float32, rows*pairWidth)
		path.Multiply(w.pairs, pairWidth, w.Vectors, width, h.other, pairWidth, n, pairWidth, width)
	}
	anchor := e.anchor(h, w, first-w.First, last-w.First)
	x, y := make([]float32, rows*pairWidth), make([]float32, rows*pairWidth)
	for i := range n {
		d := h.distance[h.step(i, first-w.First, last-w.First)*pairWidth:]
		row, other := x[i*pairWidth:(i+1)*pairWidth], w.pairs[i*pairWidth:]
		for j := range row {
			row[j] = anchor[j] + other[j] + d[j]
		}
	}
	path.GELU(x)
	path.Multiply(y, pairWidth, x, pairWidth, h.middle, pairWidth, n, pairWidth, pairWidth)
	for i := range n {
		for j := range pairWidth {
			y[i*pairWidth+j] += h.middleB[j]
		}
	}
	path.GELU(y)
	scores := x[:rows*columns]
	path.Multiply(scores, columns, y, pairWidth, h.final, columns, n, columns, pairWidth)
	out := make([][]float32, n)
	for i := range out {
		out[i] = scores[i*columns : i*columns+len(h.Labels)]
		logSoftmax(out[i], h.finalB)
	}
	return out
}

// anchor is the anchor's part of the sum, with both biases.
func (e *Encoding) anchor(h Pairwise, w *Window, first, last int) []float32 {
	width, out := e.model.Width, make([]float32, pairWidth)
	for j := range out {
		out[j] = h.anchorB[j] + h.otherB[j]
	}
	for i := range width {
		x := (w.Vectors[first*width+i] + w.Vectors[last*width+i]) / 2
		for j, v := range h.anchor[i*pairWidth : (i+1)*pairWidth] {
			out[j] += float32(x * v)
		}
	}
	return out
}

// step is the row of the distance table for piece i.
func (h Pairwise) step(i, first, last int) int {
	switch {
	case i < first:
		return max(i-first, -h.far) + h.far
	case i > last:
		return min(i-last, h.far) + h.far
	}
	return h.far
}
