// Package web shows a record as pages: the feed of statements, a person or body, and a capture with everything that was found in it
// where it stands. The pages need no script, and work right-to-left, on a phone, in dark mode and by keyboard.
package web

import (
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur"
	"rapporteur/show"
	"rapporteur/store"
)

//go:embed templates static
var files embed.FS

// pages is the handler's state: nothing of it changes once it is made.
type pages struct {
	store     store.Store
	templates map[string]*template.Template
}

// New gives the pages over a record. The handler is safe for concurrent use.
func New(s store.Store) http.Handler {
	p := &pages{store: s, templates: map[string]*template.Template{}}
	for _, name := range []string{"feed", "entity", "capture", "problem"} {
		p.templates[name] = template.Must(template.New("layout.html").Funcs(template.FuncMap{
			"day": day, "who": who, "joined": func(s []string) string { return strings.Join(s, " … ") }, "kindName": kindName,
		}).ParseFS(files, "templates/layout.html", "templates/statement.html", "templates/"+name+".html"))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.feed)
	mux.HandleFunc("GET /entity", p.entity)
	mux.HandleFunc("GET /capture", p.capture)
	mux.HandleFunc("GET /capture/raw", p.raw)
	mux.Handle("GET /static/", http.FileServerFS(files))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		p.problem(w, http.StatusNotFound, "There is no such page.")
	})
	return secured(mux)
}

// secured forbids scripts and framing: what outlets wrote is shown, never run.
func secured(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		h.ServeHTTP(w, r)
	})
}

// layout is what every page has.
type layout struct {
	Title string
	Query store.Query
	Page  any
}

