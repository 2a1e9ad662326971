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

func TestIdentify(t *testing.T) {
	ps := builtin(t)
	for want, text := range map[string]string{
		"en": "The minister said that talks with the union would go on.", "mk": "Министерот рече дека разговорите ќе продолжат.",
		"bg": "Министърът каза, че разговорите ще продължат.", "ru": "Министр сказал, что переговоры будут продолжены.",
		"uk": "Міністр сказав, що переговори будуть продовжені.", "be": "Міністр сказаў, што перамовы будуць працягнутыя.",
		"sr": "Министар је рекао да ће разговори бити настављени.", "ar": "قال الوزير إن المحادثات ستستمر.",
		"fa": "وزیر گفت که گفتگوها ادامه خواهد یافت.", "tr": "Bakan, görüşmelerin devam edeceğini söyledi ve bu konuda çok kararlı olduklarını belirtti.",
		"sq": "Ministri tha se bisedimet do të vazhdojnë.", "he": "השר אמר כי השיחות יימשכו.", "und": "12345",
		"de": "Der Minister sagte, dass die Gespräche weitergehen.", "ja": "大臣は交渉が続くと述べた。", "zh": "部长说谈判将继续进行。",
	} {
		if got, _ := ps.Identify(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
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
		"und/pack.toml": {Data: []byte(`name = "any"`)}, "und/people.toml": {Data: []byte(`that = ["a", "b"]` + "\n" + `groups = ["g"]`)},
		"xx/people.toml": {Data: []byte(`that = ["c"]`)}, "xx-Latn/pack.toml": {Data: []byte(`inherits = "xx"`)},
	}
	ps, err := Open(base, fstest.MapFS{"xx-Latn/people.toml": {Data: []byte(`groups = ["h"]`)}})
	if err != nil {
		t.Fatal(err)
	}
	und, xx, latn := ps.For("und").People, ps.For("xx").People, ps.For("xx-Latn-XX").People
	if len(und.That) != 2 || und.That[0] != "a" {
		t.Errorf("the root pack was written into: %v", und.That)
	}
	if xx.That[0] != "c" || xx.Groups[0] != "g" || latn.That[0] != "c" || latn.Groups[0] != "h" {
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
