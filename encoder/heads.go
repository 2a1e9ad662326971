package encoder

import (
	"fmt"
	"math"
	"slices"

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

// Linear gives the classifying head of that name: "tag", "name", "mode" or "report".
func (m *Model) Linear(name string) (Linear, error) {
	labels := m.Labels[name]
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
	flat, weight := e.memory.floats(len(e.Pieces)*k), e.memory.floats(len(e.Pieces))
	out := make([][]float32, len(e.Pieces))
	for i := range out {
		out[i] = flat[i*k : (i+1)*k]
	}
	scores := e.memory.floats(kernel.Padded(e.model.Window) * columns)
	for _, w := range e.Windows {
		n := w.End - w.First
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
	for j := range row {
		row[j] += bias[j]
	}
	normalise(row)
}

// normalise turns scores into log-probabilities in place.
func normalise(row []float32) {
	top := float32(math.Inf(-1))
	for _, v := range row {
		top = max(top, v)
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

// Place is a stretch of pieces, both ends included.
type Place struct{ First, Last int }

// Around gives the window in which a place stands most central, or false where no window holds all of it.
func (e *Encoding) Around(p Place) (int, bool) {
	best, at := -1, 0
	for i, w := range e.Windows {
		if room := min(p.First-w.First, w.End-p.Last-1); p.First >= w.First && p.Last < w.End && room > best {
			best, at = room, i
		}
	}
	return at, best >= 0
}

// ends writes the mean of the vectors of a place's first and last piece, from the window where it stands most central. The two may
// come from different windows where none holds all of it.
func (e *Encoding) ends(dst []float32, p Place) {
	a, b := e.row(p, p.First), e.row(p, p.Last)
	for i := range dst {
		dst[i] = (a[i] + b[i]) / 2
	}
}

// row is the vector of one piece of a place.
func (e *Encoding) row(p Place, piece int) []float32 {
	at, ok := e.Around(p)
	if !ok {
		at, _ = e.Around(Place{piece, piece})
	}
	w, width := e.Windows[at], e.model.Width
	return w.Vectors[(piece-w.First)*width : (piece-w.First+1)*width]
}

// mean writes the mean of the vectors of all pieces of a place; a place longer than every window counts up to where its window ends.
func (e *Encoding) mean(dst []float32, p Place) {
	at, ok := e.Around(p)
	if !ok {
		at, _ = e.Around(Place{p.First, p.First})
	}
	w, width := e.Windows[at], e.model.Width
	clear(dst)
	n := 0
	for i := p.First; i <= p.Last && i < w.End; i, n = i+1, n+1 {
		for j, v := range w.Vectors[(i-w.First)*width : (i-w.First+1)*width] {
			dst[j] += v
		}
	}
	for j := range dst {
		dst[j] /= float32(n)
	}
}

// Vote gives the log-probabilities of the head's labels for the ends of a place, such as a cue.
func (e *Encoding) Vote(h Linear, p Place) []float32 { return e.ask(h, p, e.ends) }

// Judge gives the log-probabilities of the head's labels for all of a place, such as a sentence.
func (e *Encoding) Judge(h Linear, p Place) []float32 { return e.ask(h, p, e.mean) }

func (e *Encoding) ask(h Linear, p Place, vector func([]float32, Place)) []float32 {
	out := make([]float32, len(h.Labels))
	defer e.memory.back(e.memory.level())
	x := e.memory.floats(e.model.Width)
	vector(x, p)
	for i, v := range x {
		for j := range out {
			out[j] += float32(v * h.matrix[i*columns+j])
		}
	}
	logSoftmax(out, h.bias)
	return out
}

// Pairwise is a head that tells what part each sub-word of a window plays to an anchor, such as a cue: the sum of both vectors and their
// distance, read by thin layers that see the window with this anchor in mind. It is immutable.
type Pairwise struct {
	Labels                  []string
	anchor, other, final    []float32
	anchorB, otherB, finalB []float32
	distance, normW, normB  []float32
	far                     int
	stack                   stack
}

// Pairwise gives the head of that name: "role".
func (m *Model) Pairwise(name string) (Pairwise, error) {
	inner := m.PairInner
	h := Pairwise{Labels: m.Labels[name], far: m.Far}
	if len(h.Labels) == 0 || len(h.Labels) > columns || m.Far <= 0 || m.Far > 1<<12 || inner <= 0 || inner%kernel.HeadWidth != 0 || inner > m.Width || m.PairLayers < 0 || m.PairLayers > 16 {
		return h, fmt.Errorf("weights layers: no pairwise head %q", name)
	}
	for _, part := range []struct {
		name         string
		n, k, wide   int
		matrix, bias *[]float32
	}{
		{"c", inner, m.Width, inner, &h.anchor, &h.anchorB}, {"t", inner, m.Width, inner, &h.other, &h.otherB}, {"o", len(h.Labels), inner, columns, &h.final, &h.finalB},
	} {
		var err error
		if *part.matrix, *part.bias, err = m.transposed(name+"."+part.name, part.n, part.k, part.wide); err != nil {
			return h, err
		}
	}
	f := m.heads
	h.distance, h.normW, h.normB = f.floats(name+".d", (2*m.Far+1)*inner), f.floats(name+".n.w", inner), f.floats(name+".n.b", inner)
	h.stack = f.stack(name+".l", m.PairLayers, inner, 2*inner, m.Epsilon)
	return h, f.err
}

// Relation is what a pairwise head says of the pieces of one window.
type Relation struct {
	First int         // the first piece that was read with the anchor in mind
	Rows  [][]float32 // log-probabilities of the head's labels for each piece from there
}

// Relate gives for each anchor what the head says of the window in which it stands most central; no rows where no window holds it.
func (e *Encoding) Relate(h Pairwise, anchors []Place) []Relation {
	out := make([]Relation, len(anchors))
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	for i, a := range anchors {
		if w, ok := e.Around(a); ok {
			out[i] = e.relate(s, h, a, &e.Windows[w])
		}
	}
	return out
}

// relate reads the pieces of a window that the head knows the distances of, and the whole window where a part goes beyond them.
func (e *Encoding) relate(s *scratch, h Pairwise, a Place, w *Window) Relation {
	first, end := max(w.First, a.First-h.far), min(w.End, a.Last+1+h.far)
	r := e.read(s, h, a, w, first, end)
	if first > w.First && r.plays(0) || end < w.End && r.plays(len(r.Rows)-edge) {
		return e.read(s, h, a, w, w.First, w.End)
	}
	return r
}

// edge is how many pieces at the end of a stretch tell whether a part goes beyond it.
const edge = 8

// plays tells whether one of the edge rows from there on is most likely part of something: anything but the first label.
func (r Relation) plays(first int) bool {
	first = max(0, first)
	return slices.ContainsFunc(r.Rows[first:min(len(r.Rows), first+edge)], func(row []float32) bool { return slices.Max(row) > row[0] })
}

// read gives what the head says of the pieces [first, end) of a window.
func (e *Encoding) read(s *scratch, h Pairwise, a Place, w *Window, first, end int) Relation {
	inner, path, rows := h.stack.width, e.model.path, end-first
	h.stack.prepare(s, rows)
	others, anchor := e.others(h, w)[(first-w.First)*inner:], e.anchor(h, a)
	for i := range rows {
		row := s.x[i*inner : (i+1)*inner]
		for k, v := range others[i*inner : (i+1)*inner] {
			row[k] = anchor[k] + v
		}
		copy(s.out[i*inner:], h.distance[h.step(i, a.First-first, a.Last-first)*inner:][:inner])
	}
	path.Norm(s.x, s.out, rows, inner, h.normW, h.normB, h.stack.epsilon)
	h.stack.run(path, s, rows)
	scores := e.memory.floats(kernel.Padded(rows) * columns)
	path.Multiply(scores, columns, s.x, inner, h.final, columns, rows, columns, inner)
	r := Relation{first, make([][]float32, rows)}
	for i := range r.Rows {
		r.Rows[i] = scores[i*columns : i*columns+len(h.Labels)]
		logSoftmax(r.Rows[i], h.finalB)
	}
	return r
}

// others is the head's view of a window's vectors, made once.
func (e *Encoding) others(h Pairwise, w *Window) []float32 {
	if w.pairs == nil {
		n, inner := w.End-w.First, h.stack.width
		w.pairs = e.memory.floats(kernel.Padded(n) * inner)
		e.model.path.Multiply(w.pairs, inner, w.Vectors, e.model.Width, h.other, inner, n, inner, e.model.Width)
	}
	return w.pairs
}

// anchor is the anchor's part of the sum, with both biases.
func (e *Encoding) anchor(h Pairwise, p Place) []float32 {
	out := e.memory.floats(h.stack.width)
	defer e.memory.back(e.memory.level())
	x := e.memory.floats(e.model.Width)
	e.ends(x, p)
	for j := range out {
		out[j] = h.anchorB[j] + h.otherB[j]
	}
	for i, v := range x {
		for j, w := range h.anchor[i*len(out) : (i+1)*len(out)] {
			out[j] += float32(v * w)
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

// Choice is a head that chooses for a place one of several candidates, or none of them. It is immutable.
type Choice struct {
	asking, offered, middle, final []float32
	askingB, middleB, finalB       []float32
	none                           []float32
	noneB                          float32
	tables                         [][]float32 // by feature
	inner                          int
}

// Candidate is a place that may be chosen, with a value for each feature of the head.
type Candidate struct {
	Place
	Features []int
}

// Choice gives the choosing head of that name: "refer".
func (m *Model) Choice(name string) (Choice, error) {
	inner, f := m.PairInner, m.heads
	h := Choice{inner: inner}
	if inner <= 0 || inner%columns != 0 || inner > m.Width || len(m.Tables) == 0 || len(m.Tables) > 16 {
		return h, fmt.Errorf("weights layers: no choosing head %q", name)
	}
	var b []float32
	var err error
	for _, part := range []struct {
		name         string
		k            int
		matrix, bias *[]float32
	}{{"a", m.Width, &h.asking, &h.askingB}, {"b", m.Width, &h.offered, &b}, {"m", inner, &h.middle, &h.middleB}} {
		if *part.matrix, *part.bias, err = m.transposed(name+"."+part.name, inner, part.k, inner); err != nil {
			return h, err
		}
	}
	h.askingB = append([]float32{}, h.askingB...)
	for j, v := range b {
		h.askingB[j] += v
	}
	h.final, h.finalB, h.none = f.floats(name+".o.w", inner), f.floats(name+".o.b", 1), f.floats(name+".none.w", m.Width)
	noneB := f.floats(name+".none.b", 1)
	if f.err != nil {
		return h, f.err
	}
	h.noneB = noneB[0]
	for i, n := range m.Tables {
		if n <= 0 || n > 1<<12 {
			return h, fmt.Errorf("weights layers: a table of %d rows is not supported", n)
		}
		h.tables = append(h.tables, f.floats(fmt.Sprintf("%s.f%d", name, i), n*inner))
	}
	return h, f.err
}

// Choose gives the log-probabilities of none and of each candidate, in this order.
func (e *Encoding) Choose(h Choice, p Place, candidates []Candidate) []float32 {
	width, inner, n := e.model.Width, h.inner, len(candidates)
	defer e.memory.back(e.memory.level())
	x, ask := e.memory.floats(width), e.memory.floats(inner)
	e.ends(x, p)
	copy(ask, h.askingB)
	none := h.noneB
	for i, v := range x {
		none += float32(v * h.none[i])
		for j, w := range h.asking[i*inner : (i+1)*inner] {
			ask[j] += float32(v * w)
		}
	}
	out := make([]float32, 1, n+1)
	out[0] = none
	if n > 0 {
		out = append(out, e.scores(h, ask, candidates)...)
	}
	normalise(out)
	return out
}

func (e *Encoding) scores(h Choice, ask []float32, candidates []Candidate) []float32 {
	width, inner, path, n := e.model.Width, h.inner, e.model.path, len(candidates)
	rows := kernel.Padded(n)
	vectors, x, y := e.memory.floats(rows*width), e.memory.floats(rows*inner), e.memory.floats(rows*inner)
	for i, c := range candidates {
		e.ends(vectors[i*width:(i+1)*width], c.Place)
	}
	path.Multiply(x, inner, vectors, width, h.offered, inner, n, inner, width)
	for i, c := range candidates {
		row := x[i*inner : (i+1)*inner]
		for j := range row {
			row[j] += ask[j]
		}
		for k, f := range c.Features {
			for j, v := range h.tables[k][f*inner : (f+1)*inner] {
				row[j] += v
			}
		}
	}
	path.GELU(x)
	path.Multiply(y, inner, x, inner, h.middle, inner, n, inner, inner)
	for i := range candidates {
		for j, b := range h.middleB {
			y[i*inner+j] += b
		}
	}
	path.GELU(y)
	out := make([]float32, n)
	for i := range out {
		out[i] = h.finalB[0]
		for j, w := range h.final {
			out[i] += float32(y[i*inner+j] * w)
		}
	}
	return out
}
