package statement

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/language"
)

// reportOf builds an article of one draft in a language out of a text with its parts marked: {cue}, [source], <content>, (addressee) and |channel|. Names are
// persons, but those that begin with "@", which are bodies; each is the entity of its first place.
func reportOf(t *testing.T, lang, marked string, names ...string) (*cast, *assembly, Draft) {
	t.Helper()
	packs, err := builtinPacks()
	if err != nil {
		t.Fatal(err)
	}
	var plain strings.Builder
	var d Draft
	at, open := 0, map[rune]int{}
	for _, r := range marked {
		span := func(opening rune) rapporteur.Span { return rapporteur.Span{Start: open[opening], End: at} }
		switch _, opened := open[r]; {
		case strings.ContainsRune("{[<(", r), r == '|' && !opened:
			open[r] = at
		case r == '}':
			d.Cue = span('{')
		case r == ']':
			d.Source = append(d.Source, span('['))
		case r == '>':
			d.Content = append(d.Content, span('<'))
		case r == ')':
			s := span('(')
			d.Addressee = &s
		case r == '|':
			d.Via = append(d.Via, span('|'))
			delete(open, '|')
		default:
			plain.WriteRune(r)
			at++
		}
	}
	text := rapporteur.NewText(plain.String())
	as := interviewOf("{" + plain.String() + "}")
	as.drafts = []Draft{d}
	var mentions []rapporteur.Mention
	for _, n := range names {
		name, kind := n, rapporteur.Person
		if body, ok := strings.CutPrefix(n, "@"); ok {
			name, kind = body, rapporteur.Organisation
		}
		i := strings.Index(plain.String(), name)
		start := len([]rune(plain.String()[:max(i, 0)]))
		mentions = append(mentions, rapporteur.Mention{Span: rapporteur.Span{Start: start, End: start + len([]rune(name))}, Kind: kind, Entity: name})
	}
	return newCast(text, newLexicon(packs.For(lang), func(*language.Pack, string) string { return "" }), mentions), as, d
}

// spokenBy settles the speaker of a marked report (reportOf), with somebody before who spoke: its words and whom they mean.
func spokenBy(t *testing.T, lang, text string, names ...string) (source, is string) {
	t.Helper()
	c, as, d := reportOf(t, lang, text, names...)
	c.roles["earlier"] = role{}
	d = c.voice(as, d)
	as.drafts[0] = d
	r := c.speaker(as, d, []turn{{entity: "earlier"}}, 0)
	if r == nil {
		return "", ""
	}
	if r.Span != nil {
		source = as.text.Slice(*r.Span)
	}
	return source, r.Entity
}

