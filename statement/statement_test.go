package statement

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/encoder"
	"rapporteur/language"
	"rapporteur/language/packtest"
)

func quoted(s string) []string {
	text := rapporteur.NewText(s)
	var paragraphs []rapporteur.Span
	start := 0
	for _, l := range strings.SplitAfter(s, "\n") {
		end := start + len([]rune(l))
		if strings.TrimSpace(l) != "" {
			paragraphs = append(paragraphs, rapporteur.Span{Start: start, End: start + len([]rune(strings.TrimRight(l, "\n")))})
		}
		start = end
	}
	var out []string
	for _, qs := range quotationsOf(text, paragraphs) {
		for _, q := range qs {
			out = append(out, text.Slice(q.inner))
		}
	}
	return out
}

func TestQuotations(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"“We will go,” she said. “Tomorrow.”", []string{"We will go,", "Tomorrow."}},
		{"„Одиме“, рече таа. „Утре. “", []string{"Одиме", "Утре."}},
		{"»Wir gehen«, sagte sie. „Morgen“, sagte er.", []string{"Wir gehen", "Morgen"}},
		{`قال "إن حلف "الساحل" باق" ثم غادر`, []string{`إن حلف "الساحل" باق`}},
		{`נשיא ארה"ב אמר "כן, היום"`, []string{"כן, היום"}},
		{"“It began here.\n\n“It went on.\n\nIt ended here,” he said.", []string{"It began here.", "It went on.", "It ended here,"}},
		{"“It began,” he said.\n\nIt went on.\n\nIt ended here.”", []string{"It began,", "It went on.", "It ended here."}},
		{"“It began,” he said.\n\nThe ship “Sandor” left.\n\nIt ended here.”", []string{"It began,", "Sandor", "It ended here."}},
		{"Nothing opened this.\n\nNor this.”", nil},
		{"An open mark “ and no end.\n\nA paragraph “of its own”.", []string{"and no end.", "of its own"}},
		{"Nothing quoted, it's plain.", nil},
		{`시장은 "내일 간다"라고 말했다. 그는 "늦었다"며 떠났다.`, []string{"내일 간다", "늦었다"}},
		{"市长说“明天去”，又说“太晚了”就走了。", []string{"明天去", "太晚了"}},
		{"市長は「明日行く」と述べ「遅い」と話した。", []string{"明日行く", "遅い"}},
		{"قال«نعم»ثم غادر.", []string{"نعم"}},
	} {
		if diff := cmp.Diff(c.want, quoted(c.text)); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
}

func TestKindOf(t *testing.T) {
	for _, c := range []struct {
		text, content string
		want          rapporteur.StatementKind
	}{
		{"“We will go,” she said.", "We will go", rapporteur.Direct}, {"She said that they would go.", "that they would go", rapporteur.Indirect},
		{"She said that they would go “at once”.", "that they would go “at once", rapporteur.Mixed}, {"She praised the ship “Sandor”.", "the ship “Sandor", rapporteur.Indirect},
	} {
		text := rapporteur.NewText(c.text)
		all := rapporteur.Span{End: text.Len()}
		at := func(s string) rapporteur.Span {
			i := len([]rune(c.text[:strings.Index(c.text, s)]))
			return rapporteur.Span{Start: i, End: i + len([]rune(s))}
		}
		var names []rapporteur.Mention
		if strings.Contains(c.text, "Sandor") {
			names = []rapporteur.Mention{{Span: at("Sandor"), Kind: rapporteur.Organisation}}
		}
		if got := kindOf(text, []rapporteur.Span{at(c.content)}, quotations(text, all), names); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]int{
		"He came. She went.": 2, "Gov. Lund came. She went.": 2, "“Why?” he asked. Nobody knew.": 2, "قال نعم. ثم غادر؟ لا.": 3, "One without an end": 1,
	} {
		rt := rapporteur.NewText(text)
		if got := sentencesOf(rt, rapporteur.Span{End: rt.Len()}); len(got) != want {
			t.Errorf("%q: %d sentences, want %d", text, len(got), want)
		}
	}
}

