package kernel

import "golang.org/x/sys/cpu"

// Best is the fastest path that this processor has.
func Best() Path {
	x := cpu.X86
	switch {
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512VL && x.HasAVX512DQ && x.HasAVX512VNNI:
		return AVX512
	case x.HasAVX2:
		return AVX2
	}
	return Plain
}

//go:noescape
func product512(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32)

//go:noescape
func multiply512(c *float32, ldc int, a *float32, lda int, b *float32, ldb, k int)

//go:noescape
func quantise512(q *uint8, x, even *float32, n int) (scale float32, zero int32)

//go:noescape
func softmax512(x *float32, n int, scale float32) float32

//go:noescape
func gelu512(x *float32, n int)

//go:noescape
func norm512(x, add *float32, n int, w, b *float32, epsilon float32)

// sums2x16 sums the products of two rows with one panel of 16 channels.
//
//go:noescape
func sums2x16(sum *int32, a *uint8, lda int, w *int8, k int)

func productAVX2(dst []float32, a []uint8, panel []int8, scale []float32, zero []int32, w *Weights, n int) {
	var sum [2][32]int32
	for r := 0; r < Tile; r += 2 {
		for half := 0; half < 2; half++ {
			sums2x16(&sum[0][half*16], &a[r*w.K], w.K, &panel[half*16*w.K], w.K)
		}
		for i := range sum {
			finish(dst[(r+i)*w.N:(r+i)*w.N+32], &sum[i], scale[r+i], zero[r+i], w, n)
		}
	}
}
