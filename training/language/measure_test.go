package main

import (
	"os"
	"testing"

	"rapporteur/language"
)

// bar is the least share of sentences and of texts that must be told right.
type bar struct{ sentences, texts float64 }

func (f figures) check(t *testing.T, all bar, by map[string]bar) {
	t.Helper()
	var sum tally
	for code, got := range f {
		want, ok := by[code]
		if !ok {
			want = by[""]
		}
		if got.sentenceShare() < want.sentences || got.textShare() < want.texts {
			t.Errorf("%s: %.4f of %d sentences, %.4f of %d texts; wrong: %s", code, got.sentenceShare(), got.sentences, got.textShare(), got.texts, got.taken())
		}
		sum.add(got)
	}
	if sum.sentenceShare() < all.sentences || sum.textShare() < all.texts {
		t.Errorf("all: %.4f of %d sentences, %.4f of %d texts", sum.sentenceShare(), sum.sentences, sum.textShare(), sum.texts)
	}
}

// The held-out fifth of the corpus; one sentence alone may be three words that relatives share.
func TestHeldOut(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	f := figures{}
	if err := f.heldOut(packs, "../.."); err != nil {
		t.Fatal(err)
	}
	f.check(t, bar{.955, .99}, map[string]bar{"": {.92, .99}, "hr": {.80, .95}, "sr-Latn": {.80, .95}, "bs": {.22, .7}, "sl": {.88, .99}})
}

// The parallel news is measured where it lies; nobody else has it.
func TestParallel(t *testing.T) {
	const dir = "../../../shared/data/parallel/dev"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the development data is not here")
	}
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	f := figures{}
	if err := f.parallel(packs, dir); err != nil {
		t.Fatal(err)
	}
	f.check(t, bar{.97, .995}, map[string]bar{"": {.97, .98}, "hr": {.85, .98}, "sr-Latn": {.90, .98}})
	for _, pair := range [][2]string{{"hr", "sr-Latn"}, {"sr-Latn", "hr"}} {
		if x := f[pair[0]]; float64(x.wrong[pair[1]]) > .10*float64(x.sentences) {
			t.Errorf("%d of %d sentences of %s taken for %s", x.wrong[pair[1]], x.sentences, pair[0], pair[1])
		}
	}
}