// Every pack's examples of references are run, who the words stand for, given the names in the text; and the cases that show whether
// they hold elsewhere.
func TestPeopleExamplesOfPacks(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, code := range packs.Codes() {
		for _, e := range packs.For(code).People.Examples {
			n++
			if wrong := tryReference(packs.For(code), e); wrong != "" {
				t.Errorf("%s: %s", code, wrong)
			}
		}
	}
	if n == 0 {
		t.Error("no pack has an example")
	}
	for code, cases := range packtest.All(t) {
		packtest.Tally(t, code, "people", cases.People, cases.Fails["people"], func(e language.PeopleExample) string { return tryReference(packs.For(code), e) })
	}
}

// Every form of every pack is found as what the pack says it is: none is hidden by a longer form of another office or use.
func TestFormsOfPacks(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range packs.Codes() {
		l := newLexicon(packs.For(code), func(*language.Pack, string) string { return "" })
		for _, f := range slices.Concat(slices.Concat(slices.Collect(maps.Values(l.exact))...), slices.Concat(slices.Collect(maps.Values(l.stems))...)) {
			s := strings.ReplaceAll(strings.Join(f.words, " "), "*", "")
			text := rapporteur.NewText(s)
			fs := l.find(words(text, rapporteur.Span{End: text.Len()}))
			if len(fs) == 0 || fs[0].use != f.use || fs[0].key != f.key {
				t.Errorf("%s: %q is found as %+v, want %s", code, s, fs, f.key)
			}
		}
	}
}

// tryReference gives "" where an example holds, and otherwise what is wrong.
func tryReference(pack *language.Pack, e language.PeopleExample) string {
	text := rapporteur.NewText(e.Text)
	span := func(i int, s string) rapporteur.Span {
		start := len([]rune(e.Text[:i]))
		return rapporteur.Span{Start: start, End: start + len([]rune(s))}
	}
	var mentions []rapporteur.Mention
	for _, name := range e.Names {
		mentions = append(mentions, rapporteur.Mention{Span: span(strings.Index(e.Text, name), name), Kind: rapporteur.Person, Entity: name})
	}
	last := strings.LastIndex(e.Text, e.Source)
	if last < 0 {
		return fmt.Sprintf("%q does not hold %q", e.Text, e.Source)
	}
	l := newLexicon(pack, func(*language.Pack, string) string { return "" })
	if got, _ := newCast(text, l, mentions).resolve(span(last, e.Source), nil, 0); got != e.Is {
		return fmt.Sprintf("in %q, %q is %q, want %q", e.Text, e.Source, got, e.Is)
	}
	return ""
}

// What the program's 8-bit heads find in held-out passages against the training code's float32, statement by statement.
func TestDraftsAreTheTrainingCodes(t *testing.T) {
	var ref struct {
		Texts []struct {
			Text       string
			Statements []struct {
				Cue     rapporteur.Span
				Content []rapporteur.Span
			}
		}
	}
	reference(t, &ref)
	m, h := model(t)
	same, alike, cues, all := 0, 0, 0, 0
	for _, r := range ref.Texts {
		text := rapporteur.NewText(r.Text)
		got := map[rapporteur.Span][]rapporteur.Span{}
		var contents [][]rapporteur.Span
		for _, d := range h.Drafts(m.Encode(m.Pieces(text, rapporteur.Span{End: text.Len()}))) {
			got[d.Cue] = d.Content
			contents = append(contents, d.Content)
		}
		for _, s := range r.Statements {
			all++
			if slices.ContainsFunc(contents, func(c []rapporteur.Span) bool { return shared(c, s.Content) >= .8 }) {
				alike++
			}
			if c, ok := got[s.Cue]; ok {
				cues++
				if reflect.DeepEqual(c, s.Content) {
					same++
				}
			}
		}
	}
	t.Logf("of %d statements in float32, 8 bits find %d by content (F1 of characters .8), %d by the very cue, %d with the same pieces", all, alike, cues, same)
	if all == 0 || float64(alike) < .99*float64(all) || float64(cues) < .99*float64(all) || float64(same) < .95*float64(all) {
		t.Errorf("of %d statements in float32, 8 bits find %d by content, %d by the cue, %d with the same pieces", all, alike, cues, same)
	}
}

