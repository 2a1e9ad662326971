// Package tagging turns the tag probabilities of a sequence into chunks. Tags follow the BIO scheme (Ramshaw and Marcus 1995):
// "O", then "B-x" and "I-x" for each part x.
package tagging

import "strings"

// Chunk is a run [First, End) of positions that form one part.
type Chunk struct {
	Part       string
	First, End int
}

// Decoder finds the best legal sequence of tags. It is immutable and safe for concurrent use.
type Decoder struct {
	labels []string
	before [][]int // for each tag the tags that may stand before it
}

const never = float32(-1e9)

// NewDecoder takes the labels in the order of the columns that Decode is given.
func NewDecoder(labels []string) *Decoder {
	d := &Decoder{labels: labels, before: make([][]int, len(labels))}
	for j, b := range labels {
		for i, a := range labels {
			if !strings.HasPrefix(b, "I-") || part(a) == part(b) {
				d.before[j] = append(d.before[j], i)
			}
		}
	}
	return d
}

func part(label string) string {
	_, p, _ := strings.Cut(label, "-")
	return p
}

// Decode gives the chunks of the sequence with the greatest sum of log-probabilities in which every I-x follows a B-x or an I-x.
func (d *Decoder) Decode(rows [][]float32) []Chunk {
	if len(rows) == 0 {
		return nil
	}
	tags := d.best(rows)
	var out []Chunk
	for i, t := range tags {
		label := d.labels[t]
		switch {
		case label == "O":
		case strings.HasPrefix(label, "B-"):
			out = append(out, Chunk{Part: part(label), First: i, End: i + 1})
		default:
			out[len(out)-1].End = i + 1
		}
	}
	return out
}

// best is Viterbi's algorithm with transitions that are either allowed or not.
func (d *Decoder) best(rows [][]float32) []int {
	n, k := len(rows), len(d.labels)
	score, next := make([]float32, k), make([]float32, k)
	back := make([]uint8, n*k)
	for j, l := range d.labels {
		score[j] = rows[0][j]
		if strings.HasPrefix(l, "I-") {
			score[j] = never
		}
	}
	for t := 1; t < n; t++ {
		for j := range d.labels {
			from := d.before[j][0]
			for _, i := range d.before[j] {
				if score[i] > score[from] {
					from = i
				}
			}
			next[j], back[t*k+j] = score[from]+rows[t][j], uint8(from)
		}
		score, next = next, score
	}
	tags := make([]int, n)
	for j := range score {
		if score[j] > score[tags[n-1]] {
			tags[n-1] = j
		}
	}
	for t := n - 1; t > 0; t-- {
		tags[t-1] = int(back[t*k+tags[t]])
	}
	return tags
}
