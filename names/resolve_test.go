package names

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/language"
	"rapporteur/language/packtest"
)

func resolver(t testing.TB) *Resolver {
	t.Helper()
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	base, err := BuiltinBase(packs)
	if err != nil {
		t.Fatal(err)
	}
	return New(packs, base)
}

// resolve gives the keys of the entities in a text, in the order of their mentions; persons stand between | in the text.
func resolve(r *Resolver, lang, marked string) ([]string, Result) {
	var a Article
	var b strings.Builder
	at := 0
	for i, part := range strings.Split(marked, "|") {
		n := len([]rune(part))
		if i%2 == 1 {
			a.Mentions = append(a.Mentions, rapporteur.Mention{Span: rapporteur.Span{Start: at, End: at + n}, Kind: rapporteur.Person})
		}
		at += n
		b.WriteString(part)
	}
	text := rapporteur.NewText(b.String())
	a.Language, a.Spans = lang, []rapporteur.Span{{End: text.Len()}}
	res := r.Resolve(text, []Article{a})
	keys := map[string]string{}
	for _, e := range res.Entities {
		keys[e.ID] = e.Key
	}
	var out []string
	for _, m := range res.Mentions[0] {
		out = append(out, keys[m.Entity])
	}
	return out, res
}

// A name that the model cuts is widened to its words, but not to the clause where no space parts words.
func TestWhole(t *testing.T) {
	for _, c := range []struct{ text, cut, want string }{
		{"Anton Kolts Haus", "Anton Kolt", "Anton Kolts"},
		{"教育部长林岚卿说桥已经通了", "林岚卿", "林岚卿"},
		{"歌手のイロナ・サボーは歌った", "イロナ・サボ", "イロナ・サボー"},
		{"黒磯文吾社長は歌った", "黒磯文吾", "黒磯文吾"},
	} {
		start := len([]rune(c.text[:strings.Index(c.text, c.cut)]))
		text := rapporteur.NewText(c.text)
		if got := text.Slice(whole(text, rapporteur.Span{Start: start, End: start + len([]rune(c.cut))})); got != c.want {
			t.Errorf("%s is widened to %s, want %s", c.cut, got, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	r := resolver(t)
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Talks in Moscow between Russia and Belarus", "city:RU/moscow country:RU country:BY"},
		{"mk", "Разговори во Москва меѓу Русија и Белорусија", "city:RU/moscow country:RU country:BY"},
		{"ar", "محادثات في موسكو بين روسيا وبيلاروسيا", "city:RU/moscow country:RU country:BY"},
		{"ru", "Переговоры в Москве между Россией и Белоруссией", "city:RU/moscow country:RU country:BY"},
		{"uk", "Переговори у Москві між Росією та Білоруссю", "city:RU/moscow country:RU country:BY"},
		{"tr", "Moskova'da Rusya ile Belarus arasında", "city:RU/moscow country:RU country:BY"},
		{"de", "Gespräche in Moskau zwischen Russland und Belarus", "city:RU/moscow country:RU country:BY"},
		{"ar", "لموسكو ولمينسك", "city:RU/moscow city:BY/minsk"},
		{"en", "the United Nations Security Council and NATO", "org:un-sc org:nato"},
		{"en", "It is a nice turkey and a jordan almond; nato in small letters", ""},
		{"en", "Security Council resolution 1325 was read out", "instrument:un-sc-resolution-1325"},
		{"ar", "قرار مجلس الأمن رقم 1325", "instrument:un-sc-resolution-1325"},
		{"mk", "Резолуцијата на Советот за безбедност 1325", "instrument:un-sc-resolution-1325"},
		{"en", "the Ministry of Defence of Egypt", "ministry:EG/defence"},
		{"ar", "وزارة الدفاع المصرية", "ministry:EG/defence"},
		{"en", "|The| harbour is open", ""},
		{"en", "|Ana Kolt of| the harbour met |Kolt|", "person:an.klt person:an.klt"},
		{"en", "|Ana Kolt| spoke. |Kolt| left.", "person:an.klt person:an.klt"},
		{"ru", "|Анна Кольт| и |Иво Бранд| встретились. |Бранда| ждали.", "person:an.klt person:iv.brnd person:iv.brnd"},
		{"en", "|Ana Kolt| of Belarus", "person:an.klt country:BY"},
		{"mk", "|Белорускиот| министер пристигна", ""},
		{"mk", "|Ана Белорускова| дојде. |Белорускова| рече", "person:an.blrskv person:an.blrskv"},
	} {
		got, _ := resolve(r, c.lang, c.text)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q gives %v, want %s", c.lang, c.text, got, c.want)
		}
	}
}

// Every pack's examples are run, and the cases that show whether they hold elsewhere; each ministry, demonym and numbered instrument of a
// pack must stand in an example.
func TestExamplesOfPacks(t *testing.T) {
	r := resolver(t)
	for _, code := range r.packs.Codes() {
		n := r.packs.For(code).Names
		for _, e := range n.Examples {
			if wrong := r.try(code, e); wrong != "" {
				t.Errorf("%s: %s", code, wrong)
			}
		}
		for rule := range union(n.Ministries, n.Demonyms) {
			if !slices.ContainsFunc(n.Examples, func(e language.NameExample) bool { return shows(e, rule, r.packs.For(code)) }) {
				t.Errorf("%s: no example shows %q", code, rule)
			}
		}
		for _, x := range n.Numbered {
			if got, _ := resolve(r, code, x.Example); len(got) != 1 || !strings.HasPrefix(x.Key, got[0][:strings.LastIndexByte(got[0], '-')+1]) {
				t.Errorf("%s: %q gives %v, want %s", code, x.Example, got, x.Key)
			}
		}
	}
	for code, cases := range packtest.All(t) {
		packtest.Tally(t, code, "names", cases.Names, cases.Fails["names"], func(e language.NameExample) string { return r.try(code, e) })
	}
}

func union(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, b)
	return all
}

