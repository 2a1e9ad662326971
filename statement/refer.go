package statement

import (
	"math"
	"slices"

	"rapporteur"
	"rapporteur/encoder"
)

// referral tells which of an article's names a source means, by the choosing head of the model.
type referral struct {
	reading  *reading
	mentions []rapporteur.Mention // with entities, by place
	places   []encoder.Place
	spoke    []bool // whether the name stands in a source
}

func newReferral(r *reading, mentions []rapporteur.Mention) *referral {
	f := &referral{reading: r}
	for _, m := range mentions {
		p, ok := r.place(m.Span)
		if !ok || m.Entity == "" {
			continue
		}
		f.mentions, f.places = append(f.mentions, m), append(f.places, p)
		f.spoke = append(f.spoke, slices.ContainsFunc(r.sources, func(s rapporteur.Span) bool { return s.Start <= m.Span.Start && m.Span.End <= s.End }))
	}
	return f
}

// speaks tells whether somebody's name stands in a source.
func (f *referral) speaks(entity string) bool {
	for i, m := range f.mentions {
		if m.Entity == entity && f.spoke[i] {
			return true
		}
	}
	return false
}

// farthest bounds how many names before and after a source may be meant.
const farthest = 40

// who gives the entity that a source most likely refers to, with its probability; what is left falls on others and on nobody named.
func (f *referral) who(source rapporteur.Span) (entity string, likely float64) {
	for e, p := range f.chances(source) {
		if p > likely || p == likely && e < entity {
			entity, likely = e, p
		}
	}
	return entity, likely
}

// chances gives for each entity named near a source how likely it is meant.
func (f *referral) chances(source rapporteur.Span) map[string]float64 {
	p, ok := f.reading.place(source)
	if !ok {
		return nil
	}
	candidates, at := f.candidates(p)
	rows := f.reading.encoding.Choose(f.reading.heads.refer, p, candidates)
	sums := map[string]float64{}
	for i, k := range at {
		sums[f.mentions[k].Entity] += math.Exp(float64(rows[i+1]))
	}
	return sums
}

// candidates are the names near a source but those within it, with their features, and their indices.
func (f *referral) candidates(p encoder.Place) ([]encoder.Candidate, []int) {
	here, _ := slices.BinarySearchFunc(f.places, p.First, func(q encoder.Place, first int) int { return q.First - first })
	var out []encoder.Candidate
	var at []int
	for k := max(0, here-farthest); k < min(len(f.places), here+farthest); k++ {
		if q := f.places[k]; q.First < p.First || q.Last > p.Last {
			out, at = append(out, encoder.Candidate{Place: q, Features: f.features(p, k)}), append(at, k)
		}
	}
	return out, at
}

// features are as training/net.py counts them: class of distance, other entities between, kind, whether it spoke.
func (f *referral) features(p encoder.Place, k int) []int {
	h, q := f.reading.heads, f.places[k]
	after, away, low, high := 0, p.First-q.Last, q.Last, p.First
	if q.First > p.Last {
		after, away, low, high = 1, q.First-p.Last, p.Last, q.First
	}
	step := 0
	for i, s := range h.steps {
		if s <= max(0, away) {
			step = i
		}
	}
	spoke := 0
	if f.spoke[k] {
		spoke = 1
	}
	return []int{step + after*len(h.steps), min(f.between(low, high, f.mentions[k].Entity), h.ranks) + after*(h.ranks+1), max(0, slices.Index(h.kinds, f.mentions[k].Kind)), spoke}
}

// between counts the other entities named between two pieces.
func (f *referral) between(low, high int, entity string) int {
	seen := map[string]bool{}
	first, _ := slices.BinarySearchFunc(f.places, low+1, func(q encoder.Place, first int) int { return q.First - first })
	for i := first; i < len(f.places) && f.places[i].First < high && len(seen) < f.reading.heads.ranks; i++ {
		if f.places[i].Last < high && f.mentions[i].Entity != entity {
			seen[f.mentions[i].Entity] = true
		}
	}
	return len(seen)
}
