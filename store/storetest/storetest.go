// Package storetest is the suite that every adapter of package store runs.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/store"
)

// Run runs the suite; open gives an empty store, fresh for each test, whose search keys tell names apart by their lower-case words.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	ctx := context.Background()
	t.Run("adding twice changes nothing", func(t *testing.T) {
		s := open(t)
		c, r := sample(1, "2031-05-01", "Ana Kolt")
		for i, want := range []bool{true, false} {
			if added, err := s.Add(ctx, c, r); err != nil || added != want {
				t.Fatalf("time %d: added %v, %v", i+1, added, err)
			}
		}
		n, err := s.Counts(ctx)
		if err != nil || n != (store.Counts{Captures: 1, Articles: 1, Statements: 1, Entities: 2}) {
			t.Errorf("%+v, %v", n, err)
		}
		got, err := s.Capture(ctx, c.ID)
		if err != nil || string(got.Data) != string(c.Data) {
			t.Errorf("capture %q, %v", got.Data, err)
		}
	})
	t.Run("what is not there is not found", func(t *testing.T) {
		s := open(t)
		if _, err := s.Reading(ctx, "sha256:0"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("reading: %v", err)
		}
		if _, err := s.Entity(ctx, "person:x"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("entity: %v", err)
		}
		if has, err := s.Has(ctx, "sha256:0"); has || err != nil {
			t.Errorf("has: %v, %v", has, err)
		}
	})
	t.Run("find", func(t *testing.T) {
		s := open(t)
		for i, x := range []struct{ day, name string }{{"2031-05-01", "Ana Kolt"}, {"2031-07-01", "Ivo Brand"}, {"", "Ana Kolt"}} {
			c, r := sample(i+1, x.day, x.name)
			if _, err := s.Add(ctx, c, r); err != nil {
				t.Fatal(err)
			}
		}
		for _, q := range []struct {
			name  string
			query store.Query
			want  []string // captures
		}{
			{"everything, newest first, undated last", store.Query{}, []string{"2", "1", "3"}},
			{"by a surname", store.Query{By: "kolt"}, []string{"1", "3"}},
			{"by a key", store.Query{By: "person:Ivo Brand"}, []string{"2"}},
			{"by nobody known", store.Query{By: "nobody"}, nil},
			{"words with marks", store.Query{Words: "BRIDGE öpen"}, []string{"2", "1", "3"}},
			{"words that are not there", store.Query{Words: `bridge "OR`}, nil},
			{"dates leave out what has none", store.Query{From: "2031-01-01", Until: "2031-06-01"}, []string{"1"}},
			{"about", store.Query{About: "vardia"}, []string{"2", "1", "3"}},
			{"kind", store.Query{Kind: rapporteur.Direct}, nil},
			{"language", store.Query{Language: "en", Limit: 1, Offset: 1}, []string{"1"}},
		} {
			got, err := s.Find(ctx, q.query)
			if err != nil {
				t.Errorf("%s: %v", q.name, err)
				continue
			}
			var ids []string
			for _, f := range got {
				ids = append(ids, f.Capture[len(f.Capture)-1:])
			}
			if fmt.Sprint(ids) != fmt.Sprint(q.want) {
				t.Errorf("%s: %v, want %v", q.name, ids, q.want)
			}
		}
	})
	t.Run("what came with a capture is kept", func(t *testing.T) {
		s := open(t)
		c, r := sample(1, "", "Ana Kolt")
		c.Charset, c.Fetched, c.Feed, c.Notes = "windows-1251", time.Date(2031, 5, 1, 9, 0, 0, 0, time.UTC), &rapporteur.FeedInfo{Title: "Vell News"}, []string{"truncated: length"}
		add(t, s, c, r)
		got, err := s.Capture(ctx, c.ID)
		if err != nil || got.Charset != c.Charset || !got.Fetched.Equal(c.Fetched) || got.Feed == nil || *got.Feed != *c.Feed || len(got.Notes) != 1 {
			t.Errorf("%+v, %v", got, err)
		}
	})
	t.Run("a reading is replaced whole and statements keep their ids", func(t *testing.T) {
		s := open(t)
		c, r := sample(1, "2031-05-01", "Ana Kolt")
		add(t, s, c, r)
		_, again := sample(1, "2031-05-02", "Ana Kolt")
		same := again.Articles[0].Statements[0]
		other := same
		other.ID, other.Content = "s1", []rapporteur.Span{{Start: 0, End: 8}}
		same.ID = "s2"
		again.Articles[0].Statements = []rapporteur.Statement{other, same}
		if err := s.Replace(ctx, again); err != nil {
			t.Fatal(err)
		}
		got, err := s.Reading(ctx, c.ID)
		if err != nil || len(got.Articles[0].Statements) != 2 || got.Articles[0].Statements[0].ID != "s2" || got.Articles[0].Statements[1].ID != "s1" {
			t.Errorf("%+v, %v", got.Articles[0].Statements, err)
		}
		n, err := s.Counts(ctx)
		if err != nil || n != (store.Counts{Captures: 1, Articles: 1, Statements: 2, Entities: 2}) {
			t.Errorf("%+v, %v", n, err)
		}
		if found, err := s.Find(ctx, store.Query{By: "kolt", From: "2031-05-02"}); err != nil || len(found) != 2 {
			t.Errorf("%d found, %v", len(found), err)
		}
		again.Capture.ID = "sha256:0"
		if err := s.Replace(ctx, again); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("replaced what is not there: %v", err)
		}
	})
	t.Run("lines that come back are learned by outlet and title", func(t *testing.T) {
		s := open(t)
		for i := range 4 {
			c, r := sample(i+1, "", "Ana Kolt")
			add(t, s, c, r)
			if err := s.Learn(ctx, c.ID, "vell.example", uint64(i), []uint64{7, 1 << 63, uint64(100 + i)}); err != nil {
				t.Fatal(err)
			}
		}
		c, r := sample(5, "", "Ana Kolt")
		add(t, s, c, r)
		for range 2 { // learned anew
			if err := s.Learn(ctx, c.ID, "vell.example", 3, []uint64{103}); err != nil {
				t.Fatal(err)
			}
		}
		ids, err := s.Captures(ctx)
		if err != nil || len(ids) != 5 || ids[0] != "sha256:"+fmt.Sprintf("%064d", 1) {
			t.Errorf("%v, %v", ids, err)
		}
		got, err := s.Recurring(ctx, "vell.example", 3)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(map[uint64]bool{7: true, 1 << 63: true}) {
			t.Errorf("%v, %v", got, err)
		}
		if got, err = s.Recurring(ctx, "vell.example", 2); err != nil || got[103] {
			t.Errorf("two captures of one title: %v, %v", got, err)
		}
	})
	t.Run("an entity has its names from all captures", func(t *testing.T) {
		s := open(t)
		c, r := sample(1, "2031-05-01", "Ana Kolt")
		add(t, s, c, r)
		c, r = sample(2, "2031-05-02", "Ana Kolt")
		r.Entities[0].Names["mk"] = "Ана Колт"
		add(t, s, c, r)
		e, err := s.Entity(ctx, "person:Ana Kolt")
		if err != nil || e.Statements != 2 || len(e.Names) != 2 || e.Name() != "Ana Kolt" {
			t.Errorf("%+v, %v", e, err)
		}
	})
}

