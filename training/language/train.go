package main

import (
	"math"
	"math/rand/v2"
	"slices"
)

// example is a text as features, of a class.
type example struct {
	class    int
	features []uint32 // hashes at first, then places among the chosen features
	weight   float32
	text     int  // see piece
	made     bool // see piece
}

// regression is a multinomial logistic regression over counts of features, trained by AdaGrad with one step size a feature.
type regression struct {
	classes int
	weights []float32 // one row of classes a feature
	squares []float32 // sum of squared gradients, by feature
}

// recipe is what training takes.
type recipe struct {
	epochs     int
	rate       float32
	shrink     float32 // L2, at each step that sees the feature
	balance    float64 // 0: every piece weighs the same; 1: every language does
	window     int     // words of the bits that sentences are trained on in
	features   int     // how many are kept at most
	difference float64 // how surely a feature's share must differ among languages, as G squared; 0 for any
}

// parts is how much of an example's features an epoch may see.
var parts = []float64{.25, .5, .5, 1}

// fit trains on examples with features below n. In each epoch an example shows a part of its features only, so that weights do not lean on a few of them.
func fit(examples []example, n, classes int, r recipe) *regression {
	m := &regression{classes, make([]float32, n*classes), make([]float32, n)}
	random := rand.New(rand.NewPCG(1, 2))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	var some []uint32
	p := make([]float32, classes)
	for e := range r.epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := r.rate * (1 - float32(e)/float32(r.epochs))
		for _, i := range order {
			x := &examples[i]
			keep := parts[random.IntN(len(parts))]
			some = some[:0]
			for _, f := range x.features {
				if random.Float64() < keep {
					some = append(some, f)
				}
			}
			if len(some) > 0 {
				m.step(some, x, p, rate, r.shrink)
			}
		}
	}
	return m
}

func (m *regression) step(features []uint32, x *example, p []float32, rate, shrink float32) {
	size := norm(len(features))
	clear(p)
	for _, f := range features {
		for c, w := range m.row(f) {
			p[c] += w
		}
	}
	softmax(p, size)
	p[x.class]--
	square := float32(0)
	for c := range p {
		p[c] *= size * x.weight
		square += p[c] * p[c]
	}
	for _, f := range features {
		m.squares[f] += square
		step := rate / (float32(math.Sqrt(float64(m.squares[f]))) + 1e-3)
		for c, row := 0, m.row(f); c < len(row); c++ {
			row[c] -= step * (p[c] + shrink*row[c])
		}
	}
}

func (m *regression) row(f uint32) []float32 {
	return m.weights[int(f)*m.classes:][:m.classes]
}

// norm evens out long and short texts, so that a long one does not outweigh many short ones.
func norm(features int) float32 { return float32(1 / math.Sqrt(float64(features))) }

func softmax(p []float32, size float32) {
	top, sum := slices.Max(p), float32(0)
	for c := range p {
		p[c] = float32(math.Exp(float64((p[c] - top) * size)))
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
}

// centre takes the mean out of each row, which changes no decision and leaves smaller numbers.
func (m *regression) centre() {
	for f := range len(m.weights) / m.classes {
		row, mean := m.row(uint32(f)), float32(0)
		for _, w := range row {
			mean += w / float32(len(row))
		}
		for c := range row {
			row[c] -= mean
		}
	}
}

// choose gives the places of the most features that move decisions most: by the length of their rows, times the root of how often they occur.
func (m *regression) choose(counts []int32, most int) []uint32 {
	type worth struct {
		feature uint32
		value   float64
	}
	all := make([]worth, len(counts))
	for f := range all {
		sum := 0.0
		for _, w := range m.row(uint32(f)) {
			sum += float64(w) * float64(w)
		}
		all[f] = worth{uint32(f), math.Sqrt(sum * float64(counts[f]))}
	}
	slices.SortFunc(all, func(a, b worth) int {
		switch {
		case a.value > b.value:
			return -1
		case a.value < b.value:
			return 1
		}
		return int(a.feature) - int(b.feature)
	})
	out := make([]uint32, 0, most)
	for _, w := range all[:min(most, len(all))] {
		out = append(out, w.feature)
	}
	slices.Sort(out)
	return out
}