// Words of the language tell who speaks where the role head takes another for the speaker, or nobody.
func TestVoice(t *testing.T) {
	for name, c := range map[string]struct {
		lang, text string
		names      []string
		source, is string
	}{
		"far from according to":           {"de", "<[Anton Kolt] hat> Messungen {zufolge} <das Haus verkauft>.", []string{"Anton Kolt"}, "Messungen", ""},
		"within the cue":                  {"de", "{Nach ersten Funden} <liegt kein Fehler vor>.", nil, "ersten Funden", ""},
		"behind the cue":                  {"de", "<Für [Anton Kolt] stellt sich> {nach Ansicht} von [Fachleuten] <die Frage>.", []string{"Anton Kolt"}, "Fachleuten", ""},
		"as was said":                     {"es", "{Según dijo}, <el puente está abierto>.", nil, "", "earlier"},
		"according to nobody":             {"en", "{According to} <plans the bridge opens soon>.", nil, "", ""},
		"according to a name":             {"en", "{According to} [Ana Kolt], <the bridge opens soon>.", []string{"Ana Kolt"}, "Ana Kolt", "Ana Kolt"},
		"according to her":                {"de", "{Nach ihren Angaben} <war die Brücke offen>.", nil, "", "earlier"},
		"according to her, behind":        {"de", "<[Anton Kolt] hat> ihren Angaben {zufolge} <das Haus verkauft>.", []string{"Anton Kolt"}, "", "earlier"},
		"according to himself":            {"de", "<[Anton Kolt] hat> eigenen Angaben {zufolge} <das Haus verkauft>.", []string{"Anton Kolt"}, "eigenen Angaben", "Anton Kolt"},
		"in her words":                    {"en", "Ana Kolt came and {in her words} <it was late>.", []string{"Ana Kolt"}, "", "Ana Kolt"},
		"as an agency reports":            {"en", "{As reports} |the agency Kestrel|, <the bridge is open>.", []string{"@Kestrel"}, "", "earlier"},
		"a verb with such a word":         {"de", "[Anton Kolt] {fragte nach}, <ob die Brücke offen sei>.", []string{"Anton Kolt"}, "Anton Kolt", "Anton Kolt"},
		"who is accused":                  {"en", "[Ana Kolt] {was accused} <of taking bribes>.", []string{"Ana Kolt"}, "", ""},
		"who was blamed, parted":          {"de", "[Anton Kolt] wird {verdächtigt}, <das Haus verkauft zu haben>.", []string{"Anton Kolt"}, "", ""},
		"who accuses":                     {"en", "[Ana Kolt] {accused} <him of taking bribes>.", []string{"Ana Kolt"}, "Ana Kolt", "Ana Kolt"},
		"told by":                         {"en", "He {was told} by [Ana Kolt] <to leave>.", []string{"Ana Kolt"}, "Ana Kolt", "Ana Kolt"},
		"it is feared":                    {"de", "[Es] {wird befürchtet}, <dass die Brücke fällt>.", nil, "", ""},
		"it was clear":                    {"en", "{It was clear} <that the bridge would fall>.", nil, "", ""},
		"who is quoted":                   {"en", "[The Courier] {quoted} (Ana Kolt) as saying <that the bridge was open>.", []string{"Ana Kolt", "@The Courier"}, "Ana Kolt", "Ana Kolt"},
		"who is quoted by a paper":        {"en", "[Ana Kolt] {was quoted} by [The Courier] <that the bridge was open>.", []string{"Ana Kolt", "@The Courier"}, "Ana Kolt", "Ana Kolt"},
		"two beside a verb that quotes":   {"de", "[Der Kurier] {zitiert} [Ana Kolt] mit den Worten: <Die Brücke ist offen>.", []string{"Ana Kolt", "@Der Kurier"}, "Ana Kolt", "Ana Kolt"},
		"from whom an agency has it":      {"ar", "ونقلت [الخدمة] الصحفية عن أنطون كولت {قوله} <إن الجسر مفتوح>.", []string{"أنطون كولت"}, "أنطون كولت", "أنطون كولت"},
		"his saying":                      {"ar", "وأكد {قوله} <إن الجسر مفتوح>.", nil, "", "earlier"},
		"an agency alone":                 {"ar", "{وذكرت} |وكالة كسترل| <أن الجسر مفتوح>.", []string{"@كسترل"}, "وكالة كسترل", "كسترل"},
		"told an agency":                  {"ar", "{وقال} |لوكالة كسترل| <إن الجسر مفتوح>.", []string{"@كسترل"}, "", "earlier"},
		"and told a paper":                {"en", "Ana Kolt came and {told} |The Courier| <that the bridge was open>.", []string{"Ana Kolt", "@The Courier"}, "Ana Kolt", "Ana Kolt"},
		"signed":                          {"en", "“<We must all go home at once>.” — Ana Kolt", []string{"Ana Kolt"}, "Ana Kolt", "Ana Kolt"},
		"signed with an office":           {"en", "“<We must all go home at once>.” ― Ana Kolt, teacher", []string{"Ana Kolt"}, "Ana Kolt", "Ana Kolt"},
		"a dash before narration":         {"en", "“<We must all go home at once>.” — Ana Kolt left.", []string{"Ana Kolt"}, "", "earlier"},
		"a dash without a quotation":      {"en", "<We must all go home at once> — Ana Kolt", []string{"Ana Kolt"}, "", "earlier"},
		"labelled within the quotation":   {"en", "“<Ana Kolt: We must all go home at once>.”", []string{"Ana Kolt"}, "Ana Kolt", "Ana Kolt"},
		"a name within without a colon":   {"en", "“<Ana Kolt must go home at once>.”", []string{"Ana Kolt"}, "", "earlier"},
		"a verb alone after its subject":  {"en", "Ana Kolt came and {said} <that it was late>.", []string{"Ana Kolt"}, "Ana Kolt", "Ana Kolt"},
		"a sentence that a pronoun opens": {"en", "Ana Kolt came. She went to Ivo Brand and {said} <that it was late>.", []string{"Ana Kolt", "Ivo Brand"}, "She", "earlier"},
		"a pronoun beside the cue":        {"en", "Ana Kolt came when he {said} <that it was late>.", []string{"Ana Kolt"}, "he", "earlier"},
		"a title that is a pronoun too":   {"vi", "Ông Kolt đến và {nói} <rằng đã muộn>.", []string{"Kolt"}, "Kolt", "Kolt"},
	} {
		if source, is := spokenBy(t, c.lang, c.text, c.names...); source != c.source || is != c.is {
			t.Errorf("%s: %q is %q, want %q, %q", name, source, is, c.source, c.is)
		}
	}
}

