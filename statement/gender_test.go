package statement

import (
	"testing"

	"rapporteur"
	"rapporteur/language"
)

// A verb whose ending tells a gender is not that of who spoke last where that one is of the other, and tells the gender of who stands beside it.
func TestVerbTellsGender(t *testing.T) {
	pack := &language.Pack{People: language.People{Reports: language.Reports{Masculine: []string{"л"}, Feminine: []string{"ла"}}}}
	text := rapporteur.NewText("Колт сказала да.\nБранд сказал нет.\nДобавила, что устала.")
	at := func(from, to int) rapporteur.Span { return rapporteur.Span{Start: from, End: to} }
	c := newCast(text, newLexicon(pack, func(*language.Pack, string) string { return "" }), []rapporteur.Mention{
		{Span: at(0, 4), Kind: rapporteur.Person, Entity: "kolt"}, {Span: at(17, 22), Kind: rapporteur.Person, Entity: "brand"},
	})
	c.hear([]Draft{{Source: []rapporteur.Span{at(0, 4)}, Cue: at(5, 12)}, {Source: []rapporteur.Span{at(17, 22)}, Cue: at(23, 29)}})
	if c.roles["kolt"].gender != "f" || c.roles["brand"].gender != "m" {
		t.Fatalf("heard %+v", c.roles)
	}
	as := assemblyOf(text)
	added := Draft{Cue: at(35, 43), Content: []rapporteur.Span{at(45, 55)}}
	turns := []turn{{entity: "kolt", paragraph: 1}, {entity: "brand", paragraph: 1, at: 33}}
	if got := c.goesOn(as, added, turns, 2); got != "kolt" {
		t.Errorf("goes on with %q", got)
	}
}

// Where a person spoke who cannot be told, a pronoun after it means nobody told, and not who spoke before.
func TestUnknownSpeaker(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	text := rapporteur.NewText("Peter Kolt said yes. The prosecutor said no. He said so twice.")
	at := func(from, to int) rapporteur.Span { return rapporteur.Span{Start: from, End: to} }
	c := newCast(text, newLexicon(packs.For("en"), func(*language.Pack, string) string { return "" }), []rapporteur.Mention{{Span: at(0, 10), Kind: rapporteur.Person, Entity: "kolt"}})
	as := assemblyOf(text)
	turns := []turn{{entity: "kolt"}}
	if got, _ := c.settle(at(45, 47), turns, 0); got != "kolt" {
		t.Errorf("after Kolt it is %q", got)
	}
	prosecutor := at(21, 35)
	unknown, spoke := c.turn(as, Draft{Content: []rapporteur.Span{at(41, 43)}, Source: []rapporteur.Span{prosecutor}}, &rapporteur.Reference{Span: &prosecutor})
	if got, _ := c.settle(at(45, 47), append(turns, unknown), 0); !spoke || got != "" {
		t.Errorf("after somebody not told it is %q", got)
	}
}

// The model may take for whom words mean only somebody of the same gender, and only whom the text presents as persons are who speak.
func TestWhomTheModelMayMean(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	text := rapporteur.NewText("Ana Kolt met Brand. He came from Lunevo. The film was good.")
	at := func(from, to int) rapporteur.Span { return rapporteur.Span{Start: from, End: to} }
	c := newCast(text, newLexicon(packs.For("en"), func(*language.Pack, string) string { return "" }), []rapporteur.Mention{
		{Span: at(0, 8), Kind: rapporteur.Person, Entity: "kolt"}, {Span: at(13, 18), Kind: rapporteur.Person, Entity: "brand"}, {Span: at(33, 39), Kind: rapporteur.Place, Entity: "lunevo"},
	})
	he, film := at(20, 22), at(41, 49)
	for _, x := range []struct {
		words  rapporteur.Span
		entity string
		want   bool
	}{{he, "kolt", false}, {film, "kolt", true}, {film, "brand", false}, {film, "lunevo", true}} {
		if got := c.mayMean(x.words, x.entity); got != x.want {
			t.Errorf("%q may mean %s: %v", text.Slice(x.words), x.entity, got)
		}
	}
}

// assemblyOf cuts a text of one paragraph a line.
func assemblyOf(text rapporteur.Text) *assembly {
	a := &assembly{text: text}
	for i, start := 0, 0; i <= text.Len(); i++ {
		if i == text.Len() || text.Rune(i) == '\n' {
			p := rapporteur.Span{Start: start, End: i}
			a.paragraphs, a.sentences = append(a.paragraphs, p), append(a.sentences, sentencesOf(text, p))
			start = i + 1
		}
	}
	return a
}
