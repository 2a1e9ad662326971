package main

import (
	"math"
	"slices"
	"strings"

	"rapporteur/language/identify"
)

// draft is the training that features are chosen by.
var draft = recipe{epochs: 3, rate: 1, shrink: 0.001}

// recipe is what a script's model takes: those with many languages more features, and the groups what keeps subjects from being taken for languages.
func (s *script) recipe() recipe {
	if s.group != "" {
		return recipe{epochs: 12, rate: 1, shrink: 0.002, balance: 0.8, window: 3, features: 25000, difference: 9}
	}
	r := recipe{epochs: 8, rate: 1, shrink: 0.001, balance: 0.9, window: 3, features: 1000}
	switch s.script {
	case "Latn":
		r.features = 24000
	case "Cyrl":
		r.features = 10000
	case "Arab":
		r.features = 5000
	}
	return r
}

// fewest is how many texts must have a feature.
const fewest = 4

// linear trains a script's or a group's model twice: on all features that enough texts have, then on those that moved decisions most.
func (s *script) linear() identify.Linear {
	r := s.recipe()
	examples := s.examples(r)
	keys, counts := vocabulary(examples)
	if r.difference > 0 {
		keys, counts = differing(keys, counts, examples, len(s.codes), r.difference)
	}
	placed := place(examples, keys)
	first := fit(placed, len(keys), len(s.codes), draft)
	first.centre()
	kept := first.choose(counts, r.features)
	for i, f := range kept {
		kept[i] = keys[f]
	}
	m := fit(place(examples, kept), len(kept), len(s.codes), r)
	m.centre()
	l := identify.Linear{Script: s.script, Group: s.group, Codes: s.codes, Offsets: make([]float64, len(s.codes)), Keys: kept, Weights: quantise(m.weights)}
	l.Index()
	return l
}

// examples gives the features of the pieces to train on, languages with few texts weighing more.
func (s *script) examples(r recipe) []example {
	var out []example
	sizes := make([]int, len(s.codes))
	for _, p := range windows(s.pieces, r.window) {
		f := identify.Features(nil, p.body, s.script)
		if p.held || len(f) == 0 {
			continue
		}
		out = append(out, example{class: p.class, features: f[:min(len(f), longest)], text: p.text, made: p.made})
		if !p.listed {
			sizes[p.class]++
		}
	}
	mean := float64(len(out)) / float64(len(sizes))
	for i := range out {
		out[i].weight = float32(math.Pow(mean/float64(max(sizes[out[i].class], 1)), r.balance))
		if out[i].made {
			out[i].weight *= made
		}
	}
	return out
}

// made is what a sentence that was made of another language's weighs beside one that was written.
const made = 0.3

// longest is how many features of a text are trained on.
const longest = 2500

// windows adds the sentences in bits of a few words, so that every word must tell what it can by itself.
func windows(pieces []piece, words int) []piece {
	out := pieces
	for _, p := range pieces {
		if p.held || p.listed || p.whole {
			continue
		}
		for some := range slices.Chunk(strings.Fields(p.body), words) {
			out = append(out, piece{class: p.class, body: strings.Join(some, " "), listed: true, text: -1})
		}
	}
	return out
}

// vocabulary gives the features that enough texts have, in order, and how many have each.
func vocabulary(examples []example) (keys []uint32, counts []int32) {
	seen := map[uint32]int32{}
	for _, x := range examples {
		once := slices.Clone(x.features)
		slices.Sort(once)
		for _, f := range slices.Compact(once) {
			seen[f]++
		}
	}
	for f, n := range seen {
		if n >= fewest {
			keys = append(keys, f)
		}
	}
	slices.Sort(keys)
	for _, f := range keys {
		counts = append(counts, seen[f])
	}
	return keys, counts
}

// differing keeps the features whose share differs among the classes by more than chance: by G squared, each counted once in a text, so that the
// subjects of a few long texts are not taken for their language.
func differing(keys []uint32, counts []int32, examples []example, classes int, least float64) (kept []uint32, keptCounts []int32) {
	in, share, total := shares(keys, examples, classes)
	for i, k := range keys {
		row, sum, g := in[i*classes:][:classes], 0.0, 0.0
		for _, n := range row {
			sum += n
		}
		for c, n := range row {
			if n > 0 {
				g += 2 * n * math.Log(n*total/(sum*share[c]))
			}
		}
		if g > least {
			kept, keptCounts = append(kept, k), append(keptCounts, counts[i])
		}
	}
	return kept, keptCounts
}

// shares counts the texts of each class that have a feature, one row of classes a key, and their sums by class and of all.
func shares(keys []uint32, examples []example, classes int) (in, share []float64, total float64) {
	at := make(map[uint32]int, len(keys))
	for i, k := range keys {
		at[k] = i
	}
	in, share = make([]float64, len(keys)*classes), make([]float64, classes)
	last := make([]int, len(keys)) // the text that a feature was counted in last
	for _, x := range examples {
		if x.text < 0 {
			continue
		}
		for _, f := range x.features {
			if i, ok := at[f]; ok && last[i] != x.text {
				last[i] = x.text
				in[i*classes+x.class]++
				share[x.class]++
				total++
			}
		}
	}
	return in, share, total
}

// place gives the examples with features as their places among keys, others left out.
func place(examples []example, keys []uint32) []example {
	at := make(map[uint32]uint32, len(keys))
	for i, k := range keys {
		at[k] = uint32(i)
	}
	out := slices.Clone(examples)
	for i, x := range examples {
		out[i].features = nil
		for _, f := range x.features {
			if p, ok := at[f]; ok {
				out[i].features = append(out[i].features, p)
			}
		}
	}
	return out
}

// quantise rounds weights to 8 bits. The few largest are cut, so that the rest have finer steps.
func quantise(weights []float32) []int8 {
	sizes := make([]float32, len(weights))
	for i, w := range weights {
		sizes[i] = max(w, -w)
	}
	slices.Sort(sizes)
	largest := sizes[len(sizes)*9995/10000]
	out := make([]int8, len(weights))
	for i, w := range weights {
		out[i] = int8(math.Round(float64(min(max(w/largest*levels, -127), 127))))
	}
	return out
}

// levels is how many steps lie between nothing and the largest weight that is not cut.
const levels = 63
