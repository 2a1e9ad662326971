// Package kernel computes what an encoder layer needs: products of 8-bit activations with 8-bit weights, and the few float32
// operations between them. Every path (plain Go, AVX2, AVX-VNNI, AVX-512 with VNNI, NEON with and without dot product) gives the same bits: integer sums are exact, float32
// operations are rounded one by one, fused only where a Product is finished, in Multiply and in softmax, and sums over lanes have one fixed order.
package kernel

import "math"

// Tile is the number of rows that one product step takes: row counts of activations and results are padded to a multiple of it.
const Tile = 6

// lanes is the width of the fixed order in which rows are summed.
const lanes = 16

// Path is a set of instructions to compute with.
type Path int

// The paths.
const (
	Plain   Path = iota // Go only, any processor
	AVX2                // 256 bits
	AVXVNNI             // 256 bits, with products of bytes (AVX-VNNI)
	AVX512              // 512 bits, with products of bytes (AVX-512 VNNI)
	NEON                // 128 bits (Armv8)
	NEONDot             // 128 bits, with products of bytes (Armv8.2 dot product)
)

// String names the path.
func (p Path) String() string {
	return [...]string{"plain", "avx2", "avx-vnni", "avx512", "neon", "neon-dot"}[p]
}

// Best is the fastest path that this processor has.
func Best() Path { return available[len(available)-1] }

// Available gives the paths that this processor has, slowest first.
func Available() []Path { return append([]Path(nil), available...) }

// steps are the operations of a path; kernel's methods of the same names tell what they do.
type steps struct {
	quantise func(q []uint8, x, even []float32, levels float32, mirrored bool) (scale float32, zero int32)
	product  func(dst []float32, ldd int, a *Rows, rows int, w *Weights)
	multiply func(c []float32, ldc int, a []float32, lda int, b []float32, ldb, k int) // a tile of Tile rows and 32 columns
	softmax  func(high, low []uint8, row, even []float32, scale float32) float32
	gelu     func(x []float32)
	norm     func(x, add, w, b []float32, epsilon float32)
	columns  func(w *Weights, rows []uint8) // channels out of rows of HeadWidth bytes of small levels
	inputs   func(w *Weights, rows []uint8) // HeadWidth channels out of rows of inputs
}

var plain = steps{quantise, productPlain, multiply, softmax, geluPlain, norm, (*Weights).columns, (*Weights).inputs}

// Padded is n rounded up to a multiple of Tile.
func Padded(n int) int { return (n + Tile - 1) / Tile * Tile }

// Weights is a layer's matrix of N output channels by K inputs. Q holds panels of 16 channels: for each group of four inputs
// 16 times 4 weights, from -127 to 127. N is a multiple of 32 and K of 16.
type Weights struct {
	N, K  int
	Q     []int8
	Scale []float32 // per channel
	Bias  []float32 // per channel
	Sum   []int32   // per channel, of its weights: what a row's zero point adds to each product
	Even  []float32 // per input, what it is multiplied with before it is cut into bytes; its weights are divided by as much, so that inputs of very different size lose little (SmoothQuant: Xiao et al. 2023)

	small bool  // whether no weight is beyond 64, so that the sum of two products with bytes fits 16 bits
	split split // of a path that needs it, where they are not small
}

// Rows are activations in 8 bits, a value being Scale*(byte-Zero) of its row. Each holds Padded rows.
type Rows struct {
	Q     []uint8
	Scale []float32
	Zero  []int32
}

// Resize makes room for rows of k values; what stood there is lost.
func (q *Rows) Resize(rows, k int) {
	n := Padded(rows)
	q.Q, q.Scale, q.Zero = sized(q.Q, n*k), sized(q.Scale, n), sized(q.Zero, n)
}

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Quantise writes rows of float32 values, evened out as w asks, as bytes: the range from the least to the greatest value of a row, and 0, is cut into 254
// steps, so that one-sided values such as GELU's use all of them.
func (p Path) Quantise(q *Rows, x []float32, rows int, w *Weights) {
	k := w.K
	q.Resize(rows, k)
	step := p.steps().quantise
	for r := 0; r < rows; r++ {
		q.Scale[r], q.Zero[r] = step(q.Q[r*k:(r+1)*k], x[r*k:(r+1)*k], w.Even, levels, false)
	}
}

// levels is one less than a byte has, so that rounding the zero point and a value both upwards stays within it.
const levels = float32(254)

// quantise cuts the range of a row, evened out, into that many levels; mirrored it is made as wide on both sides of 0, so that the zero point is in its middle.
func quantise(q []uint8, x, even []float32, levels float32, mirrored bool) (float32, int32) {
	var low, high float32
	for i, v := range x {
		v = float32(v * even[i])
		low, high = min(low, v), max(high, v)
	}
	if mirrored {
		high = max(-low, high)
		low = -high
	}
	span := high - low
	if span < tiny {
		span = tiny
	}
	inv := levels / span
	zero := -nearest(float32(low * inv))
	for i, v := range x {
		q[i] = uint8(nearest(float32(float32(v*even[i])*inv)) + zero)
	}
	return span / levels, zero
}

