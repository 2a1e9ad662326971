package language

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

func builtin(t testing.TB) *Packs {
	t.Helper()
	ps, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

// Every pack that identifies a language carries a sentence that must be told to be of it.
func TestExamplesOfPacks(t *testing.T) {
	ps := builtin(t)
	for _, code := range ps.Codes() {
		p := ps.For(code).Profile
		if got, _ := ps.Identify(p.Example); p.Words != "" && got != code {
			t.Errorf("%q: %s, want %s", p.Example, got, code)
		}
	}
	if got, _ := ps.Identify("12345"); got != "und" {
		t.Errorf("figures alone are %s", got)
	}
}

// The parallel news is measured where it lies; nobody else has it.
func TestIdentifyParallelNews(t *testing.T) {
	files, _ := filepath.Glob("../../shared/data/parallel/dev/*/*.txt")
	if len(files) == 0 {
		t.Skip("the development data is not here")
	}
	ps, right, wrong := builtin(t), 0, map[string]int{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		want := filepath.Base(filepath.Dir(f))
		if got, _ := ps.Identify(string(b)); got == want {
			right++
		} else {
			wrong[want+" as "+got]++
		}
	}
	t.Logf("%d of %d right; wrong: %v", right, len(files), wrong)
	if float64(right) < .985*float64(len(files)) {
		t.Errorf("%d of %d documents identified", right, len(files))
	}
}

func TestPacksInheritAndOverride(t *testing.T) {
	base := fstest.MapFS{
		"und/pack.toml": {Data: []byte(`name = "any"`)}, "und/people.toml": {Data: []byte(`spokes = ["a", "b"]` + "\n" + `groups = ["g"]`)},
		"xx/people.toml": {Data: []byte(`spokes = ["c"]`)}, "xx-Latn/pack.toml": {Data: []byte(`inherits = "xx"`)},
	}
	ps, err := Open(base, fstest.MapFS{"xx-Latn/people.toml": {Data: []byte(`groups = ["h"]`)}})
	if err != nil {
		t.Fatal(err)
	}
	und, xx, latn := ps.For("und").People, ps.For("xx").People, ps.For("xx-Latn-XX").People
	if len(und.Spokes) != 2 || und.Spokes[0] != "a" {
		t.Errorf("the root pack was written into: %v", und.Spokes)
	}
	if xx.Spokes[0] != "c" || xx.Groups[0] != "g" || latn.Spokes[0] != "c" || latn.Groups[0] != "h" {
		t.Errorf("xx %+v, xx-Latn %+v", xx, latn)
	}
}

func TestPackErrorsNameTheFile(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"not TOML": {"xx/people.toml": {Data: []byte("that = [")}}, "unknown key": {"xx/people.toml": {Data: []byte(`thta = ["x"]`)}},
		"circle": {"xx/pack.toml": {Data: []byte(`inherits = "yy"`)}, "yy/pack.toml": {Data: []byte(`inherits = "xx"`)}},
	} {
		if _, err := Open(files); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
