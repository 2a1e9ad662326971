// Package packtest gives tests the cases that show whether a pack's rules hold elsewhere: short texts about other things and in other
// words than the examples that stand in the pack itself. They were written before the rules were tuned to them.
package packtest

import (
	"bytes"
	"embed"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"rapporteur/language"
)

//go:embed cases
var files embed.FS

// Cases are the cases of one language, by the section of the pack that they try.
type Cases struct {
	Dates       []language.DateExample       `toml:"dates"`
	Commitments []language.CommitmentExample `toml:"commitments"`
	People      []language.PeopleExample     `toml:"people"`
	Names       []language.NameExample       `toml:"names"`
	Furniture   []language.FurnitureExample  `toml:"furniture"`
	Fails       map[string]int               `toml:"fails"` // by section, how many are known not to hold
}

// All gives the cases by language code; a file that cannot be read ends the test.
func All(t testing.TB) map[string]Cases {
	t.Helper()
	entries, err := files.ReadDir("cases")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]Cases{}
	for _, e := range entries {
		b, err := files.ReadFile("cases/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		var c Cases
		if err := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(&c); err != nil {
			t.Fatalf("cases/%s: %v", e.Name(), err)
		}
		all[e.Name()[:len(e.Name())-len(".toml")]] = c
	}
	return all
}

// Tally runs each case of a language and a section; more or fewer that do not hold than the file says fail the test, and each is logged.
// A case gives "" where it holds, and otherwise what it gave instead.
func Tally[E any](t *testing.T, code, section string, cases []E, fails int, run func(E) string) {
	t.Helper()
	right := 0
	for _, c := range cases {
		if wrong := run(c); wrong != "" {
			t.Logf("%s %s: %s", code, section, wrong)
		} else {
			right++
		}
	}
	t.Logf("%s %s: %d of %d cases hold", code, section, right, len(cases))
	if got := len(cases) - right; got != fails || len(cases) == 0 {
		t.Errorf("%s %s: %d of %d cases do not hold, the file says %d", code, section, got, len(cases), fails)
	}
}
