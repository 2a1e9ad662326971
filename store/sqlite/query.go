package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"rapporteur"
	"rapporteur/store"
)

// condition collects what a query asks for.
type condition struct {
	where []string
	args  []any
}

func (c *condition) add(sql string, args ...any) {
	c.where = append(c.where, sql)
	c.args = append(c.args, args...)
}

// usual is how many statements are given where a query sets no limit.
const usual = 50

// Find gives statements, newest first.
func (s *Store) Find(ctx context.Context, q store.Query) ([]store.Found, error) {
	var c condition
	if match := words(q.Words); match != "" {
		c.add("s.id IN (SELECT rowid FROM content WHERE content MATCH ?)", match)
	}
	for _, x := range []struct{ name, column string }{{q.By, "s.speaker"}, {q.To, "s.addressee"}} {
		if x.name != "" {
			in, args := s.entities(x.name)
			c.add(x.column+" IN ("+in+")", args...)
		}
	}
	for _, x := range []struct{ name, role string }{{q.About, "about"}, {q.Via, "via"}} {
		if x.name != "" {
			in, args := s.entities(x.name)
			c.add("s.id IN (SELECT statement FROM about WHERE role = '"+x.role+"' AND entity IN ("+in+"))", args...)
		}
	}
	for _, x := range []struct{ value, sql string }{
		{string(q.Kind), "s.kind = ?"}, {q.From, "substr(a.published, 1, 10) >= ?"}, {q.Until, "substr(a.published, 1, 10) <= ?"}, {q.Capture, "a.capture = ?"},
	} {
		if x.value != "" {
			c.add(x.sql, x.value)
		}
	}
	if q.Language != "" {
		c.add("(a.language = ? OR a.language LIKE ? || '-%')", q.Language, q.Language)
	}
	if q.Limit <= 0 {
		q.Limit = usual
	}
	sql := "SELECT a.capture, a.id, s.local, s.line, s.col FROM statement s JOIN article a ON a.id = s.article"
	if len(c.where) > 0 {
		sql += " WHERE " + strings.Join(c.where, " AND ")
	}
	sql += " ORDER BY a.published IS NULL, a.published DESC, a.id, s.id LIMIT ? OFFSET ?"
	return s.found(ctx, sql, append(c.args, q.Limit, q.Offset)...)
}

// words turns what a person types into an FTS5 query: all words, none with a meaning of its own.
func words(typed string) string {
	var out []string
	for _, w := range strings.Fields(plain(typed)) {
		out = append(out, `"`+strings.ReplaceAll(w, `"`, `""`)+`"`)
	}
	return strings.Join(out, " ")
}

// entities is a subquery for the entities that have a name with all the search keys of name, or that have name for their key.
func (s *Store) entities(name string) (string, []any) {
	keys := s.keys(name)
	if len(keys) == 0 || strings.Contains(name, ":") {
		return "SELECT id FROM entity WHERE key = ?", []any{name}
	}
	var parts []string
	var args []any
	for _, k := range keys {
		parts = append(parts, "SELECT entity, name FROM name_key WHERE token = ?")
		args = append(args, k)
	}
	return "SELECT entity FROM (" + strings.Join(parts, " INTERSECT ") + ")", args
}

// found reads the statements behind rows; readings are decoded once each.
func (s *Store) found(ctx context.Context, query string, args ...any) ([]store.Found, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	type place struct {
		capture, article, local string
		line, column            int
	}
	var places []place
	for rows.Next() {
		var p place
		if err := rows.Scan(&p.capture, &p.article, &p.local, &p.line, &p.column); err != nil {
			return nil, explain(err)
		}
		places = append(places, p)
	}
	if err := rows.Err(); err != nil {
		return nil, explain(err)
	}
	readings, names, out := map[string]*rapporteur.Reading{}, map[string]string{}, []store.Found{}
	for _, p := range places {
		if readings[p.capture] == nil {
			if readings[p.capture], err = s.Reading(ctx, p.capture); err != nil {
				return nil, err
			}
		}
		if f, ok := view(readings[p.capture], p.article, p.local); ok {
			f.Line, f.Column = p.line, p.column
			if f.SpeakerKey != "" {
				if names[f.SpeakerKey] == "" {
					e, err := s.Entity(ctx, f.SpeakerKey)
					if err != nil {
						return nil, err
					}
					names[f.SpeakerKey] = e.Name()
				}
				f.Speaker = names[f.SpeakerKey]
			}
			out = append(out, f)
		}
	}
	return out, nil
}

