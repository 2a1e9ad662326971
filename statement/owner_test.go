package statement

import (
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/language"
)

// The wife, lawyer or aide of somebody named is not that one; names that only look so are.
func TestOwners(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang string
		e    language.PeopleExample
	}{
		{"en", language.PeopleExample{Names: []string{"Anton Kolt"}, Text: "Anton Kolt’s wife said no.", Source: "Anton Kolt’s wife"}},
		{"en", language.PeopleExample{Names: []string{"Anton Kolt"}, Text: "One of Anton Kolt's own brothers said no.", Source: "One of Anton Kolt's own brothers"}},
		{"en", language.PeopleExample{Names: []string{"the Millers"}, Text: "A neighbour of the Millers said no.", Source: "A neighbour of the Millers"}},
		{"en", language.PeopleExample{Names: []string{"Anna Stein", "Anton Kolt"}, Text: "Anna Stein, a lawyer for Anton Kolt, said no.", Source: "Anna Stein, a lawyer for Anton Kolt", Is: "Anna Stein"}},
		{"en", language.PeopleExample{Names: []string{"Anton Kolt", "Anna Stein"}, Text: "Anton Kolt's lawyer Anna Stein said no.", Source: "Anton Kolt's lawyer Anna Stein", Is: "Anna Stein"}},
		{"en", language.PeopleExample{Names: []string{"Mary O'Neil"}, Text: "Mary O'Neil of the union said no.", Source: "Mary O'Neil of the union", Is: "Mary O'Neil"}},
		{"en", language.PeopleExample{Names: []string{"Kolt"}, Text: "His lawyer Kolt said no.", Source: "His lawyer Kolt", Is: "Kolt"}},
		{"en", language.PeopleExample{Names: []string{"Kolt"}, Text: "Minister Van Kolt said no.", Source: "Minister Van Kolt", Is: "Kolt"}},
		{"fr", language.PeopleExample{Names: []string{"Anton Kolt"}, Text: "L’avocat d’Anton Kolt a dit non.", Source: "L’avocat d’Anton Kolt"}},
		{"tr", language.PeopleExample{Names: []string{"Kolt"}, Text: "Kolt’un eşi hayır dedi.", Source: "Kolt’un eşi"}},
		{"de", language.PeopleExample{Names: []string{"Anton Kolt"}, Text: "Der Bürgermeister Anton Kolt sagte nein.", Source: "Der Bürgermeister Anton Kolt", Is: "Anton Kolt"}},
		{"ar", language.PeopleExample{Names: []string{"أنطون كولت"}, Text: "قالت زوجة أنطون كولت لا.", Source: "زوجة أنطون كولت"}},
		{"ar", language.PeopleExample{Names: []string{"أنطون كولت"}, Text: "قال المحامي أنطون كولت لا.", Source: "المحامي أنطون كولت", Is: "أنطون كولت"}},
	} {
		if wrong := tryReference(packs.For(c.lang), c.e); wrong != "" {
			t.Errorf("%s: %s", c.lang, wrong)
		}
	}
}

// A case ending tells the owner where the bare name stands in the article too; the lawyer with a name is that one.
func TestObliqueOwner(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	text := rapporteur.NewText("Колт вошёл. Адвокат Колта сказал нет. Адвокат Колт сказал да.")
	at := func(from, to int) rapporteur.Span { return rapporteur.Span{Start: from, End: to} }
	c := newCast(text, newLexicon(packs.For("ru"), func(*language.Pack, string) string { return "" }), []rapporteur.Mention{
		{Span: at(0, 4), Kind: rapporteur.Person, Entity: "kolt"}, {Span: at(20, 25), Kind: rapporteur.Person, Entity: "kolt"}, {Span: at(46, 50), Kind: rapporteur.Person, Entity: "kolt"},
	})
	for source, want := range map[rapporteur.Span]string{at(12, 25): "", at(38, 50): "kolt"} {
		if got, rule := c.settle(source, nil, 0); got != want {
			t.Errorf("%q is %q by %q, want %q", text.Slice(source), got, rule, want)
		}
	}
}

// A verb without a subject is that of who spoke last, or of the person whom the sentences between name first.
func TestVerbAlone(t *testing.T) {
	const text = "Ana Kolt and Ivo Brand met miners.\nThe mine is old.\nSaid that it would close."
	a := interviewOf("{" + text + "}")
	at := func(s string) rapporteur.Span {
		i := strings.Index(text, s)
		return rapporteur.Span{Start: i, End: i + len(s)}
	}
	person := func(name string) rapporteur.Mention {
		return rapporteur.Mention{Span: at(name), Kind: rapporteur.Person, Entity: name}
	}
	c := &cast{text: a.text, lexicon: newLexicon(&language.Pack{}, nil), mentions: []rapporteur.Mention{person("Ana Kolt"), person("Ivo Brand")}}
	d := Draft{Cue: at("Said"), Content: []rapporteur.Span{at("that it would close")}}
	said := []Draft{{Cue: at("met"), Content: []rapporteur.Span{at("Ana Kolt and Ivo Brand")}}}
	for name, test := range map[string]struct {
		draft  Draft
		others []Draft
		turns  []turn
		want   string
	}{
		"named first":                {draft: d, want: "Ana Kolt"},
		"who spoke before":           {draft: d, turns: []turn{{entity: "Mila Orr", paragraph: 1, at: at("The mine is old").End}}, want: "Mila Orr"},
		"named after who spoke":      {draft: d, turns: []turn{{entity: "Mila Orr", paragraph: 1, at: 0}}, want: "Ana Kolt"},
		"named in what is reported":  {draft: d, others: said},
		"spoke too long before":      {draft: d, others: said, turns: []turn{{entity: "Mila Orr", paragraph: 0, at: 0}}},
		"a quotation without a verb": {draft: Draft{Content: d.Content}},
	} {
		a.drafts = test.others
		if got := c.goesOn(a, test.draft, test.turns, 2); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
