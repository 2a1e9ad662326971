package encoder

import (
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/encoder/kernel"
)

var builtin = sync.OnceValues(Builtin)

func model(t testing.TB) *Model {
	t.Helper()
	m, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func pieces(m *Model, s string) []Piece {
	text := rapporteur.NewText(s)
	return m.Pieces(text, rapporteur.Span{End: text.Len()})
}

// reference is what the training code computes in float32 for held-out passages (training/export.py).
type reference struct {
	Texts []struct {
		Text  string
		IDs   []int32
		Spans []rapporteur.Span
		Tags  [][]float32
	}
}

func readReference(t *testing.T) reference {
	f, err := os.Open("testdata/reference.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.NewDecoder(z).Decode(&r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPiecesAreTheTrainingCodes(t *testing.T) {
	m := model(t)
	for _, r := range readReference(t).Texts {
		if r.IDs == nil {
			continue
		}
		got := pieces(m, r.Text)
		if len(got) != len(r.IDs) {
			t.Fatalf("%.40q: %d pieces, want %d", r.Text, len(got), len(r.IDs))
		}
		for i, p := range got {
			if p.ID != r.IDs[i] || p.Span != r.Spans[i] {
				t.Fatalf("%.40q, piece %d: %v, want %d at %v", r.Text, i, p, r.IDs[i], r.Spans[i])
			}
		}
	}
}

// Eight bits may move a probability, not the reading: the best tag must be that of float32 but for one sub-word in a hundred.
func TestTagsAreTheTrainingCodes(t *testing.T) {
	m := model(t)
	head, err := m.Linear("tag")
	if err != nil {
		t.Fatal(err)
	}
	same, all, far := 0, 0, 0.0
	for _, r := range readReference(t).Texts {
		if r.IDs == nil {
			continue
		}
		for i, row := range m.Encode(pieces(m, r.Text)).Classify(head) {
			all++
			if best(row) == best(r.Tags[i]) {
				same++
			}
			for j, v := range row {
				far += math.Abs(math.Exp(float64(v))-math.Exp(float64(r.Tags[i][j]))) / float64(len(row))
			}
		}
	}
	t.Logf("best tag of float32 for %d of %d sub-words (%.4f), mean difference of a probability %.5f", same, all, float64(same)/float64(all), far/float64(all))
	if float64(same) < .99*float64(all) {
		t.Errorf("best tag of float32 for %d of %d sub-words", same, all)
	}
}

func best(row []float32) int {
	b := 0
	for j, v := range row {
		if v > row[b] {
			b = j
		}
	}
	return b
}

const sample = "Министерот изјави дека преговорите ќе продолжат. “We will be back,” said Ana Kolt, the foreign minister of Vardia. قال الوزير إن بلاده مستعدة. "

func TestPathsGiveTheSameVectors(t *testing.T) {
	m := model(t)
	ps := pieces(m, strings.Repeat(sample, 8))
	want := m.On(kernel.Plain).Encode(ps)
	for _, p := range kernel.Available()[1:] {
		for i, w := range m.On(p).Encode(ps).Windows {
			for j, v := range w.Vectors[:(w.End-w.First)*m.Width] {
				if math.Float32bits(v) != math.Float32bits(want.Windows[i].Vectors[j]) {
					t.Fatalf("%v: window %d, value %d is %v, plain Go gives %v", p, i, j, v, want.Windows[i].Vectors[j])
				}
			}
		}
	}
}

func TestWindowsCoverTheText(t *testing.T) {
	m := model(t)
	for _, n := range []int{0, 1, 255, 256, 257, 449, 2500} {
		e := m.Encode(make([]Piece, n))
		at := 0
		for _, w := range e.Windows {
			if w.First > at || w.End-w.First > m.Window-2 {
				t.Fatalf("%d pieces: window %d to %d after %d", n, w.First, w.End, at)
			}
			at = w.End
		}
		if at != n {
			t.Errorf("%d pieces: windows end at %d", n, at)
		}
	}
}

// A role head reads the pieces round a cue, and the whole window only where a part goes beyond them.
func TestRelateReadsAsFarAsItMust(t *testing.T) {
	m := model(t)
	h, err := m.Pairwise("role")
	if err != nil {
		t.Fatal(err)
	}
	around := strings.Repeat("The road was closed for the whole winter. ", 8)
	more := strings.Repeat(", that the ferry would sail and that the mill would burn", 8)
	for sentence, whole := range map[string]bool{
		"Ana Kolt said that the bridge was old. ":               false,
		"Ana Kolt said that the bridge was old" + more + ". ":   true,
		"“That the bridge is old" + more + ",” Ana Kolt said. ": true,
	} {
		text := around + sentence + around
		ps := pieces(m, text)
		e := m.Encode(ps)
		at := len([]rune(text[:strings.Index(text, "said")]))
		said := slices.IndexFunc(ps, func(p Piece) bool { return p.Span.Start == at })
		r := e.Relate(h, []Place{{said, said}})[0]
		w, _ := e.Around(Place{said, said})
		if read := len(r.Rows) == e.Windows[w].End-e.Windows[w].First; read != whole {
			t.Errorf("%s: %d pieces read from %d on, of a window of %d", sentence, len(r.Rows), r.First, e.Windows[w].End-e.Windows[w].First)
		}
	}
}

func TestLookAlikesAreFolded(t *testing.T) {
	m := model(t)
	clean, mixed := pieces(m, "Роналдо влада COVID-19"), pieces(m, "Рoнaлдo влaдa COVID-19")
	for i := range clean {
		if clean[i] != mixed[i] {
			t.Errorf("piece %d: %v, want %v", i, mixed[i], clean[i])
		}
	}
}

func TestOpenOfDamagedWeights(t *testing.T) {
	s, l := []byte(subwords), []byte(layers)
	for name, c := range map[string]struct{ s, l []byte }{
		"nothing": {nil, nil}, "other version": {append([]byte("RAPTRW0\n"), s[8:]...), l}, "swapped": {l, s},
		"cut header": {s[:100], l}, "cut sub-words": {s[:len(s)/2], l}, "cut layers": {s, l[:len(l)/2]},
	} {
		if _, err := Open(c.s, c.l); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestLongWordTakesLinearTime(t *testing.T) {
	m := model(t)
	start := time.Now()
	if n := len(pieces(m, strings.Repeat("x", 1<<20))); n == 0 {
		t.Error("no pieces")
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("a word of 1 MiB took %v", d)
	}
}

func FuzzPieces(f *testing.F) {
	f.Add(sample)
	f.Add("\x00\xff \ufe0eⅷ﷽ a\u0301 \u200f\u200f\ufeff")
	m, err := Builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := rapporteur.NewText(s)
		at := 0
		for _, p := range m.Pieces(text, rapporteur.Span{End: text.Len()}) {
			if p.Span.Start < at || p.Span.End < p.Span.Start || p.Span.End > text.Len() {
				t.Fatalf("piece at %v after %d in a text of %d", p.Span, at, text.Len())
			}
			at = p.Span.Start
		}
	})
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(subwords)[:4000], []byte(layers)[:60000])
	tinySubwords, tinyLayers := tinyWeights("")
	f.Add(tinySubwords, tinyLayers)
	f.Fuzz(func(t *testing.T, s, l []byte) {
		m, err := Open(s, l)
		if err != nil {
			return
		}
		m.Linear("tag")
		m.Pairwise("role")
		m.Choice("refer")
	})
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEncode reads an article of 700 sub-words.
func BenchmarkEncode(b *testing.B) {
	m := model(b)
	ps := pieces(m, strings.Repeat(sample, 40))[:700]
	for _, p := range kernel.Available()[1:] {
		b.Run(p.String(), func(b *testing.B) {
			b.ReportAllocs()
			on := m.On(p)
			for b.Loop() {
				on.Encode(ps).Release()
			}
			b.ReportMetric(700*float64(b.N)/b.Elapsed().Seconds(), "sub-words/s")
		})
	}
}

// What an encoding and its heads take is given to the next one: no article costs memory of its own once the first are read.
func TestEncodingsShareMemory(t *testing.T) {
	m, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	tag, err := m.Linear("tag")
	if err != nil {
		t.Fatal(err)
	}
	text := rapporteur.NewText(strings.Repeat("The minister said that the bridge would open in May. ", 60))
	pieces := m.Pieces(text, rapporteur.Span{End: text.Len()})
	var first [][]float32
	read := func() {
		e := m.Encode(pieces)
		rows := e.Classify(tag)
		if first == nil {
			for _, r := range rows {
				first = append(first, slices.Clone(r))
			}
		}
		for i, r := range rows {
			if !slices.Equal(first[i], r) {
				t.Fatalf("piece %d is read otherwise in memory used before", i)
			}
		}
		e.Release()
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // a collection takes back what nobody uses
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))  // released memory is kept by processor, and a test may be moved to another
	read()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 5 {
		read()
	}
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / 5; each > 64<<10 {
		t.Errorf("%d bytes are taken anew for each of the same %d pieces", each, len(pieces))
	}
}
