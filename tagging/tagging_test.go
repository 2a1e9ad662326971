package tagging

import (
	"math/rand"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var labels = []string{"O", "B-a", "I-a", "B-b", "I-b"}

func row(best int) []float32 {
	r := []float32{-5, -5, -5, -5, -5}
	r[best] = -0.1
	return r
}

func TestDecode(t *testing.T) {
	d := NewDecoder(labels)
	for _, c := range []struct {
		name string
		tags []int
		want []Chunk
	}{
		{"nothing", []int{0, 0}, nil},
		{"two chunks side by side", []int{1, 2, 1, 2}, []Chunk{{"a", 0, 2}, {"a", 2, 4}}},
		{"two parts", []int{1, 0, 3, 4, 4}, []Chunk{{"a", 0, 1}, {"b", 2, 5}}},
	} {
		rows := make([][]float32, len(c.tags))
		for i, best := range c.tags {
			rows[i] = row(best)
		}
		if diff := cmp.Diff(c.want, d.Decode(rows)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// An I of one part after another part's chunk is illegal, however probable: the sequence gives way, not the scheme.
func TestDecodeKeepsTheScheme(t *testing.T) {
	got := NewDecoder(labels).Decode([][]float32{row(2), row(4), row(4)})
	for i, c := range got {
		if c.End <= c.First || i > 0 && c.First < got[i-1].End {
			t.Errorf("chunk %v is empty or overlaps", c)
		}
	}
	if len(got) == 0 {
		t.Error("nothing decoded")
	}
}

func BenchmarkDecode(b *testing.B) {
	rows := make([][]float32, 700)
	for i := range rows {
		rows[i] = make([]float32, len(labels))
		for j := range rows[i] {
			rows[i][j] = -rand.Float32()
		}
	}
	d := NewDecoder(labels)
	b.ReportAllocs()
	for b.Loop() {
		d.Decode(rows)
	}
}