func (p *pages) show(w http.ResponseWriter, status int, name string, l layout) {
	var b strings.Builder
	if err := p.templates[name].Execute(&b, l); err != nil {
		http.Error(w, "the page cannot be made: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprint(w, b.String())
}

func (p *pages) problem(w http.ResponseWriter, status int, words string) {
	p.show(w, status, "problem", layout{Title: http.StatusText(status), Page: words})
}

// failed shows what went wrong with the record.
func (p *pages) failed(w http.ResponseWriter, err error) {
	if errors.Is(err, store.ErrNotFound) {
		p.problem(w, http.StatusNotFound, "That is not in the record.")
		return
	}
	p.problem(w, http.StatusInternalServerError, "The record cannot be read: "+err.Error())
}

const perPage = 40

// queryOf reads the filters of the feed; what makes no sense is said, not guessed.
func queryOf(v url.Values) (store.Query, error) {
	q := store.Query{Words: strings.TrimSpace(v.Get("q")), By: strings.TrimSpace(v.Get("by")), To: strings.TrimSpace(v.Get("to")), About: strings.TrimSpace(v.Get("about")),
		Via: strings.TrimSpace(v.Get("via")), Kind: rapporteur.StatementKind(v.Get("kind")), Language: strings.TrimSpace(v.Get("lang")), From: v.Get("from"), Until: v.Get("until"), Limit: perPage + 1}
	for _, d := range []string{q.From, q.Until} {
		if _, err := time.Parse(time.DateOnly, d); d != "" && err != nil {
			return q, fmt.Errorf("%q is no day; write it as 2031-05-18", d)
		}
	}
	if !slices.Contains([]rapporteur.StatementKind{"", rapporteur.Direct, rapporteur.Indirect, rapporteur.Mixed}, q.Kind) {
		return q, fmt.Errorf("%q is no kind of statement", q.Kind)
	}
	if s := v.Get("skip"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > 1<<30 {
			return q, fmt.Errorf("%q is no number of statements", s)
		}
		q.Offset = n
	}
	return q, nil
}

// feedPage is the feed, or a person's statements.
type feedPage struct {
	Found          []store.Found
	Next, Previous string // addresses, "" for none
	Counts         store.Counts
	Speakers       []store.Entity
	Entity         store.Entity
	Names          []nameRow
}

type nameRow struct {
	Language string
	Names    []string
}

func (p *pages) feed(w http.ResponseWriter, r *http.Request) {
	q, err := queryOf(r.URL.Query())
	if err != nil {
		p.problem(w, http.StatusBadRequest, err.Error())
		return
	}
	page, err := p.list(r, q)
	if err == nil {
		page.Counts, err = p.store.Counts(r.Context())
	}
	if err == nil {
		page.Speakers, err = p.store.Speakers(r.Context(), 12)
	}
	if err != nil {
		p.failed(w, err)
		return
	}
	p.show(w, http.StatusOK, "feed", layout{Title: "Who said what", Query: q, Page: page})
}

// list gives one page of statements with the addresses of its neighbours.
func (p *pages) list(r *http.Request, q store.Query) (feedPage, error) {
	var page feedPage
	found, err := p.store.Find(r.Context(), q)
	if err != nil {
		return page, err
	}
	address := func(skip int) string {
		v := r.URL.Query()
		v.Set("skip", strconv.Itoa(skip))
		return r.URL.Path + "?" + v.Encode()
	}
	if len(found) > perPage {
		found, page.Next = found[:perPage], address(q.Offset+perPage)
	}
	if q.Offset > 0 {
		page.Previous = address(max(0, q.Offset-perPage))
	}
	page.Found = found
	return page, nil
}

func (p *pages) entity(w http.ResponseWriter, r *http.Request) {
	key := r.URL.Query().Get("key")
	e, err := p.store.Entity(r.Context(), key)
	if err != nil {
		p.failed(w, err)
		return
	}
	q, err := queryOf(url.Values{"by": {key}, "skip": {r.URL.Query().Get("skip")}})
	if err != nil {
		p.problem(w, http.StatusBadRequest, err.Error())
		return
	}
	page, err := p.list(r, q)
	if err != nil {
		p.failed(w, err)
		return
	}
	page.Entity = e
	for l, n := range e.Names {
		page.Names = append(page.Names, nameRow{l, n})
	}
	slices.SortFunc(page.Names, func(a, b nameRow) int { return strings.Compare(a.Language, b.Language) })
	p.show(w, http.StatusOK, "entity", layout{Title: e.Name(), Page: page})
}

func (p *pages) raw(w http.ResponseWriter, r *http.Request) {
	c, err := p.store.Capture(r.Context(), r.URL.Query().Get("id"))
	if err != nil {
		p.failed(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", "attachment; filename=\"capture\"")
	w.Write(c.Data)
}

func (p *pages) capture(w http.ResponseWriter, r *http.Request) {
	reading, err := p.store.Reading(r.Context(), r.URL.Query().Get("id"))
	if err != nil {
		p.failed(w, err)
		return
	}
	page := capturePage{Ref: reading.Capture}
	for i := range reading.Articles {
		page.Articles = append(page.Articles, articleView(reading, &reading.Articles[i]))
	}
	title := reading.Capture.Source
	if len(page.Articles) > 0 && page.Articles[0].Title != "" {
		title = page.Articles[0].Title
	}
	p.show(w, http.StatusOK, "capture", layout{Title: title, Page: page})
}

func day(date string) string {
	if len(date) >= 10 {
		return date[:10]
	}
	if date == "" {
		return "no date"
	}
	return date
}

// who is how a statement's speaker is shown, in doubt with a question mark.
func who(f store.Found) string {
	rule := ""
	if f.Statement.Speaker != nil {
		rule = f.Statement.Speaker.Rule
	}
	if f.Speaker != "" {
		return show.Speaker(f.Speaker, "", rule)
	}
	return show.Speaker("", f.Words, rule)
}

func kindName(k rapporteur.StatementKind) string {
	switch k {
	case rapporteur.Direct:
		return "in their words"
	case rapporteur.Mixed:
		return "partly in their words"
	}
	return "reported"
}
