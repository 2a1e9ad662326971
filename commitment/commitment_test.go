package commitment

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/dates"
	"rapporteur/language"
)

// Every pack's examples are run.
func TestExamplesOfPacks(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	f, parser, n := New(packs), dates.New(packs), 0
	for _, code := range packs.Codes() {
		for _, e := range packs.For(code).Commitments.Examples {
			n++
			text := rapporteur.NewText(e.Text)
			all := rapporteur.Span{End: text.Len()}
			a := rapporteur.Article{Language: code, Statements: []rapporteur.Statement{{ID: "s1", Mode: rapporteur.Said, Content: []rapporteur.Span{all}}}}
			if e.Day != "" {
				a.Published = &rapporteur.Published{DateCandidate: rapporteur.DateCandidate{Value: e.Day, Precision: "day"}}
			}
			a.Dates = parser.Parse(text, all, code, dates.AnchorOf(a.Published))
			types, due := []string{}, ""
			for _, c := range f.Find(text, &a) {
				types = append(types, c.Type)
				if c.Due != nil && due == "" {
					due = c.Due.Earliest
				}
			}
			if diff := cmp.Diff(e.Types, types); diff != "" {
				t.Errorf("%s: %q: %s", code, e.Text, diff)
			}
			if due != e.Due {
				t.Errorf("%s: %q: due %q, want %q", code, e.Text, due, e.Due)
			}
		}
	}
	if n == 0 {
		t.Error("no pack has an example")
	}
}