// shows tells whether the words of a rule stand in an example, each as it is or as a word's beginning.
func shows(e language.NameExample, rule string, pack *language.Pack) bool {
	text := rapporteur.NewText(e.Text)
	ws := words(text, rapporteur.Span{End: text.Len()})
	for i := range ws {
		if phrase(ws[i:], rule, pack) > 0 || phrase(ws[i:], rule+"*", pack) > 0 {
			return true
		}
	}
	return false
}

// try gives "" where an example holds, and otherwise what is wrong.
func (r *Resolver) try(code string, e language.NameExample) string {
	if got, _ := resolve(r, code, e.Text); !slices.Equal(got, e.Keys) && len(got)+len(e.Keys) > 0 {
		return fmt.Sprintf("%q gives %q, want %q", e.Text, got, e.Keys)
	}
	return ""
}

func TestNamesInEnglish(t *testing.T) {
	_, res := resolve(resolver(t), "ar", "|آنا كولت| في وزارة الدفاع المصرية")
	if len(res.Entities) != 2 || res.Entities[0].Names["en"] == "" || res.Entities[1].Names["en"] != "Ministry of Defence of Egypt" {
		t.Errorf("%+v", res.Entities)
	}
}

// What asks for a person in one script must find the keys of the name in the others.
func TestSearchKeys(t *testing.T) {
	for _, same := range [][]string{{"Kolt", "Колт", "كولت", "קולט"}, {"Marchenko", "Марченко", "مارتشينكو", "Márchenko"}} {
		for _, n := range same[1:] {
			a, b := SearchKeys(same[0]), SearchKeys(n)
			if len(a) != 1 || len(b) != 1 || a[0] != b[0] {
				t.Errorf("%s has %v, %s %v", same[0], a, n, b)
			}
		}
	}
}

func TestOpenBaseNamesTheLine(t *testing.T) {
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"no tabs", "x:y\tgod\ten=Z", "x:y\tplace\tZ"} {
		if _, err := OpenBase(packs, strings.NewReader("# comment\n"+bad)); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzResolve(f *testing.F) {
	r := resolver(f)
	f.Add("mk", "Русија |Ана| и |Ана Колт| ООН 1325")
	f.Fuzz(func(t *testing.T, lang, text string) {
		_, res := resolve(r, lang, strings.ToValidUTF8(text, "?"))
		for _, e := range res.Entities {
			if e.Key == "" || e.ID == "" {
				t.Fatalf("%+v", e)
			}
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	r := resolver(b)
	text := strings.Repeat("Разговори во Москва меѓу Русија и Белорусија со |Ана Колт| и Обединетите нации. ", 50)
	b.ReportAllocs()
	for b.Loop() {
		resolve(r, "mk", text)
	}
}
