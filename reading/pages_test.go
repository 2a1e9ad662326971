package reading

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/capture"
)

// What is read of a page is compared with the file beside it, line by line:
//
//	error WORDS          the page yields no article, and the error says these words
//	form FORM            of the article
//	title TITLE          of the article
//	body FIRST … LAST    the beginning and end of a paragraph of the article; all are listed
//	apart REASON: FIRST  what is set apart for that reason, among other things, in order
//	article              another article of the page follows
//	wrong WHAT           what is read wrong as yet: the page must fail, so that the line goes when it is mended

// wanted is what must be read of an article.
type wanted struct {
	title, form string
	body, apart [][2]string // first and last words; reason and first words
}

// expected is what must be read of a page.
type expected struct {
	articles     []wanted
	error, wrong string
}

func expectedOf(t *testing.T, path string) expected {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	e := expected{articles: make([]wanted, 1)}
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		a := &e.articles[len(e.articles)-1]
		switch what, rest, _ := strings.Cut(l, " "); what {
		case "error":
			e.error = rest
		case "wrong":
			e.wrong = rest
		case "form":
			a.form = rest
		case "title":
			a.title = rest
		case "article":
			e.articles = append(e.articles, wanted{})
		case "body", "apart":
			into, mark := &a.body, " … "
			if what == "apart" {
				into, mark = &a.apart, ": "
			}
			first, last, ok := strings.Cut(rest, mark)
			if !ok {
				t.Fatalf("%s: %q", path, l)
			}
			*into = append(*into, [2]string{first, last})
		default:
			t.Fatalf("%s: %q is none of its lines", path, l)
		}
	}
	return e
}

// differences tells what is read otherwise than expected.
func (e expected) differences(d *Draft, err error) []string {
	if e.error != "" || err != nil {
		if err == nil || e.error == "" || !strings.Contains(err.Error(), e.error) {
			return []string{fmt.Sprintf("the error is %v, not %q", err, e.error)}
		}
		return nil
	}
	if len(d.Articles) != len(e.articles) {
		return []string{fmt.Sprintf("%d articles, not %d", len(d.Articles), len(e.articles))}
	}
	out := parted(d)
	for i, w := range e.articles {
		out = append(out, w.differences(d, &d.Articles[i])...)
	}
	return out
}

// parted tells what is wrong with how a text is parted into articles: each has a name of its own, and holds its body and the words of its title and no others'.
func parted(d *Draft) (out []string) {
	at, ids := 0, map[string]bool{}
	for _, a := range d.Articles {
		if a.Span.Start != at || ids[a.ID] {
			out = append(out, fmt.Sprintf("article %s at %v begins not at %d, or has another's name", a.ID, a.Span, at))
		}
		at, ids[a.ID] = a.Span.End, true
		inside := slices.Clone(a.Body)
		if a.Title != nil && a.Title.Span != nil {
			inside = append(inside, *a.Title.Span)
		}
		for _, x := range a.Dropped {
			inside = append(inside, x.Span)
		}
		for _, s := range inside {
			if s.Start < a.Span.Start || s.End > a.Span.End {
				out = append(out, fmt.Sprintf("article %s at %v holds %v", a.ID, a.Span, s))
			}
		}
	}
	if at != d.Text.Len() {
		out = append(out, fmt.Sprintf("the last article ends at %d of %d", at, d.Text.Len()))
	}
	return out
}

func (w wanted) differences(d *Draft, a *rapporteur.Article) (out []string) {
	if a.Title == nil || a.Title.Text != w.title && w.title != "" {
		out = append(out, fmt.Sprintf("the title is %+v, not %q", a.Title, w.title))
	}
	if a.Form != w.form {
		out = append(out, fmt.Sprintf("the form is %q, not %q", a.Form, w.form))
	}
	for i := range max(len(a.Body), len(w.body)) {
		switch {
		case i >= len(a.Body):
			out = append(out, fmt.Sprintf("no paragraph %q", w.body[i][0]))
		case i >= len(w.body):
			out = append(out, fmt.Sprintf("paragraph %q is none of the article", d.Text.Slice(a.Body[i])))
		default:
			if s := strings.TrimSpace(d.Text.Slice(a.Body[i])); !strings.HasPrefix(s, w.body[i][0]) || !strings.HasSuffix(s, w.body[i][1]) {
				out = append(out, fmt.Sprintf("paragraph %d is %q, not %q to %q", i, s, w.body[i][0], w.body[i][1]))
			}
		}
	}
	k := 0
	for _, x := range a.Dropped {
		if k < len(w.apart) && x.Reason == w.apart[k][0] && strings.HasPrefix(d.Text.Slice(x.Span), w.apart[k][1]) {
			k++
		}
	}
	if k < len(w.apart) {
		out = append(out, fmt.Sprintf("%q is not set apart as %q", w.apart[k][1], w.apart[k][0]))
		for _, x := range a.Dropped {
			out = append(out, fmt.Sprintf("set apart as %q: %q", x.Reason, d.Text.Slice(x.Span)))
		}
	}
	return out
}

func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(files) < 24 {
		t.Fatalf("%d pages: %v", len(files), err)
	}
	r := reader(t)
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".html"), func(t *testing.T) {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(b), "<!-- Invented: ") {
				t.Error("the page does not say that it is invented")
			}
			c, err := capture.New(filepath.Base(f), b, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			e := expectedOf(t, strings.TrimSuffix(f, ".html")+".want")
			d, err := r.Read(c)
			wrong := e.differences(d, err)
			switch {
			case e.wrong != "" && len(wrong) == 0:
				t.Errorf("read right, although marked: %s", e.wrong)
			case e.wrong != "":
				t.Logf("known: %s", e.wrong)
			case len(wrong) > 0:
				t.Error(strings.Join(wrong, "\n"))
			}
			if d != nil {
				leads(t, d, c.Data)
			}
		})
	}
}
