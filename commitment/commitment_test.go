package commitment

import (
	"fmt"
	"slices"
	"testing"

	"rapporteur"
	"rapporteur/dates"
	"rapporteur/language"
	"rapporteur/language/packtest"
)

// Every pack's examples are run, and the cases that show whether they hold elsewhere.
func TestExamplesOfPacks(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	f, parser, n := New(packs), dates.New(packs), 0
	for _, code := range packs.Codes() {
		c, shown := packs.For(code).Commitments, map[string]bool{}
		for _, e := range c.Examples {
			n++
			if wrong := try(f, parser, code, e); wrong != "" {
				t.Errorf("%s: %s", code, wrong)
			}
			for _, kind := range e.Types {
				shown[kind] = true
			}
		}
		for _, r := range c.Rules {
			if !shown[r.Type] {
				t.Errorf("%s: no example shows the rule for %q", code, r.Type)
			}
		}
	}
	if n == 0 {
		t.Error("no pack has an example")
	}
	for code, cases := range packtest.All(t) {
		packtest.Tally(t, code, "commitments", cases.Commitments, cases.Fails["commitments"], func(e language.CommitmentExample) string { return try(f, parser, code, e) })
	}
}

// try gives "" where an example holds, and otherwise what is wrong.
func try(f *Finder, parser *dates.Parser, code string, e language.CommitmentExample) string {
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
	if !slices.Equal(e.Types, types) || due != e.Due {
		return fmt.Sprintf("%q gives %q due %q, want %q due %q", e.Text, types, due, e.Types, e.Due)
	}
	return ""
}