// A verb alone has the subject of the report before it in its sentence, body or person, and not that of a report within.
func TestSharedSource(t *testing.T) {
	for source, is := range map[string]string{"The ministry": "earlier", "critics": "", "an aide of Ivo Brand": ""} {
		text := strings.Replace("The ministry said that Ivo Brand promised bread and {added} <that it was late>.", "The ministry", source, 1)
		c, as, d := reportOf(t, "en", text, "Ivo Brand")
		at := func(s string) rapporteur.Span {
			i := strings.Index(text, s)
			return rapporteur.Span{Start: i, End: i + len(s)}
		}
		as.drafts = append(as.drafts,
			Draft{Cue: at("said"), Source: []rapporteur.Span{at(source)}, Content: []rapporteur.Span{at("that Ivo Brand promised bread")}},
			Draft{Cue: at("promised"), Source: []rapporteur.Span{at("Ivo Brand")}, Content: []rapporteur.Span{at("bread")}})
		if r := c.speaker(as, d, []turn{{entity: "earlier", paragraph: 0, at: 0}}, 0); r == nil || r.Span == nil || as.text.Slice(*r.Span) != source || r.Entity != is {
			t.Errorf("%s: added by %+v", source, r)
		}
	}
}

// Whom a description means that tells nobody goes on past a person who cannot be told either: most likely it is the same.
func TestDescriptionGoesOn(t *testing.T) {
	text := "The actor said that it was late and {added} <that he would go>."
	c, as, d := reportOf(t, "en", text)
	source := rapporteur.Span{End: len("The actor")}
	as.drafts = append(as.drafts, Draft{Cue: rapporteur.Span{Start: 10, End: 14}, Source: []rapporteur.Span{source}, Content: []rapporteur.Span{{Start: 15, End: 31}}})
	c.roles["earlier"] = role{}
	turns := []turn{{entity: "earlier"}, {unknown: untold, at: 31}}
	if r := c.speaker(as, d, turns, 0); r == nil || r.Entity != "earlier" {
		t.Errorf("added by %+v", r)
	}
}

// A body that a comma follows at once is explained by what comes after it.
func TestExplainedBodies(t *testing.T) {
	c, as, d := reportOf(t, "en", "[The Fenwick Union, the rival of Kestrel,] {said} <that it was late>.", "@Fenwick Union", "@Kestrel")
	if r := c.speaker(as, d, nil, 0); r == nil || r.Entity != "Fenwick Union" {
		t.Errorf("said by %+v", r)
	}
}

// The one who is accused is addressed, and the paper that quotes somebody is the channel.
func TestVoiceKeepsOthers(t *testing.T) {
	c, as, d := reportOf(t, "en", "[Ana Kolt] {was accused} <of taking bribes>.", "Ana Kolt")
	if d = c.voice(as, d); d.Addressee == nil || as.text.Slice(*d.Addressee) != "Ana Kolt" {
		t.Errorf("accused: %+v", d)
	}
	c, as, d = reportOf(t, "en", "[The Courier] {quoted} (Ana Kolt) as saying <that the bridge was open>.", "Ana Kolt", "@The Courier")
	if d = c.voice(as, d); d.Addressee != nil || len(d.Via) != 1 || as.text.Slice(d.Via[0]) != "The Courier" {
		t.Errorf("quoted: %+v", d)
	}
}

