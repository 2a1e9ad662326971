package kernel

import (
	"encoding/binary"
	"math"
	"slices"
	"unsafe"
)

// HeadWidth is the width of an attention head.
const HeadWidth = 32

// Attention computes scaled dot-product attention (Vaswani et al. 2017), one head at a time, with products of bytes: keys and values become the weights of a
// product, each key and each value with a scale of its own; the values' scales even out the shares that they are summed with (after SageAttention: Zhang et al. 2024).
// It holds memory that is used from head to head; the zero value is ready. Not safe for concurrent use.
type Attention struct {
	queries      Rows
	shares, rest Rows // the upper bytes of what values are summed with, and the lower ones
	keys, values Weights
	scores, out  []float32
	unit         float32 // what the least share is worth, of the value with the greatest scale
	bytes        []uint8
}

// shareLevels is how many levels a share has, in two bytes: most of a row are a thousandth of its greatest, and together they are as much.
const shareLevels = float32(65280)

// small is how many levels keys and values have: so few that two products with them always fit 16 bits, whatever the query (VPMADDUBSW of AVX2).
const small = float32(128)

// nothing is the score of a key that is not there.
const nothing = float32(-1e30)

var ones = func() (o [HeadWidth]float32) {
	for i := range o {
		o[i] = 1
	}
	return o
}()

// Head writes the attention of n queries to n keys, and of these to n values, to the rows of context, of which it must hold Padded(n). ldc is the distance between
// rows of context, ld that between rows of the others.
func (a *Attention) Head(p Path, context []float32, ldc int, query, key, value []float32, ld, n int) {
	wide := (n + 31) / 32 * 32
	step := p.steps()
	a.pack(step, key, value, ld, n, wide)
	a.score(step, query, ld, n, wide)
	a.share(step, n, wide)
	a.sum(step, context, ldc, n)
}

// score writes the product of each query with each key.
func (a *Attention) score(step *steps, query []float32, ld, n, wide int) {
	a.queries.Resize(n, HeadWidth)
	for i := range n {
		a.queries.Scale[i], a.queries.Zero[i] = step.quantise(a.queries.Q[i*HeadWidth:][:HeadWidth], query[i*ld:][:HeadWidth], ones[:], levels, false)
	}
	a.scores = sized(a.scores, Padded(n)*wide)
	step.product(a.scores, wide, &a.queries, n, &a.keys)
}

// share turns scores into what each query takes of each value.
func (a *Attention) share(step *steps, n, wide int) {
	a.shares.Resize(n, wide)
	a.rest.Resize(n, wide)
	clear(a.shares.Zero)
	clear(a.rest.Zero)
	for i := range n {
		row := a.scores[i*wide:][:wide]
		for j := n; j < wide; j++ {
			row[j] = nothing
		}
		a.rest.Scale[i] = float32(a.unit * step.softmax(a.shares.Q[i*wide:][:wide], a.rest.Q[i*wide:][:wide], row, a.values.Even, float32(1/math.Sqrt(HeadWidth))))
		a.shares.Scale[i] = 256 * a.rest.Scale[i]
	}
}

// sum writes the values, summed up by both bytes of the shares.
func (a *Attention) sum(step *steps, context []float32, ldc, n int) {
	a.out = sized(a.out, Padded(n)*HeadWidth)
	step.product(a.out, HeadWidth, &a.rest, n, &a.values)
	step.product(context, ldc, &a.shares, n, &a.values)
	for i := range n {
		row := context[i*ldc:][:HeadWidth]
		for j, v := range a.out[i*HeadWidth:][:HeadWidth] {
			row[j] += v
		}
	}
}

// pack makes the weights out of n keys and values; what they are padded with counts for nothing.
func (a *Attention) pack(step *steps, key, value []float32, ld, n, wide int) {
	a.keys.resize(wide, HeadWidth)
	a.values.resize(HeadWidth, wide)
	a.bytes = sized(a.bytes, wide*HeadWidth)
	padding := a.bytes[n*HeadWidth:]
	for i := range padding {
		padding[i] = uint8(small / 2)
	}
	a.cut(step, a.keys.Scale, key, ld, n)
	step.columns(&a.keys, a.bytes)
	a.cut(step, a.values.Even, value, ld, n)
	step.inputs(&a.values, a.bytes)
	clear(a.values.Even[n:])
	a.unit = max(slices.Max(a.values.Even), tiny) / shareLevels
	for i, v := range a.values.Even {
		a.values.Even[i] = v / a.unit
	}
	for c := range a.values.Scale {
		a.values.Scale[c] = 1
	}
}

