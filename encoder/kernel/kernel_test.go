package kernel

import (
	"math"
	"math/big"
	"math/rand"
	"slices"
	"testing"
)

// paths gives every path that this processor has but the plain one.
func paths(t testing.TB) []Path {
	out := Available()[1:]
	if len(out) == 0 {
		t.Skip("this processor has the plain path only")
	}
	return out
}

func floats(r *rand.Rand, n int, spread float64) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64() * spread)
	}
	return out
}

func weights(r *rand.Rand, n, k int) *Weights {
	w := &Weights{N: n, K: k, Q: make([]int8, n*k), Scale: floats(r, n, .01), Bias: floats(r, n, 1), Sum: make([]int32, n), Even: make([]float32, k)}
	for i := range w.Even {
		w.Even[i] = r.Float32() + .5
	}
	for c := 0; c < n; c++ {
		for i := 0; i < k; i++ {
			v := int8(r.Intn(255) - 127)
			w.Q[c/16*16*k+i/4*64+c%16*4+i%4] = v
			w.Sum[c] += int32(v)
		}
	}
	return w
}

func same(t *testing.T, what string, p Path, want, got []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(want[i]) != math.Float32bits(got[i]) {
			t.Fatalf("%s by %v: value %d is %v, plain Go gives %v", what, p, i, got[i], want[i])
		}
	}
}

func TestPathsGiveTheSameBits(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for _, p := range paths(t) {
		for _, s := range []struct{ rows, n, k int }{{1, 32, 16}, {7, 64, 384}, {13, 384, 1536}, {6, 1152, 384}} {
			x := floats(r, s.rows*s.k, 3)
			if s.n == 64 { // one-sided, as after GELU
				for i := range x {
					x[i] = max(x[i], -.17)
				}
			}
			w := weights(r, s.n, s.k)
			var one, other Rows
			Plain.Quantise(&one, x, s.rows, w)
			p.Quantise(&other, x, s.rows, w)
			same(t, "Quantise", p, one.Scale[:s.rows], other.Scale[:s.rows])
			if string(one.Q) != string(other.Q) || !slices.Equal(one.Zero, other.Zero) {
				t.Fatalf("Quantise by %v: other bytes than plain Go", p)
			}
			want, got := make([]float32, Padded(s.rows)*s.n), make([]float32, Padded(s.rows)*s.n)
			Plain.Product(want, &one, s.rows, w)
			p.Product(got, &other, s.rows, w)
			same(t, "Product", p, want, got)

			a, b := floats(r, Padded(s.rows)*s.k, 1), floats(r, s.k*s.n, 1)
			Plain.Multiply(want, s.n, a, s.k, b, s.n, s.rows, s.n, s.k)
			p.Multiply(got, s.n, a, s.k, b, s.n, s.rows, s.n, s.k)
			same(t, "Multiply", p, want, got)
		}
		x := append(floats(r, 1616, 4), -100, 100, 0, float32(math.Copysign(0, -1)), 1e-30, -1e-30, 5, -5, 9, -9, 1, 2, 3, 4, -3, -4)
		want, got := append([]float32{}, x...), append([]float32{}, x...)
		Plain.GELU(want)
		p.GELU(got)
		same(t, "GELU", p, want, got)

		even, bytes := floats(r, 1600, 15000), [2][]uint8{make([]uint8, 3200), make([]uint8, 3200)}
		for i, v := range even {
			even[i] = min(max(v, -v), shareLevels)
		}
		one := softmax(bytes[0], bytes[0][1600:], x[:1600], even, .2)
		other := p.steps().softmax(bytes[1], bytes[1][1600:], x[:1600], even, .2)
		same(t, "softmax", p, []float32{one}, []float32{other})
		if string(bytes[0]) != string(bytes[1]) {
			t.Fatalf("softmax by %v: other bytes than plain Go", p)
		}

		want, got = floats(r, 3840, 2), nil
		got = append(got, want...)
		add, lw, lb := floats(r, 3840, 1), floats(r, 384, 1), floats(r, 384, 1)
		Plain.Norm(want, add, 10, 384, lw, lb, 1e-12)
		p.Norm(got, add, 10, 384, lw, lb, 1e-12)
		same(t, "Norm", p, want, got)
	}
}