// shared is the F1 of the code points of two contents.
func shared(x, y []rapporteur.Span) float64 {
	both, all := 0, 0
	for _, a := range x {
		all += a.Len()
		for _, b := range y {
			both += max(0, min(a.End, b.End)-max(a.Start, b.Start))
		}
	}
	for _, b := range y {
		all += b.Len()
	}
	return 2 * float64(both) / float64(max(all, 1))
}

// A sentence that the tag head sees as content goes on with the statement before it; narration ends the run.
func TestAttachRuns(t *testing.T) {
	const story = "Kolt said that it was late. The roof had fallen. Nobody came. It had been old."
	text, content := rapporteur.NewText(story), map[string]bool{"The": true, "roof": true, "had": true, "fallen": true, "It": true, "been": true, "old": true}
	r := &reading{heads: &Heads{contentB: 1, contentI: 2}}
	all := rapporteur.Span{End: text.Len()}
	for _, w := range words(text, all) {
		row := []float32{0, -9, -9} // logarithms: no content
		if content[text.Slice(w.span)] {
			row = []float32{-9, -9, 0}
		}
		r.pieces, r.rows = append(r.pieces, encoder.Piece{Span: w.span}), append(r.rows, row)
	}
	at := func(s string) rapporteur.Span {
		i := strings.Index(story, s)
		return rapporteur.Span{Start: i, End: i + len(s)}
	}
	r.drafts = []Draft{{Cue: at("said"), Content: []rapporteur.Span{at("that it was late")}, Confidence: 1}}
	as := &assembly{text: text, paragraphs: []rapporteur.Span{all}, sentences: [][]rapporteur.Span{sentencesOf(text, all)}, quoted: make([][]quotation, 1), reading: r, drafts: r.drafts}
	as.attachRuns()
	var got []string
	for _, s := range as.drafts[0].Content {
		got = append(got, text.Slice(s))
	}
	if diff := cmp.Diff([]string{"that it was late. The roof had fallen."}, got); diff != "" {
		t.Error(diff)
	}
}

// model is the model that the program carries, and its heads for statements.
func model(t *testing.T) (*encoder.Model, *Heads) {
	t.Helper()
	m, err := encoder.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	h, err := NewHeads(m)
	if err != nil {
		t.Fatal(err)
	}
	return m, h
}

