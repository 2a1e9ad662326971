package kernel

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

var available = detect()

func detect() []Path {
	x, out := cpu.X86, []Path{Plain}
	if x.HasAVX2 && x.HasFMA {
		out = append(out, AVX2)
	}
	if x.HasAVX2 && x.HasFMA && x.HasAVXVNNI {
		out = append(out, AVXVNNI)
	}
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512VL && x.HasAVX512DQ && x.HasAVX512VNNI {
		out = append(out, AVX512)
	}
	return out
}

func (p Path) steps() *steps {
	switch p {
	case AVX2:
		return &avx2
	case AVXVNNI:
		return &avxVNNI
	case AVX512:
		return &avx512
	}
	return &plain
}

var (
	avx2 = steps{
		quantise: func(q []uint8, x, even []float32, levels float32, mirrored bool) (float32, int32) {
			return quantise256(&q[0], &x[0], &even[0], len(x), levels, mirrored)
		},
		product: productSplit,
		multiply: func(c []float32, ldc int, a []float32, lda int, b []float32, ldb, k int) {
			multiply256(&c[0], ldc*4, &a[0], lda*4, &b[0], ldb*4, k)
			multiply256(&c[16], ldc*4, &a[0], lda*4, &b[16], ldb*4, k)
		},
		softmax: func(high, low []uint8, row, even []float32, scale float32) float32 {
			return softmax256(&high[0], &low[0], &row[0], &even[0], len(row), scale)
		},
		columns: func(w *Weights, rows []uint8) { packKeys256(&w.Q[0], &w.Sum[0], &rows[0], w.N) },
		inputs:  func(w *Weights, rows []uint8) { packValues256(&w.Q[0], &w.Sum[0], &rows[0], w.K) },
		gelu:    func(x []float32) { gelu256(&x[0], len(x)) },
		norm: func(x, add, w, b []float32, epsilon float32) {
			norm256(&x[0], &add[0], len(x), &w[0], &b[0], epsilon)
		},
	}
	avxVNNI = func() steps { s := avx2; s.product = productBytes; return s }()
	avx512  = steps{
		quantise: func(q []uint8, x, even []float32, levels float32, mirrored bool) (float32, int32) {
			return quantise512(&q[0], &x[0], &even[0], len(x), levels, mirrored)
		},
		product: product512Bits,
		multiply: func(c []float32, ldc int, a []float32, lda int, b []float32, ldb, k int) {
			multiply512(&c[0], ldc*4, &a[0], lda*4, &b[0], ldb*4, k)
		},
		softmax: func(high, low []uint8, row, even []float32, scale float32) float32 {
			return softmax512(&high[0], &low[0], &row[0], &even[0], len(row), scale)
		},
		columns: func(w *Weights, rows []uint8) { packKeys256(&w.Q[0], &w.Sum[0], &rows[0], w.N) },
		inputs:  func(w *Weights, rows []uint8) { packValues256(&w.Q[0], &w.Sum[0], &rows[0], w.K) },
		gelu:    func(x []float32) { gelu512(&x[0], len(x)) },
		norm: func(x, add, w, b []float32, epsilon float32) {
			norm512(&x[0], &add[0], len(x), &w[0], &b[0], epsilon)
		},
	}
)

// productSplit multiplies bytes in two steps, since AVX2 has no exact product of all of them.
func productSplit(dst []float32, ldd int, a *Rows, rows int, w *Weights) {
	if w.small {
		productSmall(dst, ldd, a, rows, w)
		return
	}
	s := w.parts()
	for n := 0; n < w.N; n += 16 {
		first, low, end := s.first[n/8], s.first[n/8+1], s.first[n/8+2]
		at, rest := unsafe.SliceData(s.at[first:]), unsafe.SliceData(s.rest[first*32:])
		for r := 0; r < rows; r += Tile {
			product256(&dst[r*ldd+n], ldd*4, &a.Q[r*w.K], &s.most[n*w.K], w.K, &a.Scale[r], &a.Zero[r], &w.Scale[n], &w.Bias[n], &w.Sum[n], at, rest, low-first, end-low)
		}
	}
}

func productSmall(dst []float32, ldd int, a *Rows, rows int, w *Weights) {
	for n := 0; n < w.N; n += 16 {
		for r := 0; r < rows; r += Tile {
			product256(&dst[r*ldd+n], ldd*4, &a.Q[r*w.K], &w.Q[n*w.K], w.K, &a.Scale[r], &a.Zero[r], &w.Scale[n], &w.Bias[n], &w.Sum[n], nil, nil, 0, 0)
		}
	}
}

func productBytes(dst []float32, ldd int, a *Rows, rows int, w *Weights) {
	for n := 0; n < w.N; n += 16 {
		for r := 0; r < rows; r += Tile {
			productVNNI(&dst[r*ldd+n], ldd*4, &a.Q[r*w.K], &w.Q[n*w.K], w.K, &a.Scale[r], &a.Zero[r], &w.Scale[n], &w.Bias[n], &w.Sum[n])
		}
	}
}

func product512Bits(dst []float32, ldd int, a *Rows, rows int, w *Weights) {
	for n := 0; n < w.N; n += 32 {
		for r := 0; r < rows; r += Tile {
			product512(&dst[r*ldd+n], ldd*4, &a.Q[r*w.K], &w.Q[n*w.K], w.K, &a.Scale[r], &a.Zero[r], &w.Scale[n], &w.Bias[n], &w.Sum[n])
		}
	}
}

//go:noescape
func product256(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32, at *int32, rest *int8, low, high int)

//go:noescape
func productVNNI(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32)

//go:noescape
func multiply256(c *float32, ldc int, a *float32, lda int, b *float32, ldb, k int)

//go:noescape
func quantise256(q *uint8, x, even *float32, n int, levels float32, mirrored bool) (scale float32, zero int32)

//go:noescape
func softmax256(high, low *uint8, x, even *float32, n int, scale float32) float32

//go:noescape
func gelu256(x *float32, n int)

//go:noescape
func norm256(x, add *float32, n int, w, b *float32, epsilon float32)

//go:noescape
func product512(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32)

//go:noescape
func multiply512(c *float32, ldc int, a *float32, lda int, b *float32, ldb, k int)

//go:noescape
func quantise512(q *uint8, x, even *float32, n int, levels float32, mirrored bool) (scale float32, zero int32)

//go:noescape
func softmax512(high, low *uint8, x, even *float32, n int, scale float32) float32

//go:noescape
func gelu512(x *float32, n int)

//go:noescape
func norm512(x, add *float32, n int, w, b *float32, epsilon float32)

//go:noescape
func packKeys256(q *int8, sum *int32, rows *uint8, n int)

//go:noescape
func packValues256(q *int8, sum *int32, rows *uint8, k int)