// nearest rounds to the nearest integer, halves to even.
func nearest(x float32) int32 { return int32(math.Float32bits(x+rounder) - rounderBits) }

const (
	tiny        = float32(1e-20)
	rounder     = float32(12582912) // 1.5 * 2^23: adding it rounds to the nearest even integer
	rounderBits = uint32(0x4B400000)
)

// Product writes dst[r, n] = a.Scale[r]*w.Scale[n]*sum_k((a[r,k]-a.Zero[r])*w[n,k]) + w.Bias[n] for Padded(rows) rows.
func (p Path) Product(dst []float32, a *Rows, rows int, w *Weights) {
	p.steps().product(dst, w.N, a, rows, w)
}

func productPlain(dst []float32, ldd int, a *Rows, rows int, w *Weights) {
	for n := 0; n < w.N; n += 32 {
		for r := 0; r < rows; r += Tile {
			product(dst[r*ldd+n:], ldd, a.Q[r*w.K:(r+Tile)*w.K], w.Q[n*w.K:(n+32)*w.K], a.Scale[r:r+Tile], a.Zero[r:r+Tile], w, n)
		}
	}
}

// product computes one tile of Tile rows and 32 channels.
func product(dst []float32, ldd int, a []uint8, panel []int8, scale []float32, zero []int32, w *Weights, n int) {
	for r := 0; r < Tile; r++ {
		var sum [32]int32
		row := a[r*w.K : (r+1)*w.K]
		for half := 0; half < 2; half++ {
			part := panel[half*16*w.K : (half+1)*16*w.K]
			for k := 0; k < w.K; k += 4 {
				a0, a1, a2, a3 := int32(row[k]), int32(row[k+1]), int32(row[k+2]), int32(row[k+3])
				group := part[k*16 : k*16+64]
				for c := 0; c < 16; c++ {
					sum[half*16+c] += a0*int32(group[c*4]) + a1*int32(group[c*4+1]) + a2*int32(group[c*4+2]) + a3*int32(group[c*4+3])
				}
			}
		}
		finish(dst[r*ldd:r*ldd+32], &sum, scale[r], zero[r], w, n)
	}
}

// finish turns the sums of one row into results.
func finish(dst []float32, sum *[32]int32, scale float32, zero int32, w *Weights, n int) {
	for c := range dst {
		dst[c] = fused(float32(fused(-float32(zero), float32(w.Sum[n+c]), float32(sum[c]))*scale), w.Scale[n+c], w.Bias[n+c])
	}
}

// Multiply writes the float32 product c[i, j] = sum_k a[i,k]*b[k,j] for Padded(rows) rows and n columns (a multiple of 32); lda, ldb
// and ldc are the distances between rows. a must hold Padded(rows) rows.
func (p Path) Multiply(c []float32, ldc int, a []float32, lda int, b []float32, ldb, rows, n, k int) {
	step := p.steps().multiply
	for r := 0; r < rows; r += Tile {
		for j := 0; j < n; j += 32 {
			step(c[r*ldc+j:], ldc, a[r*lda:], lda, b[j:], ldb, k)
		}
	}
}

func multiply(c []float32, ldc int, a []float32, lda int, b []float32, ldb, k int) {
	for r := 0; r < Tile; r++ {
		var sum [32]float32
		for i := 0; i < k; i++ {
			v, row := a[r*lda+i], b[i*ldb:i*ldb+32]
			for j, w := range row {
				sum[j] = fused(v, w, sum[j])
			}
		}
		copy(c[r*ldc:], sum[:])
	}
}

// fused is a*b+c, rounded once, as processors fuse it. The product is exact in float64; the sum rounded to it is right for float32 too but where it falls
// in the middle between two: there what was rounded off decides (Boldo and Melquiond 2008). Results under the least normal number may differ.
func fused(a, b, c float32) float32 {
	product := float64(a) * float64(b)
	sum := product + float64(c)
	bits := math.Float64bits(sum)
	if bits&middleMask == middle {
		back := sum - product
		lost := (product - (sum - back)) + (float64(c) - back)
		switch {
		case lost == 0:
		case (lost > 0) == (sum > 0):
			bits++
		default:
			bits--
		}
		return float32(math.Float64frombits(bits))
	}
	return float32(sum)
}

const middleMask, middle = 1<<29 - 1, 1 << 28 // of a float64's bits, those that a float32 has no room for

