package kernel

import (
	"math"
	"math/rand"
	"testing"
)

// attended is attention in float64.
func attended(query, key, value []float32, ld, n int) []float64 {
	out := make([]float64, n*HeadWidth)
	for i := range n {
		shares, top, sum := make([]float64, n), math.Inf(-1), 0.0
		for j := range n {
			for k := range HeadWidth {
				shares[j] += float64(query[i*ld+k]) * float64(key[j*ld+k]) / math.Sqrt(HeadWidth)
			}
			top = max(top, shares[j])
		}
		for j := range n {
			shares[j] = math.Exp(shares[j] - top)
			sum += shares[j]
		}
		for j := range n {
			for k := range HeadWidth {
				out[i*HeadWidth+k] += shares[j] / sum * float64(value[j*ld+k])
			}
		}
	}
	return out
}

func TestAttention(t *testing.T) {
	const ld, ldc = 3 * HeadWidth, HeadWidth + 16
	r := rand.New(rand.NewSource(5))
	held := map[Path]*Attention{}
	for _, n := range []int{1, 5, 64, 258, 31, 2} { // shorter ones find what longer ones left behind
		qkv := floats(r, Padded(n)*ld, 1.5)
		query, key, value := qkv, qkv[HeadWidth:], qkv[2*HeadWidth:]
		exact := attended(query, key, value, ld, n)
		var first []float32
		for _, p := range Available() {
			a, got := held[p], make([]float32, Padded(n)*ldc)
			if a == nil {
				a = new(Attention)
				held[p] = a
			}
			a.Head(p, got, ldc, query, key, value, ld, n)
			if p == Plain {
				first = got
			}
			var wrong, size float64
			for i := range n {
				same(t, "Attention", p, first[i*ldc:][:HeadWidth], got[i*ldc:][:HeadWidth])
				for k := range HeadWidth {
					d, e := float64(got[i*ldc+k])-exact[i*HeadWidth+k], exact[i*HeadWidth+k]
					wrong, size = wrong+d*d, size+e*e
				}
			}
			if wrong > size*.0009 { // three hundredths of what is right
				t.Errorf("%d rows by %v: %.4f of the exact attention off", n, p, math.Sqrt(wrong/size))
			}
		}
	}
}

// What a query takes of all values adds up to one: where all are alike, it gets just that.
func TestSharesAddUp(t *testing.T) {
	const n, ld = 70, 3 * HeadWidth
	r := rand.New(rand.NewSource(6))
	qkv, context := floats(r, Padded(n)*ld, 1.5), make([]float32, Padded(n)*HeadWidth)
	for i := range n {
		for k := range HeadWidth {
			qkv[i*ld+2*HeadWidth+k] = 1
		}
	}
	new(Attention).Head(Plain, context, HeadWidth, qkv, qkv[HeadWidth:], qkv[2*HeadWidth:], ld, n)
	for i, v := range context[:n*HeadWidth] {
		if math.Abs(float64(v)-1) > .001 {
			t.Fatalf("value %d is %v, want 1", i, v)
		}
	}
}

func BenchmarkAttention(b *testing.B) {
	const n, ld = 258, 3 * HeadWidth
	r := rand.New(rand.NewSource(1))
	qkv, context := floats(r, Padded(n)*ld, 1), make([]float32, Padded(n)*HeadWidth)
	for _, p := range Available() {
		b.Run(p.String(), func(b *testing.B) {
			var a Attention
			for b.Loop() {
				a.Head(p, context, HeadWidth, qkv, qkv[HeadWidth:], qkv[2*HeadWidth:], ld, n)
			}
		})
	}
}
