package kernel

import "sync"

// split is a matrix in two parts that add up to it, for processors that multiply bytes exactly only where two products and their sum fit 16 bits (VPMADDUBSW of AVX2).
// Weights of which two neighbours could go beyond that are halved; few are, so that the second part is little more than a list of where they stand.
type split struct {
	once  sync.Once
	most  []int8  // all of the matrix but for the other halves, in the same order
	first []int   // for each eight channels, of the groups below; one more at the end
	at    []int32 // where the four inputs of a group begin in a row
	rest  []int8  // for each group eight times four weights
}

// fits is the greatest sum of two weights of one sign that a byte of an activation (at most 255) can be multiplied with.
const fits = 128

// parts gives the matrix in two parts, which are made when first asked for. Safe for concurrent use.
func (w *Weights) parts() *split {
	s := &w.split
	s.once.Do(func() {
		s.most = append(s.most, w.Q...)
		for c := 0; c < w.N; c += 8 {
			s.first = append(s.first, len(s.at))
			for k := 0; k < w.K; k += 4 {
				s.cut(s.most[c/16*16*w.K+k*16+c%16*4:][:32], int32(k))
			}
		}
		s.first = append(s.first, len(s.at))
	})
	return s
}

// cut halves what does not fit in a group of eight times four weights.
func (s *split) cut(group []int8, at int32) {
	var rest [32]int8
	some := false
	for i := 0; i < len(group); i += 2 {
		a, b := int(group[i]), int(group[i+1])
		if max(a, 0)+max(b, 0) > fits || max(-a, 0)+max(-b, 0) > fits {
			group[i], group[i+1] = int8(a/2), int8(b/2)
			rest[i], rest[i+1] = int8(a-a/2), int8(b-b/2)
			some = true
		}
	}
	if some {
		s.at, s.rest = append(s.at, at), append(s.rest, rest[:]...)
	}
}
