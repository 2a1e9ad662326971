package statement

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/encoder"
)

// interviewOf builds the reading of an article in which the heads take all words for content but those in brackets, which are a source, and those in
// braces, which are nothing; the marks themselves are taken off.
func interviewOf(marked string) *assembly {
	var plain strings.Builder
	parts, part, at := []int{}, 1, 0
	var from int
	var sources []rapporteur.Span
	for _, r := range marked {
		switch r {
		case '[':
			part, from = 2, at
			continue
		case '{':
			part = 0
			continue
		case ']':
			sources = append(sources, rapporteur.Span{Start: from, End: at})
			fallthrough
		case '}':
			part = 1
			continue
		}
		plain.WriteRune(r)
		parts, at = append(parts, part), at+1
	}
	text := rapporteur.NewText(plain.String())
	r := &reading{heads: &Heads{contentB: 1, contentI: 2}, sources: sources}
	a := &assembly{text: text, reading: r}
	start := 0
	for _, l := range strings.SplitAfter(plain.String(), "\n") {
		p := rapporteur.Span{Start: start, End: start + len([]rune(strings.TrimRight(l, "\n")))}
		start += len([]rune(l))
		a.paragraphs, a.sentences = append(a.paragraphs, p), append(a.sentences, sentencesOf(text, p))
	}
	a.quoted = quotationsOf(text, a.paragraphs)
	for _, w := range words(text, rapporteur.Span{End: text.Len()}) {
		row := []float32{-9, -9, -9, -9} // logarithms: of none, of content's beginning and inside, of a source
		row[[]int{0, 2, 3}[parts[w.span.Start]]] = 0
		r.pieces, r.rows = append(r.pieces, encoder.Piece{Span: w.span}), append(r.rows, row)
	}
	return a
}

func TestDialogue(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string // source: content
	}{
		"dashes":                  {"{Kolt spoke to the paper.}\n— Why now?\n— The time had come. We waited long.", []string{": Why now?", ": The time had come. We waited long."}},
		"names":                   {"[Kolt]: Why now?\n[Anna Reyl]: The time had come.", []string{"Kolt: Why now?", "Anna Reyl: The time had come."}},
		"labels that name nobody": {"{Q}: Why now?\n{A}: The time had come.", []string{": Why now?", ": The time had come."}},
		"wide colons":             {"{问}：为什么是现在？\n{答}：时候到了。", []string{": 为什么是现在？", ": 时候到了。"}},
		"bare questions":          {"Why now?\nThe time had come.\n{Kolt smiled.}\nAnd then?\nWe will see.", []string{": Why now?", ": The time had come.", ": And then?", ": We will see."}},
		"one bare question":       {"Why now?\nThe time had come.", nil},
		"a heading":               {"{Harbour}: The time had come.\n{Nobody came.}", nil},
		"a label alone":           {"[Kolt]: The time had come.\n{Nobody came.}", []string{"Kolt: The time had come."}},
		"a label, half in doubt":  {"[Kolt]: The time {had} come.\n{Nobody came.}", nil},
		"a list":                  {"— {Harbour works}\n— {Roof}", nil},
		"a paragraph in marks":    {"— “The time had come.”", nil},
		"narration":               {"{Kolt left.}\n{He came back.}", nil},
	} {
		a := interviewOf(c.text)
		a.dialogue()
		var got []string
		for _, d := range a.drafts {
			source := ""
			for _, s := range d.Source {
				source += a.text.Slice(s)
			}
			got = append(got, source+": "+a.text.Slice(d.Content[0]))
			if !d.heads.turn || d.Confidence < turnContent {
				t.Errorf("%s: %+v", name, d)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A turn whose beginning is reported by a cue outside of it is that report; a report within a turn leaves it one.
func TestDialogueBesideDrafts(t *testing.T) {
	const text = "— The time had come, {said} [Kolt]."
	for _, c := range []struct {
		content string
		turns   int
	}{{"The time had come", 0}, {"come, said Kolt", 1}} {
		a := interviewOf(text)
		plain := a.text.Slice(rapporteur.Span{End: a.text.Len()})
		at := func(s string) rapporteur.Span {
			i := len([]rune(plain[:strings.Index(plain, s)]))
			return rapporteur.Span{Start: i, End: i + len([]rune(s))}
		}
		a.drafts = []Draft{{Cue: at("said"), Content: []rapporteur.Span{at(c.content)}, Confidence: 1}}
		a.dialogue()
		if got := len(a.drafts) - 1; got != c.turns {
			t.Errorf("beside the report of %q: %d turns, want %d", c.content, got, c.turns)
		}
	}
}

// Whoever spoke last is not given what the other one says.
func TestTurnHasNoSpeakerOfTheOther(t *testing.T) {
	as := interviewOf("Why now?")
	c := &cast{text: as.text}
	turns := []turn{{entity: "kolt"}}
	d := Draft{Content: []rapporteur.Span{{Start: 0, End: 8}}}
	if r := c.speaker(as, d, turns, 0); r == nil || r.Entity != "kolt" {
		t.Errorf("a quotation that goes on is given to %+v", r)
	}
	d.heads.turn = true
	if r := c.speaker(as, d, turns, 0); r != nil {
		t.Errorf("a turn is given to %+v", r)
	}
}

// A quotation without a cue is that of the source before its colon; one whose cue is set between its words is no report of the quoted speaker's; and
// what follows a turn does not go on with it.
func TestQuotationsOfWhom(t *testing.T) {
	a := interviewOf("[Ana Kolt]: “We will go at once today.”")
	a.turns = make([]bool, 1)
	a.attachQuotations()
	if len(a.drafts) != 1 || len(a.drafts[0].Source) != 1 || a.text.Slice(a.drafts[0].Source[0]) != "Ana Kolt" {
		t.Errorf("behind a label: %+v", a.drafts)
	}

	text := "“We will go, she pleads. We must.”"
	a = interviewOf(text)
	at := func(s string) rapporteur.Span {
		i := len([]rune(text[:strings.Index(text, s)]))
		return rapporteur.Span{Start: i, End: i + len([]rune(s))}
	}
	for content, idle := range map[string]bool{"We will go": false, "We must": true} {
		if d := (Draft{Cue: at("she pleads"), Content: []rapporteur.Span{at(content)}, Confidence: .5}); a.idle(d) != idle {
			t.Errorf("%q with its cue in the quotation: idle %v", content, !idle)
		}
	}

	a = interviewOf("— The time had come.\nWe waited long.")
	a.dialogue()
	a.attachRuns()
	if len(a.drafts) != 1 || len(a.drafts[0].Content) != 1 {
		t.Errorf("what follows a turn: %+v", a.drafts)
	}
}

// A turn has its own offset of confidence, not that of content that goes on without a cue.
func TestConfidenceOfTurns(t *testing.T) {
	c := &calibration{Bare: -1, Turn: 2}
	if on, turn := c.of("en", rapporteur.Statement{}, headsSay{content: .5}), c.of("en", rapporteur.Statement{}, headsSay{content: .5, turn: true}); on >= .5 || turn <= .5 {
		t.Errorf("goes on %.2f, turn %.2f", on, turn)
	}
}
