package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRespelling(t *testing.T) {
	by, err := respellings("bosnian.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts := []text{{code: "hr", body: "Svjetlost je vidljiva."}, {code: "bs", body: "Hiljade ljudi."}}
	lists := []text{{code: "hr", body: "rajčica tisuća"}, {code: "sr-Latn", body: "šargarepa hiljada"}}
	for code, r := range by {
		r.learn(code, texts, lists)
	}
	for _, c := range []struct{ code, theirs, ours string }{
		{"hr", "Tko je priopćio da stiže tisuću ljudi?", "Ko je saopćio da stiže hiljadu ljudi?"},
		{"hr", "Vidjeli su ga jutros.", ""},    // nothing differs
		{"hr", "Tko jede, rajčica je tu.", ""}, // a word that Bosnian has nothing for
		{"sr-Latn", "Vlada će biće.", "Vlada će bit će."},
		{"sr-Latn", "Opština traži svetlost.", "Općina traži svjetlost."}, // a yat learnt from the texts
		{"sr-Latn", "Posle toga šargarepa.", ""},
	} {
		if got := by[c.code].of(c.theirs); got != c.ours {
			t.Errorf("%s: %q gives %q, want %q", c.code, c.theirs, got, c.ours)
		}
	}
}

func TestRespellingsRefuseHalfPairs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pairs.txt")
	for _, bad := range []string{"hr: tko\n", "hr: tko>\n", "hr: >ko\n", "hr tko>ko\n", "hr: *>ko\n"} {
		if err := os.WriteFile(path, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := respellings(path); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