// view puts together what is shown of one statement.
func view(r *rapporteur.Reading, article, local string) (store.Found, bool) {
	named := map[string]rapporteur.Entity{}
	for _, e := range r.Entities {
		named[e.ID] = e
	}
	for _, a := range r.Articles {
		if a.ID != article {
			continue
		}
		for _, st := range a.Statements {
			if st.ID != local {
				continue
			}
			f := store.Found{Statement: st, Language: a.Language, Source: r.Capture.Source, Capture: r.Capture.ID, Article: a.ID}
			if a.Title != nil {
				f.Title = a.Title.Text
			}
			if a.Published != nil {
				f.Date = a.Published.Value
			}
			for _, c := range st.Content {
				f.Content = append(f.Content, r.Text.Slice(c))
			}
			if sp := st.Speaker; sp != nil {
				if e, ok := named[sp.Entity]; ok {
					f.Speaker, f.SpeakerKey = e.Name(), e.Key
				}
				if sp.Span != nil {
					f.Words = r.Text.Slice(*sp.Span)
				}
			}
			if to := st.Addressee; to != nil && to.Span != nil {
				f.Addressee = r.Text.Slice(*to.Span)
			}
			seen := map[string]bool{}
			for _, v := range st.Via {
				seen[v] = true
				f.Via = append(f.Via, named[v].Name())
			}
			for _, g := range a.Agencies {
				if !seen[g.Entity] {
					f.Via = append(f.Via, named[g.Entity].Name())
				}
			}
			return f, true
		}
	}
	return store.Found{}, false
}

// Entity gives an entity of the record.
func (s *Store) Entity(ctx context.Context, key string) (store.Entity, error) {
	e := store.Entity{Key: key, Names: map[string][]string{}}
	var id int64
	err := s.db.QueryRowContext(ctx, "SELECT id, kind, (SELECT count(*) FROM statement WHERE speaker = e.id) FROM entity e WHERE key = ?", key).Scan(&id, &e.Kind, &e.Statements)
	if err != nil {
		return e, missing(err, key)
	}
	return e, s.names(ctx, id, &e)
}

func (s *Store) names(ctx context.Context, id int64, e *store.Entity) error {
	rows, err := s.db.QueryContext(ctx, "SELECT language, name FROM name WHERE entity = ? ORDER BY language, name", id)
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var l, n string
		if err := rows.Scan(&l, &n); err != nil {
			return explain(err)
		}
		e.Names[l] = append(e.Names[l], n)
	}
	return explain(rows.Err())
}

// Speakers gives those who speak most often.
func (s *Store) Speakers(ctx context.Context, limit int) ([]store.Entity, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT e.id, e.key, e.kind, count(*) n FROM statement s JOIN entity e ON e.id = s.speaker GROUP BY e.id ORDER BY n DESC, e.key LIMIT ?", limit)
	if err != nil {
		return nil, explain(err)
	}
	var out []store.Entity
	var ids []int64
	for rows.Next() {
		e := store.Entity{Names: map[string][]string{}}
		var id int64
		if err := rows.Scan(&id, &e.Key, &e.Kind, &e.Statements); err != nil {
			rows.Close()
			return nil, explain(err)
		}
		out, ids = append(out, e), append(ids, id)
	}
	if err := rows.Close(); err != nil {
		return nil, explain(err)
	}
	for i := range out {
		if err := s.names(ctx, ids[i], &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Counts tells how much the record holds.
func (s *Store) Counts(ctx context.Context) (store.Counts, error) {
	var c store.Counts
	err := s.db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM capture), (SELECT count(*) FROM article), (SELECT count(*) FROM statement), (SELECT count(*) FROM entity)").
		Scan(&c.Captures, &c.Articles, &c.Statements, &c.Entities)
	if err == sql.ErrNoRows {
		err = nil
	}
	return c, explain(err)
}