// reference decodes what the training code computed.
func reference(t *testing.T, into any) {
	t.Helper()
	f, err := os.Open("../encoder/testdata/reference.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(z).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// readWith reads a text of one paragraph with the model that the program carries.
func readWith(t *testing.T, text rapporteur.Text) *reading {
	t.Helper()
	m, h := model(t)
	return h.read(m.Encode(m.Pieces(text, rapporteur.Span{End: text.Len()})))
}

// Whom words mean, by the 8-bit model against the training code's float32.
func TestReferencesAreTheTrainingCodes(t *testing.T) {
	var ref struct {
		References []struct {
			Text, Source string
			Persons      map[string]float64
		}
	}
	reference(t, &ref)
	if len(ref.References) == 0 {
		t.Fatal("the reference holds none")
	}
	for _, r := range ref.References {
		text := rapporteur.NewText(r.Text)
		at := func(s string) rapporteur.Span {
			i := strings.Index(r.Text, s)
			return rapporteur.Span{Start: i, End: i + len(s)}
		}
		var mentions []rapporteur.Mention
		best := ""
		for n, p := range r.Persons {
			mentions = append(mentions, rapporteur.Mention{Span: at(n), Kind: rapporteur.Person, Entity: n})
			if best == "" || p > r.Persons[best] {
				best = n
			}
		}
		slices.SortFunc(mentions, func(a, b rapporteur.Mention) int { return a.Span.Start - b.Span.Start })
		reading := readWith(t, text)
		reading.sources = nil // as the training code was asked
		got, likely := newReferral(reading, mentions).who(at(r.Source))
		if got != best || math.Abs(likely-r.Persons[best]) > .05 {
			t.Errorf("%q: %s %.3f, want %s %.3f", r.Text, got, likely, best, r.Persons[best])
		}
	}
}

// Where the model is sure it settles whom a pronoun means, but never against a name.
func TestSettleByModel(t *testing.T) {
	const story = "Foreign Minister Ana Kolt said on Monday that the bridge would open. She said that work was going well. Experts said that the old one was in danger."
	text := rapporteur.NewText(story)
	at := func(s string) rapporteur.Span {
		i := strings.Index(story, s)
		return rapporteur.Span{Start: i, End: i + len(s)}
	}
	mentions := []rapporteur.Mention{{Span: at("Ana Kolt"), Kind: rapporteur.Person, Entity: "e1"}}
	c := newCast(text, newLexicon(&language.Pack{}, func(*language.Pack, string) string { return "" }), mentions)
	if e, _ := c.settle(at("She"), nil, 0); e != "" {
		t.Fatalf("the rules of no language settle %q", e)
	}
	c.referral = newReferral(readWith(t, text), mentions)
	if e, rule := c.settle(at("She"), nil, 0); e != "e1" || rule != ByModel {
		t.Errorf("she is %q by %q", e, rule)
	}
	if e, rule := c.settle(at("Ana Kolt"), nil, 0); e != "e1" || rule != ByName {
		t.Errorf("a name is %q by %q", e, rule)
	}
	if e, rule := c.settle(at("Experts"), nil, 0); e != "" {
		t.Errorf("experts are %q by %q, which the model is not sure of", e, rule)
	}
}

// A sentence that reports is told from one that does not.
func TestReports(t *testing.T) {
	const story = "The minister said on Monday that the bridge would open in spring. The bridge is nine hundred metres long and has four lanes."
	text := rapporteur.NewText(story)
	r := readWith(t, text)
	both := sentencesOf(text, rapporteur.Span{End: text.Len()})
	if says, silent := r.reports(both[0]), r.reports(both[1]); says < .9 || silent > .1 {
		t.Errorf("reports: %.2f and %.2f", says, silent)
	}
}

// A statement with a cue whose confidence is too low is let go, and the next takes its number; one without a cue stays.
func TestUnsureStatementsAreLetGo(t *testing.T) {
	const story = "“Nobody will pay for this bridge and nobody will cross it.”\nThe old road has four lanes. “The bridge will open in spring,” the mayor said. The minister said on Monday that the old road would be closed for a year."
	text := rapporteur.NewText(story)
	m, h := model(t)
	packs, err := builtinPacks()
	if err != nil {
		t.Fatal(err)
	}
	f := NewFinder(packs, h, func(*language.Pack, string) string { return "" })
	end := len([]rune(story[:strings.Index(story, "\n")]))
	body := []rapporteur.Span{{End: end}, {Start: end + 1, End: text.Len()}}
	for _, c := range []struct {
		sure calibration
		want []string
	}{
		{calibration{Base: 20}, []string{"s1 direct", "s2 direct", "s3 indirect"}},
		{calibration{Base: -20}, []string{"s1 direct"}},
		{calibration{Kinds: map[string]float64{"direct": -20, "indirect": 20}}, []string{"s1 direct", "s2 indirect"}},
	} {
		f.sure = &c.sure
		e := m.Encode(m.Pieces(text, rapporteur.Span{End: text.Len()}))
		var got []string
		for _, s := range f.Find(text, &rapporteur.Article{Language: "en", Body: body}, e, 1) {
			got = append(got, s.ID+" "+string(s.Kind))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%+v: %s", c.sure, diff)
		}
	}
}

func FuzzQuotations(f *testing.F) {
	f.Add("“a „b“ «c» \"d\n\ne” f'")
	f.Fuzz(func(t *testing.T, s string) { quoted(strings.ToValidUTF8(s, "?")) })
}

// The day of the saying stands beside the cue; a day within the content is one said of, and a month is too wide.
func TestWhen(t *testing.T) {
	const story = "The minister said on Tuesday that the bridge would open on Friday. In June she said so too."
	text := rapporteur.NewText(story)
	at := func(s string) rapporteur.Span {
		i := strings.Index(story, s)
		return rapporteur.Span{Start: i, End: i + len(s)}
	}
	all := rapporteur.Span{End: text.Len()}
	as := &assembly{text: text, paragraphs: []rapporteur.Span{all}, sentences: [][]rapporteur.Span{sentencesOf(text, all)}}
	days := []rapporteur.Date{{Span: at("Tuesday"), Value: "2031-04-01", Precision: "day"}, {Span: at("Friday"), Value: "2031-04-04", Precision: "day"}, {Span: at("June"), Value: "2031-06", Precision: "month"}}
	c := &cast{text: text}
	first := Draft{Cue: at("said"), Content: []rapporteur.Span{at("that the bridge would open on Friday")}}
	if got := c.when(as, first, days); got == nil || got.Value != "2031-04-01" {
		t.Errorf("said on %v, want Tuesday's date", got)
	}
	if got := c.when(as, first, days[1:]); got != nil {
		t.Errorf("said on %v, which the content names", got)
	}
	second := Draft{Cue: at("said so"), Content: []rapporteur.Span{at("so too")}}
	if got := c.when(as, second, days); got != nil {
		t.Errorf("said on %v, want nothing from a month", got)
	}
}

// A day that stands in what another statement reports, or in another clause than the cue, is not the day of the saying.
func TestWhenOfAnotherClause(t *testing.T) {
	for _, s := range []struct{ story, cue, content, other, want string }{
		{"She would leave Friday he said adding that it was late.", "adding", "that it was late", "She would leave Friday", ""},
		{"Kolt, who came on Friday, said that it was late.", "said", "that it was late", "", ""},
		{"Ana Kolt on Friday said that it was late.", "said", "that it was late", "", "2031-04-04"},
		{"They wrote that Kolt said on Friday that it was late.", "said", "that it was late", "that Kolt said on Friday that it was late", "2031-04-04"},
	} {
		text := rapporteur.NewText(s.story)
		at := func(part string) rapporteur.Span {
			i := strings.Index(s.story, part)
			return rapporteur.Span{Start: i, End: i + len(part)}
		}
		all := rapporteur.Span{End: text.Len()}
		as := &assembly{text: text, paragraphs: []rapporteur.Span{all}, sentences: [][]rapporteur.Span{sentencesOf(text, all)}}
		d := Draft{Cue: at(s.cue), Content: []rapporteur.Span{at(s.content)}}
		as.drafts = []Draft{d}
		if s.other != "" {
			as.drafts = append(as.drafts, Draft{Content: []rapporteur.Span{at(s.other)}})
		}
		got := ""
		if w := (&cast{text: text}).when(as, d, []rapporteur.Date{{Span: at("Friday"), Value: "2031-04-04", Precision: "day"}}); w != nil {
			got = w.Value
		}
		if got != s.want {
			t.Errorf("%s: said on %q, want %q", s.story, got, s.want)
		}
	}
}

// Where something was said is the place that its occasion names.
func TestWhere(t *testing.T) {
	text := rapporteur.NewText("a news conference in Merrow")
	c := &cast{text: text, mentions: []rapporteur.Mention{{Span: rapporteur.Span{Start: 21, End: 27}, Kind: rapporteur.Place, Entity: "e1"}}}
	if got := c.where(&rapporteur.Occasion{Span: rapporteur.Span{End: text.Len()}}); got != "e1" {
		t.Errorf("where is %q, want e1", got)
	}
	if got := c.where(&rapporteur.Occasion{Span: rapporteur.Span{End: 17}}); got != "" {
		t.Errorf("where is %q for an occasion without a place", got)
	}
}

// A statement of surer heads, or whose speaker is named, is never given less; what is given stays a probability.
func TestConfidence(t *testing.T) {
	c := builtinCalibration()
	who := func(rule string) *rapporteur.Reference {
		return &rapporteur.Reference{Span: &rapporteur.Span{Start: 1, End: 2}, Rule: rule}
	}
	cue := []rapporteur.Span{{Start: 5, End: 9}}
	for _, kind := range []rapporteur.StatementKind{rapporteur.Direct, rapporteur.Indirect, rapporteur.Mixed} {
		last := 0.0
		for _, p := range []float64{0, .3, .6, .9, .99, 1} {
			s := rapporteur.Statement{Kind: kind, Cue: cue, Speaker: who(ByName)}
			h := headsSay{cue: p, content: p, reports: p}
			got := c.of("en", s, h)
			if got < last || got < 0 || got > 1 || math.IsNaN(got) {
				t.Errorf("%s at %v: %v after %v", kind, p, got, last)
			}
			last = got
			s.Speaker = nil
			if unnamed := c.of("en", s, h); unnamed > got {
				t.Errorf("%s at %v: %v without a speaker, %v with one", kind, p, unnamed, got)
			}
		}
	}
}

func TestSentencesOfScripts(t *testing.T) {
	for text, want := range map[string][]string{
		"He left. She stayed. Mr. Dorn slept.": {"He left. ", "She stayed. ", "Mr. Dorn slept."},
		"他走了。她留下了！「我在这里。」他说。":                  {"他走了。", "她留下了！", "「我在这里。」", "他说。"},
		"वह गया। वह रुकी।":                     {"वह गया। ", "वह रुकी।"},
		"وہ گیا۔ وہ رکی۔":                      {"وہ گیا۔ ", "وہ رکی۔"},
		"Նա գնաց։ Նա մնաց։":                    {"Նա գնաց։ ", "Նա մնաց։"},
	} {
		var got []string
		tx := rapporteur.NewText(text)
		for _, s := range sentencesOf(tx, rapporteur.Span{End: tx.Len()}) {
			got = append(got, tx.Slice(s))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestWordStarts(t *testing.T) {
	for text, want := range map[string]int{"the old bridge": 3, "橋は開く": 4, "カナ, ok": 3, "다리가 열린다": 2} {
		tx := rapporteur.NewText(text)
		if got := wordStarts(tx, rapporteur.Span{End: tx.Len()}); len(got) != want {
			t.Errorf("%s: %d words, want %d", text, len(got), want)
		}
	}
}

// What a place cuts is widened to its word, but never over a script without spaces.
func TestWholeWords(t *testing.T) {
	for text, want := range map[string]string{"the |brid|ge": "bridge", "首相|は|述べた": "は", "|Kolt|は": "Kolt"} {
		parts := strings.Split(text, "|")
		start, end := len([]rune(parts[0])), len([]rune(parts[0]+parts[1]))
		a := &assembly{text: rapporteur.NewText(strings.Join(parts, ""))}
		if got := a.text.Slice(a.wholeWords(rapporteur.Span{Start: start, End: end})); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// Of two drafts with one content the surer stays, even where the other's content begins with the end of its cue; a report within a report stays too.
func TestDistinct(t *testing.T) {
	const said = "They stressed the weight of the work done in the harbour of Lunevo since spring"
	at := func(s string) rapporteur.Span {
		i := strings.Index(said, s)
		return rapporteur.Span{Start: i, End: i + len(s)}
	}
	draft := func(cue, content string, sure float64) Draft {
		return Draft{Cue: at(cue), Content: []rapporteur.Span{at(content)}, Confidence: sure}
	}
	a := &assembly{text: rapporteur.NewText(said)}
	content := "weight of the work done in the harbour of Lunevo since spring"
	one := []Draft{draft("stressed the", content, .9), draft("They", "the "+content, .6)}
	if got := a.distinct(one); len(got) != 1 || got[0].Confidence != .9 {
		t.Errorf("%d drafts of one content: %+v", len(got), got)
	}
	nested := []Draft{draft("stressed", content, .9), draft("done", content, .6)}
	if got := a.distinct(nested); len(got) != 2 {
		t.Errorf("a report within a report: %d drafts", len(got))
	}
}

// Only what is said has an act, and plain stating is none.
func TestAct(t *testing.T) {
	labels := []string{"states", "asks", "denies"}
	for _, c := range []struct {
		d    Draft
		want string
	}{
		{Draft{heads: headsSay{acts: []float32{-.1, -3, -4}}}, ""}, {Draft{heads: headsSay{acts: []float32{-4, -3, -.1}}}, "denies"},
		{Draft{Thought: true, heads: headsSay{acts: []float32{-4, -3, -.1}}}, ""}, {Draft{}, ""},
	} {
		if got := act(c.d, labels); got != c.want {
			t.Errorf("%+v: %q, want %q", c.d, got, c.want)
		}
	}
}
