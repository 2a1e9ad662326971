package main

import (
	"math"

	"rapporteur/language/identify"
)

// calibrate sets how scores become probabilities, so that the held-out sentences and texts are least surprising, each language weighing the same but
// those with few texts (see few).
func calibrate(l *identify.Linear, s *script) {
	var all []scored
	sizes := make([]float64, len(s.codes))
	for _, p := range s.pieces {
		if p.held {
			scores, n := l.Scores(identify.Features(nil, p.body, s.script))
			all = append(all, scored{scores, n, p.class})
			sizes[p.class]++
		}
	}
	loss := func() float64 { return surprise(l, all, sizes) }
	sharpen(l, loss)
	if s.group != "" {
		offset(l, loss)
		sharpen(l, loss)
		offset(l, loss)
	}
}

// sharpen sets the sharpness and the power that lose least.
func sharpen(l *identify.Linear, loss func() float64) {
	best := math.Inf(1)
	for _, power := range []float64{0, .25, .5, .75, 1} {
		for t := 1e-4; t < 10; t *= 1.3 {
			kept := *l
			l.Sharpness, l.Power = t, power
			if x := loss(); x < best {
				best = x
			} else {
				l.Sharpness, l.Power = kept.Sharpness, kept.Power
			}
		}
	}
}

// offset moves the offsets by smaller and smaller steps, as long as less is lost.
func offset(l *identify.Linear, loss func() float64) {
	best := loss()
	for step := .5; step > .01; step /= 2 {
		for i := range l.Offsets {
			for _, d := range []float64{step, -step} {
				for {
					l.Offsets[i] += d
					x := loss()
					if x >= best {
						l.Offsets[i] -= d
						break
					}
					best = x
				}
			}
		}
	}
}

// scored is a held-out piece with its scores.
type scored struct {
	scores []int32
	known  int
	class  int
}

// surprise is the mean negative logarithm of the right languages' probabilities.
func surprise(l *identify.Linear, all []scored, sizes []float64) float64 {
	sum, weight := 0.0, 0.0
	for _, x := range all {
		w := min(1, few/sizes[x.class]) * math.Sqrt(min(1, sizes[x.class]/few))
		sum -= w * math.Log(l.Probabilities(x.scores, x.known)[x.class]+1e-9)
		weight += w
	}
	return sum / weight
}

// few is how many held-out texts of a language weigh as many as they are; more weigh no more than these, and fewer less still, since a language with
// little to learn from is taken for its relatives, and they for it, more often than it is read.
const few = 1200