// softmax writes exp(scale*(x-max)) of a row (a multiple of 32), within a ten-thousandth, times even, rounded, as two bytes each, and gives 1/sum before they are evened out and rounded.
func softmax(high, low []uint8, row, even []float32, scale float32) float32 {
	top := row[0]
	for _, v := range row {
		if v > top {
			top = v
		}
	}
	scale = float32(scale * log2e)
	below := -float32(top * scale)
	var sum [lanes]float32
	for i, v := range row {
		y := power(fused(v, scale, below))
		sum[i%lanes] += y
		share := nearest(float32(y * even[i]))
		high[i], low[i] = uint8(share>>8), uint8(share)
	}
	return 1 / total(&sum)
}

// power is two to the power of x, which is at most about 0, by a polynomial of degree 3, within .00008 of its value: attention is cut into bytes next. Values under -126 count as -126.
func power(x float32) float32 {
	if x < powerMin {
		x = powerMin
	}
	n := x + rounder
	r := x - (n - rounder)
	y := fused(fused(fused(t0, r, t1), r, t2), r, t3)
	return math.Float32frombits(math.Float32bits(y) + math.Float32bits(n)<<23)
}

const (
	powerMin = float32(-126)
	t0       = float32(0.05517143756151199) // fitted on [-1/2, 1/2] for the least greatest relative error
	t1       = float32(0.24261081218719482)
	t2       = float32(0.6932609677314758)
	t3       = float32(0.9999281167984009)
)

// total adds the lanes in halves: 0+8, 1+9 ..., then 0+4 ..., as the registers do.
func total(s *[lanes]float32) float32 {
	for half := lanes / 2; half > 0; half /= 2 {
		for i := 0; i < half; i++ {
			s[i] += s[i+half]
		}
	}
	return s[0]
}

const (
	log2e  = float32(1.44269504088896341)
	ln2hi  = float32(0.693359375)
	ln2lo  = float32(-2.12194440e-4)
	expMin = float32(-87)
	p0     = float32(1.9875691500e-4)
	p1     = float32(1.3981999507e-3)
	p2     = float32(8.3334519073e-3)
	p3     = float32(4.1665795894e-2)
	p4     = float32(1.6666665459e-1)
	p5     = float32(5.0000001201e-1)
)

// exp for x <= 0 by range reduction and a polynomial of degree 5 (Cephes expf); values under -87 count as -87.
func exp(x float32) float32 {
	if x < expMin {
		x = expMin
	}
	n := float32(float32(x*log2e)+rounder) - rounder
	r := float32(x-float32(n*ln2hi)) - float32(n*ln2lo)
	y := float32(p0*r) + p1
	y = float32(y*r) + p2
	y = float32(y*r) + p3
	y = float32(y*r) + p4
	y = float32(y*r) + p5
	y = float32(float32(y*r)*r) + r
	y += 1
	return y * math.Float32frombits(uint32(int32(n)+127)<<23)
}

const (
	rsqrt2 = float32(0.70710678118654752)
	e0     = float32(0.3275911)
	e1     = float32(0.254829592)
	e2     = float32(-0.284496736)
	e3     = float32(1.421413741)
	e4     = float32(-1.453152027)
	e5     = float32(1.061405429)
)

// GELU replaces each of n values (a multiple of 32) by x/2*(1+erf(x/sqrt 2)); erf by Abramowitz and Stegun 7.1.26, error below 2e-7.
func (p Path) GELU(x []float32) { p.steps().gelu(x) }

func geluPlain(x []float32) {
	for i, v := range x {
		x[i] = gelu(v)
	}
}

func gelu(x float32) float32 {
	z := float32(x * rsqrt2)
	if z < 0 {
		z = -z
	}
	t := 1 / (float32(z*e0) + 1)
	y := float32(e5*t) + e4
	y = float32(y*t) + e3
	y = float32(y*t) + e2
	y = float32(y*t) + e1
	y = float32(y * t)
	y = 1 - float32(y*exp(-float32(z*z)))
	if x < 0 {
		y = -y
	}
	return float32(float32(x*0.5) * (y + 1))
}

// Norm writes LayerNorm(x + add) with weights w and b to x, row by row of width values (a multiple of 16); add may be nil.
func (p Path) Norm(x, add []float32, rows, width int, w, b []float32, epsilon float32) {
	step := p.steps().norm
	for r := 0; r < rows; r++ {
		row := x[r*width : (r+1)*width]
		if add == nil { // once a pass: not worth assembly
			norm(row, nil, w, b, epsilon)
		} else {
			step(row, add[r*width:(r+1)*width], w, b, epsilon)
		}
	}
}

func norm(x, add, w, b []float32, epsilon float32) {
	var sum [lanes]float32
	for i := range x {
		if add != nil {
			x[i] += add[i]
		}
		sum[i%lanes] += x[i]
	}
	n := float32(len(x))
	mean := total(&sum) / n
	sum = [lanes]float32{}
	for i, v := range x {
		d := v - mean
		sum[i%lanes] += float32(d * d)
	}
	inv := 1 / float32(math.Sqrt(float64(total(&sum)/n+epsilon)))
	for i, v := range x {
		x[i] = float32(float32((v-mean)*inv)*w[i]) + b[i]
	}
}
