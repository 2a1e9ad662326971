package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/store/sqlite"
)

// pagesOf serves a record with one capture whose words try to be markup.
func pagesOf(t *testing.T) *httptest.Server {
	t.Helper()
	s, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "r.db"), func(n string) []string { return strings.Fields(strings.ToLower(n)) }, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	text := rapporteur.NewText("قالت آنا إن <script>alert(1)</script> الجسر مفتوح.")
	speaker, content := rapporteur.Span{Start: 5, End: 8}, rapporteur.Span{Start: 9, End: text.Len() - 1}
	c := rapporteur.Capture{ID: "sha256:x", Source: "<b>.txt", MediaType: "text/plain", Data: []byte(text.String())}
	_, err = s.Add(context.Background(), c, &rapporteur.Reading{Schema: rapporteur.Schema, Capture: c.Ref(), Text: text,
		Entities: []rapporteur.Entity{{ID: "e1", Kind: rapporteur.Person, Names: map[string]string{"ar": "آنا", "en": "<i>Ana"}, Key: "person:ana"}},
		Articles: []rapporteur.Article{{ID: "a1", Language: "ar", Body: []rapporteur.Span{{End: text.Len()}}, Title: &rapporteur.Titled{Text: "<u>title"},
			Mentions:   []rapporteur.Mention{{Span: speaker, Kind: rapporteur.Person, Entity: "e1"}},
			Statements: []rapporteur.Statement{{ID: "s1", Mode: rapporteur.Said, Kind: rapporteur.Indirect, Content: []rapporteur.Span{content}, Speaker: &rapporteur.Reference{Span: &speaker, Entity: "e1", Rule: "pronoun"}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(New(s))
	t.Cleanup(func() { srv.Close(); s.Close() })
	return srv
}

func get(t *testing.T, address string) (int, string, http.Header) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var b strings.Builder
	buf := make([]byte, 1<<16)
	for {
		n, err := res.Body.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			return res.StatusCode, b.String(), res.Header
		}
	}
}

func TestPages(t *testing.T) {
	srv := pagesOf(t)
	for path, want := range map[string]string{
		"/": "الجسر مفتوح", "/?by=%D8%A2%D9%86%D8%A7": "?</bdi>", "/entity?key=person:ana": "آنا", "/capture?id=sha256:x": `dir="rtl"`, "/capture?id=sha256:x#s1": `id="s1"`, "/static/style.css": "prefers-color-scheme",
	} {
		status, body, head := get(t, srv.URL+path)
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d, without %q", path, status, want)
		}
		for _, markup := range []string{"<script", "<i>Ana", "<u>title", "<b>.txt"} {
			if strings.Contains(body, markup) {
				t.Errorf("%s: the capture's own %s is markup", path, markup)
			}
		}
		if !strings.Contains(head.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: scripts are not forbidden", path)
		}
	}
}

func TestProblems(t *testing.T) {
	srv := pagesOf(t)
	for path, want := range map[string]int{
		"/nowhere": http.StatusNotFound, "/entity?key=none": http.StatusNotFound, "/capture?id=none": http.StatusNotFound, "/?from=soon": http.StatusBadRequest,
		"/?kind=loud": http.StatusBadRequest, "/?skip=-1": http.StatusBadRequest, "/?q=%22OR%22+%28": http.StatusOK,
	} {
		if status, body, _ := get(t, srv.URL+path); status != want || strings.Contains(body, "panic") {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
}