// add puts a reading into the record.
func add(t *testing.T, s store.Store, c rapporteur.Capture, r *rapporteur.Reading) {
	t.Helper()
	if _, err := s.Add(t.Context(), c, r); err != nil {
		t.Fatal(err)
	}
}

// sample is a capture in which somebody says something.
func sample(n int, day, name string) (rapporteur.Capture, *rapporteur.Reading) {
	text := rapporteur.NewText(name + " said the bridge of Vardia is öpen.")
	end := len(name)
	speaker, content := rapporteur.Span{Start: 0, End: end}, rapporteur.Span{Start: end + 6, End: text.Len() - 1}
	c := rapporteur.Capture{ID: fmt.Sprintf("sha256:%064d", n), Source: fmt.Sprintf("%d.txt", n), MediaType: "text/plain", Data: []byte(text.String())}
	a := rapporteur.Article{ID: fmt.Sprintf("a%d", n), Language: "en", Span: rapporteur.Span{End: text.Len()},
		Mentions:   []rapporteur.Mention{{Span: speaker, Kind: rapporteur.Person, Entity: "e1"}, {Span: rapporteur.Span{Start: end + 20, End: end + 26}, Kind: rapporteur.Place, Entity: "e2"}},
		Statements: []rapporteur.Statement{{ID: "s1", Mode: rapporteur.Said, Kind: rapporteur.Indirect, Content: []rapporteur.Span{content}, Speaker: &rapporteur.Reference{Span: &speaker, Entity: "e1"}}}}
	if day != "" {
		a.Published = &rapporteur.Published{DateCandidate: rapporteur.DateCandidate{Value: day, Precision: "day"}}
	}
	return c, &rapporteur.Reading{Schema: rapporteur.Schema, Capture: c.Ref(), Text: text, Articles: []rapporteur.Article{a}, Entities: []rapporteur.Entity{
		{ID: "e1", Kind: rapporteur.Person, Names: map[string]string{"en": name}, Key: "person:" + name}, {ID: "e2", Kind: rapporteur.Place, Names: map[string]string{"en": "Vardia"}, Key: "place:vardia"}}}
}