// cut writes rows as bytes of small levels, and the scale of each.
func (a *Attention) cut(step *steps, scale, rows []float32, ld, n int) {
	for i := range n {
		scale[i], _ = step.quantise(a.bytes[i*HeadWidth:][:HeadWidth], rows[i*ld:][:HeadWidth], ones[:], small, true)
	}
}

// resize makes room for a matrix of n channels by k inputs without a bias; what stood there is lost.
func (w *Weights) resize(n, k int) {
	w.N, w.K, w.small = n, k, true
	w.Q, w.Scale, w.Bias, w.Sum, w.Even = sized(w.Q, n*k), sized(w.Scale, n), sized(w.Bias, n), sized(w.Sum, n), sized(w.Even, k)
	clear(w.Bias)
}

// columns writes the inputs of all channels, given as bytes of small levels: one row a channel.
func (w *Weights) columns(rows []uint8) {
	for c := range w.N {
		w.column(c, rows[c*w.K:][:w.K])
	}
}

func (w *Weights) column(c int, inputs []uint8) {
	panel := bytesOf(w.Q)[c/16*16*w.K+c%16*4:]
	pairs := uint64(0)
	for k := 0; k < len(inputs); k += 8 {
		v := binary.LittleEndian.Uint64(inputs[k:])
		pairs += v&evenBytes + v>>8&evenBytes
		v = signed(v)
		binary.LittleEndian.PutUint32(panel[k*16:], uint32(v))
		binary.LittleEndian.PutUint32(panel[k*16+64:], uint32(v>>32))
	}
	w.Sum[c] = int32(pairs*eachPair>>48) - int32(len(inputs))*int32(small/2)
}

// inputs writes all inputs of all channels, given as rows of bytes of small levels: one row an input.
func (w *Weights) inputs(rows []uint8) {
	n, q := w.N, bytesOf(w.Q)
	for c := 0; c < n; c += 8 {
		panel := q[c/16*16*w.K+c%16*4:]
		var sum [8]int32
		for k := 0; k < w.K; k += 4 {
			at := rows[k*n+c:]
			v0, v1 := binary.LittleEndian.Uint64(at), binary.LittleEndian.Uint64(at[n:])
			v2, v3 := binary.LittleEndian.Uint64(at[2*n:]), binary.LittleEndian.Uint64(at[3*n:])
			even, odd := v0&evenBytes+v1&evenBytes+v2&evenBytes+v3&evenBytes, v0>>8&evenBytes+v1>>8&evenBytes+v2>>8&evenBytes+v3>>8&evenBytes
			for i := range 4 {
				sum[2*i] += int32(even >> (16 * i) & 0xffff)
				sum[2*i+1] += int32(odd >> (16 * i) & 0xffff)
			}
			v0, v1, v2, v3 = signed(v0), signed(v1), signed(v2), signed(v3)
			a, b := v0&evenBytes|v1&evenBytes<<8, v0>>8&evenBytes|v1&^evenBytes // two inputs of the even channels, of the odd ones
			d, e := v2&evenBytes|v3&evenBytes<<8, v2>>8&evenBytes|v3&^evenBytes
			group := panel[k*16:][:32]
			for i := range 4 {
				s := 16 * i
				binary.LittleEndian.PutUint64(group[8*i:], a>>s&0xffff|d>>s&0xffff<<16|b>>s&0xffff<<32|e>>s<<48)
			}
		}
		for i, v := range sum {
			w.Sum[c+i] = v - int32(w.K)*int32(small/2)
		}
	}
}

const (
	evenBytes = 0x00ff00ff00ff00ff
	eachPair  = 0x0001000100010001
)

// signed takes half of the small levels off each of eight bytes.
func signed(v uint64) uint64 { return (v + 0x4040404040404040) ^ 0x8080808080808080 }

func bytesOf(q []int8) []uint8 {
	return unsafe.Slice((*uint8)(unsafe.Pointer(unsafe.SliceData(q))), len(q))
}
