package sourcemap

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func mapOf(runs ...Run) *Map {
	var m Map
	for _, r := range runs {
		m.Add(r)
	}
	return &m
}

func TestAdd(t *testing.T) {
	for name, c := range map[string]struct{ add, want []Run }{
		"nothing":                     {[]Run{{At: 3, From: 4, Size: 2}}, nil},
		"goes on":                     {[]Run{{Len: 3, From: 10, Size: 3}, {At: 3, Len: 2, From: 13, Size: 2}}, []Run{{Len: 5, From: 10, Size: 5}}},
		"a gap in the text":           {[]Run{{Len: 3, From: 10, Size: 3}, {At: 4, Len: 2, From: 13, Size: 2}}, []Run{{Len: 3, From: 10, Size: 3}, {At: 4, Len: 2, From: 13, Size: 2}}},
		"a gap in the source":         {[]Run{{Len: 3, From: 10, Size: 3}, {At: 3, Len: 2, From: 14, Size: 2}}, []Run{{Len: 3, From: 10, Size: 3}, {At: 3, Len: 2, From: 14, Size: 2}}},
		"back in the source":          {[]Run{{Len: 3, From: 10, Size: 3}, {At: 3, Len: 2, From: 0, Size: 2}}, []Run{{Len: 3, From: 10, Size: 3}, {At: 3, Len: 2, From: 0, Size: 2}}},
		"references are never joined": {[]Run{{Len: 1, From: 0, Size: 5, Kind: Reference}, {At: 1, Len: 1, From: 5, Size: 1}, {At: 2, Len: 1, From: 6, Size: 4, Kind: Reference}}, []Run{{Len: 1, From: 0, Size: 5, Kind: Reference}, {At: 1, Len: 1, From: 5, Size: 1}, {At: 2, Len: 1, From: 6, Size: 4, Kind: Reference}}},
	} {
		if d := cmp.Diff(c.want, mapOf(c.add...).Runs()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// The text "Grüße & mehr" of the source "x Gr&uuml;&szlig;e &amp; mehr": plain pieces and references.
var greeting = mapOf(Run{0, 2, 2, 2, Same}, Run{2, 2, 4, 6, Reference}, Run{4, 2, 10, 7, Reference}, Run{6, 2, 17, 2, Same}, Run{8, 1, 19, 5, Reference}, Run{9, 5, 24, 5, Same})

func TestEach(t *testing.T) {
	for name, c := range map[string]struct {
		start, end int
		want       []Run
	}{
		"within plain text":  {10, 13, []Run{{10, 3, 25, 3, Same}}},
		"a reference whole":  {2, 4, []Run{{2, 2, 4, 6, Reference}}},
		"half a reference":   {3, 4, []Run{{2, 2, 4, 6, Reference}}},
		"cut at both ends":   {1, 7, []Run{{1, 1, 3, 1, Same}, {2, 2, 4, 6, Reference}, {4, 2, 10, 7, Reference}, {6, 1, 17, 1, Same}}},
		"nothing":            {10, 10, nil},
		"after the end":      {14, 20, nil},
		"over the end":       {13, 20, []Run{{13, 1, 28, 1, Same}}},
		"before the first":   {-3, 1, []Run{{0, 1, 2, 1, Same}}},
		"backwards: nothing": {5, 2, nil},
	} {
		var got []Run
		greeting.Each(c.start, c.end, func(r Run) { got = append(got, r) })
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestSource(t *testing.T) {
	back := mapOf(Run{0, 3, 50, 3, Same}, Run{5, 3, 20, 3, Same})
	for name, c := range map[string]struct {
		m              *Map
		start, end     int
		wantFrom, want int
		ok             bool
	}{
		"all":                        {greeting, 0, 14, 2, 29, true},
		"half a reference is whole":  {greeting, 5, 6, 10, 17, true},
		"between runs":               {back, 3, 5, 0, 0, false},
		"later text, earlier source": {back, 0, 8, 20, 53, true},
		"nothing":                    {greeting, 4, 4, 0, 0, false},
		"the zero map":               {&Map{}, 0, 9, 0, 0, false},
	} {
		if from, to, ok := c.m.Source(c.start, c.end); from != c.wantFrom || to != c.want || ok != c.ok {
			t.Errorf("%s: %d %d %v, want %d %d %v", name, from, to, ok, c.wantFrom, c.want, c.ok)
		}
	}
}

func TestThrough(t *testing.T) {
	identity := Identity(100, 7)
	page := mapOf(Run{0, 10, 100, 10, Same}, Run{10, 2, 110, 1, Character}, Run{12, 3, 111, 2, Character}, Run{15, 5, 113, 5, Same})
	for name, c := range map[string]struct {
		outer, inner *Map
		want         []Run
	}{
		"through identity all moves":               {greeting, &identity, []Run{{0, 2, 9, 2, Same}, {2, 2, 11, 6, Reference}, {4, 2, 17, 7, Reference}, {6, 2, 24, 2, Same}, {8, 1, 26, 5, Reference}, {9, 5, 31, 5, Same}}},
		"plain text over characters":               {mapOf(Run{0, 12, 4, 12, Same}), page, []Run{{0, 6, 104, 6, Same}, {6, 2, 110, 1, Character}, {8, 3, 111, 2, Character}, {11, 1, 113, 1, Same}}},
		"a reference over characters is one":       {mapOf(Run{0, 1, 8, 5, Reference}), page, []Run{{0, 1, 108, 5, Reference}}},
		"half a character leads nowhere":           {mapOf(Run{0, 2, 11, 2, Same}), page, nil},
		"what stands for nothing leads nowhere":    {mapOf(Run{0, 4, 30, 4, Same}, Run{4, 1, 40, 6, Reference}), page, nil},
		"what goes on in both is joined":           {mapOf(Run{0, 2, 0, 2, Same}, Run{2, 2, 2, 2, Same}), page, []Run{{0, 4, 100, 4, Same}}},
		"what is brought together anew is joined":  {mapOf(Run{0, 2, 8, 2, Same}, Run{2, 2, 15, 2, Same}), mapOf(Run{8, 2, 0, 2, Same}, Run{15, 2, 2, 2, Same}), []Run{{0, 4, 0, 4, Same}}},
		"an inner map with a hole leaves the hole": {mapOf(Run{0, 6, 0, 6, Same}), mapOf(Run{0, 2, 0, 2, Same}, Run{4, 2, 9, 2, Same}), []Run{{0, 2, 0, 2, Same}, {4, 2, 9, 2, Same}}},
	} {
		got := c.outer.Through(c.inner)
		if d := cmp.Diff(c.want, got.Runs()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// place is where a byte of a text comes from.
type place struct {
	from, to int
	kind     Kind
}

// places are those of each byte of a text that a map leads somewhere: the slow way to say the same.
func places(m *Map) map[int]place {
	out := map[int]place{}
	for _, r := range m.Runs() {
		for i := range r.Len {
			if r.Kind == Same {
				out[r.At+i] = place{r.From + i, r.From + i + 1, Same}
			} else {
				out[r.At+i] = place{r.From, r.From + r.Size, r.Kind}
			}
		}
	}
	return out
}

// composed says byte by byte where a text leads through two maps.
func composed(outer, inner *Map) map[int]place {
	out, in := map[int]place{}, places(inner)
	for _, r := range outer.Runs() {
		if r.Kind == Same {
			for i := range r.Len {
				if p, ok := in[r.From+i]; ok && (p.kind == Same || whole(inner, r.From+i, r.From, r.From+r.Size)) {
					out[r.At+i] = p
				}
			}
			continue
		}
		p, found := place{kind: r.Kind}, false
		for i := r.From; i < r.From+r.Size; i++ {
			if q, ok := in[i]; ok && !found {
				p.from, p.to, found = q.from, q.to, true
			} else if ok {
				p.from, p.to = min(p.from, q.from), max(p.to, q.to)
			}
		}
		for i := range r.Len {
			if found {
				out[r.At+i] = p
			}
		}
	}
	return out
}

// whole tells whether the run that holds a byte lies within [from, to).
func whole(m *Map, at, from, to int) bool {
	k := slices.IndexFunc(m.Runs(), func(r Run) bool { return r.At <= at && at < r.At+r.Len })
	r := m.Runs()[k]
	return from <= r.At && r.At+r.Len <= to
}

// build makes a map of any bytes, five for each run.
func build(b []byte) *Map {
	var m Map
	at := 0
	for ; len(b) >= 5; b = b[5:] {
		r := Run{At: at + int(b[0]%4), Len: int(b[1] % 9), From: int(b[2]), Size: int(b[3]%9) + 1, Kind: Kind(b[4] % 3)}
		if b[4] >= 128 && len(m.runs) > 0 { // goes on where the last ended
			last := m.runs[len(m.runs)-1]
			r.At, r.From = last.At+last.Len, last.From+last.Size
		}
		if r.Kind == Same {
			r.Size = r.Len
		}
		m.Add(r)
		at = r.At + r.Len
	}
	return &m
}

func check(t *testing.T, outer, inner *Map) {
	t.Helper()
	got := outer.Through(inner)
	last := 0
	for _, r := range got.Runs() {
		if r.At < last || r.Len <= 0 || r.Size <= 0 || r.Kind == Same && r.Len != r.Size {
			t.Fatalf("run %v after byte %d", r, last)
		}
		last = r.At + r.Len
	}
	if d := cmp.Diff(composed(outer, inner), places(&got), cmp.AllowUnexported(place{})); d != "" {
		t.Fatalf("%v through %v is %v: %s", outer.runs, inner.runs, got.runs, d)
	}
}

func TestThroughAgreesWithBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	some := func() *Map {
		b := make([]byte, 5*r.IntN(12))
		for i := range b {
			b[i] = byte(r.UintN(256))
		}
		return build(b)
	}
	for range 3000 {
		check(t, some(), some())
	}
}

func FuzzThrough(f *testing.F) {
	f.Add([]byte("\x00\x05\x00\x05\x00"), []byte("\x00\x08\x10\x08\x00"))
	f.Add([]byte("\x01\x02\x02\x05\x02\x00\x04\x03\x04\x00"), []byte("\x00\x03\x10\x02\x01\x00\x03\x20\x02\x82"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		if len(a) > 400 || len(b) > 400 {
			return
		}
		outer, inner := build(a), build(b)
		check(t, outer, inner)
		identity := Identity(4096, 0)
		if same := outer.Through(&identity); !cmp.Equal(places(&same), places(outer), cmp.AllowUnexported(place{})) {
			t.Fatalf("%v through identity is %v", outer.runs, same.runs)
		}
	})
}