// Sums of products must be exact where they are greatest: bytes at both ends of their range, and weights at theirs, of like and of unlike signs.
func TestGreatestProducts(t *testing.T) {
	const rows, n, k = Tile, 32, 64
	for _, p := range paths(t) {
		w := weights(rand.New(rand.NewSource(4)), n, k)
		clear(w.Sum)
		for i := range w.Q {
			w.Q[i] = []int8{127, -127, 127, 127, -127, -127, 64, 65, -64, -65, 1, 127}[(i/4+i/64*5+i%4)%12]
			w.Sum[i/(16*k)*16+i%64/4] += int32(w.Q[i])
		}
		var q Rows
		q.Resize(rows, k)
		for i := range q.Q {
			q.Q[i] = []uint8{255, 255, 0, 254, 128, 255, 255}[i%7]
		}
		for r := range rows {
			q.Scale[r], q.Zero[r] = 1, int32(r)
		}
		want, got := make([]float32, rows*n), make([]float32, rows*n)
		Plain.Product(want, &q, rows, w)
		p.Product(got, &q, rows, w)
		same(t, "Product", p, want, got)
	}
}

// The approximations are held against the functions of the standard library.
func TestFunctions(t *testing.T) {
	for x := -12.0; x < 12; x += .0137 {
		want := x / 2 * (1 + math.Erf(x/math.Sqrt2))
		if got := float64(gelu(float32(x))); math.Abs(got-want) > 2e-6 {
			t.Fatalf("gelu(%v) = %v, want %v", x, got, want)
		}
		if y := float64(float32(-math.Abs(x) * 7)); math.Abs(float64(power(float32(y)))-math.Exp2(y)) > 1e-4*math.Exp2(y) {
			t.Fatalf("power(%v) = %v, want %v", y, power(float32(y)), math.Exp2(y))
		}
		if y := float64(float32(-math.Abs(x) * 7)); math.Abs(float64(exp(float32(y)))-math.Exp(y)) > 1e-6*math.Exp(y)+1e-37 {
			t.Fatalf("exp(%v) = %v, want %v", y, exp(float32(y)), math.Exp(y))
		}
	}
}

// fused must be right where rounding twice is wrong: sums whose float64 lies in the middle between two float32.
func TestFused(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	exact := func(a, b, c float32) float32 {
		x := new(big.Float).SetPrec(400).Mul(big.NewFloat(float64(a)), big.NewFloat(float64(b)))
		f, _ := x.Add(x, big.NewFloat(float64(c))).Float32()
		return f
	}
	hard := 0
	for range 300000 {
		a, b, c := float32(r.NormFloat64()), float32(r.NormFloat64()), float32(r.NormFloat64())
		if r.Intn(2) == 0 { // a product of nearly half of the last place of c
			k := 15 + r.Intn(6)
			a, b = float32(1+math.Ldexp(1, -k)), float32(1-math.Ldexp(1, -k))/2*float32(1-2*r.Intn(2))
			c = float32(1<<23+r.Intn(1<<23)) * float32(1-2*r.Intn(2))
		}
		if got, want := fused(a, b, c), exact(a, b, c); got != want {
			t.Fatalf("fused(%v, %v, %v) = %v, want %v", a, b, c, got, want)
		}
		if float32(float64(a)*float64(b)+float64(c)) != exact(a, b, c) {
			hard++
		}
	}
	if hard == 0 {
		t.Error("no sum was hard: this shows nothing")
	}
}

// A row's bytes give its values back within half a step, whatever its range.
func TestQuantise(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for _, shift := range []float32{0, 3, -3, 100} {
		x := floats(r, 384, 1)
		for i := range x {
			x[i] += shift
		}
		var q Rows
		w := weights(r, 32, len(x))
		Plain.Quantise(&q, x, 1, w)
		for i, v := range x {
			v *= w.Even[i]
			if got := q.Scale[0] * float32(int32(q.Q[i])-q.Zero[0]); math.Abs(float64(got-v)) > float64(q.Scale[0])*.501+1e-6 {
				t.Fatalf("%v comes back as %v, a step is %v", v, got, q.Scale[0])
			}
		}
	}
}

func BenchmarkProduct(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	w := weights(r, 1536, 384)
	const rows = 510
	dst := make([]float32, rows*1536)
	var q Rows
	q.Resize(rows, 384)
	for _, p := range Available() {
		b.Run(p.String(), func(b *testing.B) {
			for b.Loop() {
				p.Product(dst, &q, rows, w)
			}
			b.ReportMetric(2*rows*384*1536*float64(b.N)/b.Elapsed().Seconds()/1e9, "GOP/s")
		})
	}
}
