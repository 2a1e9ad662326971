package reading

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/capture"
	"rapporteur/dates"
	"rapporteur/language"
	"rapporteur/language/packtest"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	ps, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return New(ps, dates.New(ps))
}

func read(t testing.TB, r *Reader, s string) *Draft {
	t.Helper()
	c, err := capture.New("test", []byte(s), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := r.Read(c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Every line of furniture in every pack carries an example that it must match; the cases show whether the rules hold elsewhere.
func TestFurnitureExamples(t *testing.T) {
	r := reader(t)
	for _, code := range r.packs.Codes() {
		for _, rule := range r.packs.For(code).Furniture.Lines {
			if wrong := r.try(code, language.FurnitureExample{Text: rule.Example, Reason: rule.Reason}); wrong != "" {
				t.Errorf("%s: %s", code, wrong)
			}
		}
	}
	for code, cases := range packtest.All(t) {
		packtest.Tally(t, code, "furniture", cases.Furniture, cases.Fails["furniture"], func(e language.FurnitureExample) string { return r.try(code, e) })
	}
}

// try gives "" where an example holds, and otherwise what is wrong.
func (r *Reader) try(code string, e language.FurnitureExample) string {
	text := rapporteur.NewText(e.Text)
	ls := r.lines(text, rapporteur.Span{End: text.Len()}, r.packs.For(code))
	if len(ls) != 1 || ls[0].kind != furniture && ls[0].kind != more || ls[0].reason != e.Reason {
		return fmt.Sprintf("%q gives %+v, want %s", e.Text, ls, e.Reason)
	}
	return ""
}

// want is what a case must give; empty fields are not looked at.
type want struct {
	Title, Date, Section, Author, Language string
	Articles                               int
	Body                                   []string // the paragraphs' beginnings
	Dropped                                []string // reasons
	NoDate                                 bool
}

const long = " Ministers of both states met for the third time this year, and the talks on the bridge over the Sava of the north went on until late."

func TestArticles(t *testing.T) {
	r := reader(t)
	for name, c := range map[string]struct {
		text string
		want want
	}{
		"front matter": {"---\ntitle: \"A bridge for Vardia\"\ndate: 2031-04-02T10:00:00Z\nauthor: A. Kolt\ncategory: world\n---\nThe bridge will open in May." + long + "\n",
			want{Title: "A bridge for Vardia", Date: "2031-04-02T10:00:00Z", Author: "A. Kolt", Section: "world", Articles: 1, Body: []string{"The bridge will"}}},
		"broken front matter": {"---\ntitle: A: \"bridge\nauthor: [\ndate: 2031-04-02\n---\nThe bridge will open in May." + long, want{Date: "2031-04-02", Articles: 1, Body: []string{"The bridge will"}}},
		"TOML":                {"+++\ntitle = 'A bridge'\ndate = 2031-04-02\n+++\nThe bridge will open." + long, want{Title: "A bridge", Date: "2031-04-02", Articles: 1}},
		"posted line and headings": {"Posted: 02.04.2031 09:30:00\n\nMinister opens the bridge\n\nThe bridge is open." + long + "\n\nA long road\n\nIt took nine years." + long,
			want{Title: "Minister opens the bridge", Date: "2031-04-02T09:30:00", Articles: 1, Body: []string{"The bridge is", "It took nine"}, Dropped: []string{"sub-heading"}}},
		"theme notice and comment form": {"Jannah Theme License is not validated, Go to the theme options page.\nBreaking news\n\nMinister opens the bridge | World\n\nThe bridge is open." + long + "\n\nLeave a Reply\n\nYour email address will not be published.\n\nBack to top",
			want{Title: "Minister opens the bridge", Section: "World", NoDate: true, Articles: 1, Body: []string{"The bridge is"}, Dropped: []string{"theme notice", "kicker", "comment form", "page furniture", "page furniture"}}},
		"glued article": {"Minister opens the bridge\nPosted: 2 April 2031\nThe bridge is open." + long + "\nSource: Vell News\nRead also:\nA storm in Osmar\nThe storm broke forty roofs." + long,
			want{Title: "Minister opens the bridge", Date: "2031-04-02", Articles: 2, Body: []string{"The bridge is"}}},
		"list of links is no article": {"Minister opens the bridge\nThe bridge is open." + long + "\nRead also:\nA storm in Osmar\nA new ship\n", want{Articles: 1, Body: []string{"The bridge is"}}},
		"dateline":                    {"Minister opens the bridge\n\nSANDOR, 2 April (Vell News) - The bridge is open." + long, want{Articles: 1, Body: []string{"The bridge is"}}},
		"Macedonian": {"Министерот го отвори мостот\nОбјавено: 3 мај 2031 г. во 14:05\nМостот е отворен за сите возила од двете страни на реката, а разговорите за пругата продолжуваат во Сандор, соопшти владата во понеделникот навечер по седницата.\nОставете коментар\nВашата адреса за е-пошта нема да биде објавена.",
			want{Title: "Министерот го отвори мостот", Date: "2031-05-03T14:05", Language: "mk", Articles: 1, Body: []string{"Мостот е"}}},
		"Arabic": {"الوزير يفتتح الجسر\n\nأخبار\n\n14 شباط 2031 08:30\n\nافتتح وزير النقل في فارديا الجسر الجديد فوق النهر بحضور عدد من المسؤولين والأهالي، وقال إن العمل استمر تسعة أعوام رغم الصعوبات التي واجهت المشروع منذ بدايته.\n\nاترك تعليقاً",
			want{Title: "الوزير يفتتح الجسر", Date: "2031-02-14T08:30", Section: "أخبار", Language: "ar", Articles: 1}},
		"only a weekday": {"Minister opens the bridge\n\nThe bridge was opened today, Monday." + long, want{NoDate: true, Articles: 1}},
		"HTML": {`<html><head><title>x</title><meta property="article:published_time" content="2031-04-02T09:30:00Z"></head><body><nav><a href="/">Home</a></nav><article><h1>Minister opens the bridge</h1><p>The bridge is open.` + long + `</p><p>It took nine years.` + long + `</p></article><footer>All rights reserved</footer></body></html>`,
			want{Date: "2031-04-02T09:30:00Z", Articles: 1, Body: []string{"The bridge is", "It took nine"}}},
	} {
		d := read(t, r, c.text)
		if len(d.Articles) != c.want.Articles {
			t.Errorf("%s: %d articles, want %d", name, len(d.Articles), c.want.Articles)
			continue
		}
		a, w := d.Articles[0], c.want
		check := func(what, got, want string) {
			if want != "" && got != want {
				t.Errorf("%s: %s is %q, want %q", name, what, got, want)
			}
		}
		if a.Title != nil {
			check("title", a.Title.Text, w.Title)
		} else {
			check("title", "", w.Title)
		}
		switch {
		case a.Published == nil:
			check("date", "", w.Date)
		case w.NoDate:
			t.Errorf("%s: date %v out of nothing", name, a.Published)
		default:
			check("date", a.Published.Value, w.Date)
		}
		check("section", a.Section, w.Section)
		check("author", a.Author, w.Author)
		check("language", a.Language, w.Language)
		if len(w.Body) > 0 && len(w.Body) != len(a.Body) {
			t.Errorf("%s: %d paragraphs, want %d: %v", name, len(a.Body), len(w.Body), a.Body)
		}
		for i := range min(len(w.Body), len(a.Body)) {
			if !strings.HasPrefix(d.Text.Slice(a.Body[i]), w.Body[i]) {
				t.Errorf("%s: paragraph %d is %q", name, i, d.Text.Slice(a.Body[i]))
			}
		}
		for i := range w.Dropped {
			if i >= len(a.Dropped) || a.Dropped[i].Reason != w.Dropped[i] {
				t.Errorf("%s: dropped %+v, want reasons %v", name, a.Dropped, w.Dropped)
				break
			}
		}
	}
}

func TestDecode(t *testing.T) {
	r := reader(t)
	for name, c := range map[string]struct{ bytes, want string }{
		"UTF-8 with mark": {"\xef\xbb\xbfМост.", "Мост."}, "UTF-16 LE": {"\xff\xfe\x1c\x04>\x04A\x04B\x04.\x00", "Мост."}, "UTF-16 BE": {"\xfe\xff\x04\x1c\x04>\x04A\x04B\x00.", "Мост."},
		"windows-1251": {"\xcc\xe8\xed\xe8\xf1\xf2\xf0 \xf1\xea\xe0\xe7\xe0\xeb, \xf7\xf2\xee \xec\xee\xf1\xf2 \xee\xf2\xea\xf0\xfb\xf2 \xe4\xeb\xff \xe2\xf1\xe5\xf5.", "Министр сказал, что мост открыт для всех."},
	} {
		if d := read(t, r, c.bytes); d.Text.String() != c.want {
			t.Errorf("%s: %q, want %q", name, d.Text.String(), c.want)
		}
	}
}

// The five real captures are measured where they lie; nobody else has them.
func TestRealCaptures(t *testing.T) {
	golds, _ := filepath.Glob("../../shared/seeds/gold/*.json")
	if len(golds) == 0 {
		t.Skip("the real captures are not here")
	}
	r := reader(t)
	for _, g := range golds {
		var gold struct {
			Capture  string
			Articles []struct {
				Title     string
				Published *struct{ Value string }
				BodyStart string `json:"body_start"`
			}
		}
		b, err := os.ReadFile(g)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &gold); err != nil {
			t.Fatal(err)
		}
		if b, err = os.ReadFile(filepath.Join(filepath.Dir(g), "..", gold.Capture)); err != nil {
			t.Fatal(err)
		}
		d := read(t, r, string(b))
		if len(d.Articles) != len(gold.Articles) {
			t.Errorf("%s: %d articles, want %d", gold.Capture, len(d.Articles), len(gold.Articles))
			continue
		}
		for i, w := range gold.Articles {
			a := d.Articles[i]
			if a.Title == nil || fold(a.Title.Text) != fold(w.Title) {
				t.Errorf("%s: title %+v, want %q", gold.Capture, a.Title, w.Title)
			}
			if (a.Published == nil) != (w.Published == nil) || w.Published != nil && a.Published.Value[:10] != w.Published.Value[:10] {
				t.Errorf("%s: published %+v, want %+v", gold.Capture, a.Published, w.Published)
			}
			if len(a.Body) == 0 || !strings.HasPrefix(d.Text.Slice(a.Body[0]), w.BodyStart) {
				t.Errorf("%s: the body begins %q, want %q", gold.Capture, d.Text.Slice(a.Body[0]), w.BodyStart)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	r := reader(f)
	f.Add([]byte("---\ntitle: x\n---\nText."))
	f.Add([]byte("<html><body><p>Text.<div>"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := capture.New("x", b, time.Time{})
		if err != nil {
			return
		}
		d, err := r.Read(c)
		if err != nil {
			return
		}
		for _, a := range d.Articles {
			for _, s := range a.Body {
				if s.Empty() || s.End > d.Text.Len() {
					t.Fatalf("body %v in a text of %d", s, d.Text.Len())
				}
			}
		}
	})
}

// A paragraph in another language than its article says so; the others do not.
func TestForeignParagraphs(t *testing.T) {
	r := reader(t)
	d := read(t, r, "Minister opens the bridge\n\nThe bridge is open."+long+"\n\nDie Brücke sei offen, sagte die Ministerin am Mittwoch, und niemand habe daran gezweifelt, dass die Straße im Herbst fertig werde.\n\nIt took nine years."+long+"\n")
	f := d.Articles[0].Foreign
	if len(f) != 1 || f[0].Language != "de" || !strings.HasPrefix(d.Text.Slice(f[0].Span), "Die Brücke") {
		t.Errorf("%+v", f)
	}
}