// What follows words that are signed is nobody's who signed them.
func TestSignedEnds(t *testing.T) {
	c, as, d := reportOf(t, "en", "“<We must all go home at once>.” — Ana Kolt", "Ana Kolt")
	turnOf := func(d Draft) turn {
		t, _ := c.turn(as, d, &rapporteur.Reference{Entity: "Ana Kolt"})
		return t
	}
	if d = c.voice(as, d); turnOf(d).entity != "" {
		t.Error("who signed goes on")
	}
	d.signed = false
	if turnOf(d).entity != "Ana Kolt" {
		t.Error("who spoke does not go on")
	}
}

// A name that a comma follows at once is explained by what comes after it; a relative pronoun means the person whose name it follows, or nobody named.
func TestExplainedNames(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	both := []string{"Anton Kolt", "Ivo Brand"}
	for _, c := range []struct{ lang, text, source, is string }{
		{"en", "Anton Kolt, an ally and friend to Ivo Brand, said no.", "Anton Kolt, an ally and friend to Ivo Brand", "Anton Kolt"},
		{"en", "Secretary of State Anton Kolt, who beat Ivo Brand, said no.", "Secretary of State Anton Kolt, who beat Ivo Brand", "Anton Kolt"},
		{"en", "Anton Kolt campaign manager Ivo Brand said no.", "Anton Kolt campaign manager Ivo Brand", "Ivo Brand"},
		{"de", "Der Nachfolger des alten Chefs Anton Kolt, Ivo Brand, sagte nein.", "Der Nachfolger des alten Chefs Anton Kolt, Ivo Brand", "Ivo Brand"},
		{"en", "Anton Kolt came. In the talk with Ivo Brand he said no.", "he", "Anton Kolt"},
		{"en", "Anton Kolt came. As Ivo Brand was late, he said no.", "he", "Ivo Brand"},
		{"en", "Anton Kolt met Ivo Brand, who said no.", "who", "Ivo Brand"},
		{"en", "Anton Kolt met Ivo Brand and the miners, who said no.", "who", ""},
	} {
		if wrong := tryReference(packs.For(c.lang), language.PeopleExample{Names: both, Text: c.text, Source: c.source, Is: c.is}); wrong != "" {
			t.Errorf("%s: %s", c.lang, wrong)
		}
	}
}

// A semicolon ends a question in Greek alone.
func TestAsks(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang, text string
		want       bool
	}{
		{"el", "Γιατί τώρα;", true}, {"el", "Γιατί τώρα\u037e", true}, {"el", "Why now?", true}, {"en", "Why now?", true}, {"ar", "لماذا الآن؟", true},
		{"en", "It is late;", false}, {"fr", "Il est tard ;", false},
	} {
		a := interviewOf(c.text)
		a.asking = packs.For(c.lang).People.Reports.Asks
		if got := a.asks(a.paragraphs[0]); got != c.want {
			t.Errorf("%s: %q asks: %v", c.lang, c.text, got)
		}
	}
}

// A form among the words for reports has one use: the finder gives one only.
func TestReportsOfPacks(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, code := range packs.Codes() {
		l := newLexicon(packs.For(code), func(*language.Pack, string) string { return "" }).reports
		for _, f := range slices.Concat(slices.Concat(slices.Collect(maps.Values(l.exact))...), slices.Concat(slices.Collect(maps.Values(l.stems))...)) {
			n++
			s := strings.ReplaceAll(strings.Join(f.words, " "), "*", "")
			text := rapporteur.NewText(s)
			if fs := l.find(words(text, rapporteur.Span{End: text.Len()})); len(fs) != 1 || fs[0].use != f.use {
				t.Errorf("%s: %q is found as %+v", code, s, fs)
			}
		}
	}
	if n == 0 {
		t.Error("no pack has such words")
	}
}
