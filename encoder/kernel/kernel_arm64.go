package kernel

import "golang.org/x/sys/cpu"

var available = detect()

func detect() []Path {
	out := []Path{Plain, NEON}
	if cpu.ARM64.HasASIMDDP {
		out = append(out, NEONDot)
	}
	return out
}

func (p Path) steps() *steps {
	switch p {
	case NEON:
		return &neon
	case NEONDot:
		return &neonDot
	}
	return &plain
}

var (
	neon = steps{
		quantise: func(q []uint8, x, even []float32, levels float32, mirrored bool) (float32, int32) {
			return quantiseNEON(&q[0], &x[0], &even[0], len(x), levels, mirrored)
		},
		product: productPairs,
		multiply: func(c []float32, ldc int, a []float32, lda int, b []float32, ldb, k int) {
			multiplyNEON(&c[0], ldc*4, &a[0], lda*4, &b[0], ldb*4, k)
			multiplyNEON(&c[16], ldc*4, &a[0], lda*4, &b[16], ldb*4, k)
		},
		softmax: func(high, low []uint8, row, even []float32, scale float32) float32 {
			return softmaxNEON(&high[0], &low[0], &row[0], &even[0], len(row), scale)
		},
		columns: (*Weights).columns,
		inputs:  (*Weights).inputs,
		gelu:    func(x []float32) { geluNEON(&x[0], len(x)) },
		norm: func(x, add, w, b []float32, epsilon float32) {
			normNEON(&x[0], &add[0], len(x), &w[0], &b[0], epsilon)
		},
	}
	neonDot = func() steps { s := neon; s.product = productDots; return s }()
)

func productPairs(dst []float32, ldd int, a *Rows, rows int, w *Weights) {
	for n := 0; n < w.N; n += 16 {
		for r := 0; r < Padded(rows); r += 2 {
			productTwo(&dst[r*ldd+n], ldd*4, &a.Q[r*w.K], &w.Q[n*w.K], w.K, &a.Scale[r], &a.Zero[r], &w.Scale[n], &w.Bias[n], &w.Sum[n])
		}
	}
}

func productDots(dst []float32, ldd int, a *Rows, rows int, w *Weights) {
	for n := 0; n < w.N; n += 16 {
		for r := 0; r < rows; r += Tile {
			productDot(&dst[r*ldd+n], ldd*4, &a.Q[r*w.K], &w.Q[n*w.K], w.K, &a.Scale[r], &a.Zero[r], &w.Scale[n], &w.Bias[n], &w.Sum[n])
		}
	}
}

//go:noescape
func productDot(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32)

//go:noescape
func productTwo(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32)

//go:noescape
func multiplyNEON(c *float32, ldc int, a *float32, lda int, b *float32, ldb, k int)

//go:noescape
func quantiseNEON(q *uint8, x, even *float32, n int, levels float32, mirrored bool) (scale float32, zero int32)

//go:noescape
func softmaxNEON(high, low *uint8, x, even *float32, n int, scale float32) float32

//go:noescape
func geluNEON(x *float32, n int)

//go:noescape
func normNEON(x, add *float32, n int, w, b *float32, epsilon float32)
