// Package sqlite keeps a record in one SQLite file, by modernc.org/sqlite: no C, one file to copy and keep.
package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	sqlite3 "modernc.org/sqlite"

	"rapporteur"
	"rapporteur/store"
)

// Store is a record in an SQLite file.
type Store struct {
	db   *sql.DB
	keys func(name string) []string
	now  func() time.Time
}

var _ store.Store = (*Store)(nil)

// Open opens the record at path, making it (and its folder) where there is none. keys gives the search keys of a name, such as
// names.SearchKeys; now is the clock. A file that is damaged, foreign or of a newer version is left as it is: the error wraps
// store.ErrDamaged, ErrForeign or ErrNewer and names the file.
func Open(ctx context.Context, path string, keys func(name string) []string, now func() time.Time) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("record %s: %w", path, pathless(err))
	}
	if err := probe(path); err != nil {
		return nil, fmt.Errorf("record %s: %w", path, err)
	}
	q := url.Values{"_pragma": {"busy_timeout(10000)", "foreign_keys(1)"}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", path, err)
	}
	s := &Store{db: db, keys: keys, now: now}
	if err := s.migrate(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("record %s: %w", path, explain(err))
	}
	return s, nil
}

// probe looks at the head of a file before SQLite touches it.
func probe(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return pathless(err)
	}
	defer f.Close()
	head := make([]byte, 16)
	n, _ := f.Read(head) // what could not be read is no SQLite file, or SQLite says why
	if n == 0 {
		if info, e := f.Stat(); e == nil && info.IsDir() {
			return errors.New("is a folder; name a file")
		}
		return nil
	}
	if string(head[:n]) != "SQLite format 3\x00" {
		return store.ErrForeign
	}
	return nil
}

func pathless(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// explain turns what SQLite says into the errors of the contract.
func explain(err error) error {
	var e *sqlite3.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case 11, 26: // SQLITE_CORRUPT, SQLITE_NOTADB
			return fmt.Errorf("%w (%v); restore it from a copy or start a new one with --record", store.ErrDamaged, err)
		case 8, 14: // SQLITE_READONLY, SQLITE_CANTOPEN
			return fmt.Errorf("it cannot be written: %w", err)
		}
	}
	return err
}

func (s *Store) migrate(ctx context.Context) error {
	var app, version, tables int
	if err := s.db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return err
	}
	if err := s.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&tables); err != nil {
		return err
	}
	switch {
	case app != application && tables > 0:
		return store.ErrForeign
	case version > len(migrations):
		return fmt.Errorf("%w (version %d, this program knows %d); use that version", store.ErrNewer, version, len(migrations))
	case app == application && version == len(migrations):
		return s.check(ctx)
	}
	if _, err := s.db.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	return s.transaction(ctx, func(tx *sql.Tx) error {
		for v := version; v < len(migrations); v++ {
			if _, err := tx.ExecContext(ctx, migrations[v]); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", application, len(migrations)))
		return err
	})
}

// check looks for damage that opening alone does not meet.
func (s *Store) check(ctx context.Context) error {
	var word string
	if err := s.db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&word); err != nil {
		return err
	}
	if word != "ok" {
		return fmt.Errorf("%w (%s); restore it from a copy or start a new one with --record", store.ErrDamaged, word)
	}
	return nil
}

func (s *Store) transaction(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Has tells whether a capture is there.
func (s *Store) Has(ctx context.Context, id string) (bool, error) {
	var n int
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM capture WHERE id = ?", id).Scan(&n)
	return n > 0, explain(err)
}

// Capture gives a capture as it came.
func (s *Store) Capture(ctx context.Context, id string) (rapporteur.Capture, error) {
	c := rapporteur.Capture{ID: id}
	var kept []byte
	if err := s.db.QueryRowContext(ctx, "SELECT source, media_type, bytes, origin FROM capture WHERE id = ?", id).Scan(&c.Source, &c.MediaType, &c.Data, &kept); err != nil {
		return c, missing(err, id)
	}
	var o origin
	if err := json.Unmarshal(kept, &o); err != nil {
		return c, fmt.Errorf("%s: %w (%v)", id, store.ErrDamaged, err)
	}
	c.Charset, c.Fetched, c.Feed, c.Notes = o.Charset, o.Fetched, o.Feed, o.Notes
	return c, nil
}

// origin is what came with a capture besides its bytes, as it is kept.
type origin struct {
	Charset string               `json:"charset,omitempty"`
	Fetched time.Time            `json:"fetched,omitzero"`
	Feed    *rapporteur.FeedInfo `json:"feed,omitempty"`
	Notes   []string             `json:"notes,omitempty"`
}

// Captures gives the ids of all captures, in the order that they were added.
func (s *Store) Captures(ctx context.Context) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id FROM capture ORDER BY rowid")
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, explain(err)
		}
		ids = append(ids, id)
	}
	return ids, explain(rows.Err())
}

// Reading gives the reading of a capture.
func (s *Store) Reading(ctx context.Context, id string) (*rapporteur.Reading, error) {
	var b []byte
	if err := s.db.QueryRowContext(ctx, "SELECT reading FROM capture WHERE id = ?", id).Scan(&b); err != nil {
		return nil, missing(err, id)
	}
	r := new(rapporteur.Reading)
	return r, json.Unmarshal(b, r)
}

func missing(err error, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w", what, store.ErrNotFound)
	}
	return explain(err)
}

// Add keeps a capture and its reading in one transaction.
func (s *Store) Add(ctx context.Context, c rapporteur.Capture, r *rapporteur.Reading) (bool, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return false, err
	}
	from, err := json.Marshal(origin{c.Charset, c.Fetched, c.Feed, c.Notes})
	if err != nil {
		return false, err
	}
	added := false
	err = s.transaction(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "INSERT INTO capture VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", c.ID, c.Source, c.MediaType, c.Data, b, s.now().UTC().Format(time.RFC3339), string(from))
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		added = true
		w := writer{ctx: ctx, tx: tx, keys: s.keys, reading: r, ids: map[string]int64{}}
		return w.write(c.ID)
	})
	return added && err == nil, explain(err)
}

// writer puts one reading into the tables that queries use.
type writer struct {
	ctx     context.Context
	tx      *sql.Tx
	keys    func(string) []string
	reading *rapporteur.Reading
	ids     map[string]int64 // row of each entity of the reading
	err     error
}

func (w *writer) exec(q string, args ...any) int64 {
	if w.err != nil {
		return 0
	}
	res, err := w.tx.ExecContext(w.ctx, q, args...)
	if err != nil {
		w.err = err
		return 0
	}
	id, err := res.LastInsertId()
	w.err = err
	return id
}

func (w *writer) write(capture string) error {
	for _, e := range w.reading.Entities {
		w.entity(e)
	}
	for _, a := range w.reading.Articles {
		var published any
		if a.Published != nil {
			published = a.Published.Value
		}
		title := ""
		if a.Title != nil {
			title = a.Title.Text
		}
		agencies := []string{}
		for _, g := range a.Agencies {
			agencies = append(agencies, w.name(g.Entity))
		}
		w.exec("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?)", a.ID, capture, a.Language, title, published, strings.Join(agencies, ", "))
		for _, st := range a.Statements {
			w.statement(a, st)
		}
	}
	return w.err
}

// entity keeps an entity and all its names, with the search keys of each.
func (w *writer) entity(e rapporteur.Entity) {
	w.exec("INSERT INTO entity (key, kind) VALUES (?, ?) ON CONFLICT DO NOTHING", e.Key, string(e.Kind))
	if w.err != nil {
		return
	}
	var id int64
	if w.err = w.tx.QueryRowContext(w.ctx, "SELECT id FROM entity WHERE key = ?", e.Key).Scan(&id); w.err != nil {
		return
	}
	w.ids[e.ID] = id
	for lang, n := range e.Names {
		if lang == "en" && !w.english() && strings.HasPrefix(e.Key, "person:") {
			lang = store.Made // written in Latin letters by rule, not as an English article has it
		}
		w.named(id, lang, n)
	}
	for _, n := range e.Aliases {
		w.named(id, "", n)
	}
}

// english tells whether an article of the reading is in English, so that English names are as it has them.
func (w *writer) english() bool {
	return slices.ContainsFunc(w.reading.Articles, func(a rapporteur.Article) bool { return a.Language == "en" })
}

func (w *writer) named(id int64, lang, name string) {
	if lang != "" {
		w.exec("INSERT INTO name VALUES (?, ?, ?) ON CONFLICT DO NOTHING", id, lang, name)
	}
	for _, k := range w.keys(name) {
		w.exec("INSERT INTO name_key VALUES (?, ?, ?) ON CONFLICT DO NOTHING", k, id, name)
	}
}

func (w *writer) name(id string) string {
	for _, e := range w.reading.Entities {
		if e.ID == id {
			return e.Name()
		}
	}
	return ""
}

func (w *writer) statement(a rapporteur.Article, st rapporteur.Statement) {
	text := w.reading.Text
	row := func(r *rapporteur.Reference) any {
		if r == nil || r.Entity == "" {
			return nil
		}
		return w.ids[r.Entity]
	}
	words := ""
	if st.Speaker != nil && st.Speaker.Span != nil {
		words = text.Slice(*st.Speaker.Span)
	}
	line, column := text.Position(st.Content[0].Start)
	id := w.exec("INSERT INTO statement (article, local, kind, speaker, addressee, words, line, col) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		a.ID, st.ID, string(st.Kind), row(st.Speaker), row(st.Addressee), words, line, column)
	var body []string
	about := map[int64]bool{}
	for _, c := range st.Content {
		body = append(body, text.Slice(c))
		for _, m := range a.Mentions {
			if m.Entity != "" && c.Contains(m.Span) {
				about[w.ids[m.Entity]] = true
			}
		}
	}
	w.exec("INSERT INTO content (rowid, body) VALUES (?, ?)", id, plain(strings.Join(body, " … ")))
	for e := range about {
		w.exec("INSERT INTO about VALUES (?, ?, 'about')", id, e)
	}
	for _, v := range st.Via {
		w.exec("INSERT INTO about VALUES (?, ?, 'via') ON CONFLICT DO NOTHING", id, w.ids[v])
	}
	for _, g := range a.Agencies {
		w.exec("INSERT INTO about VALUES (?, ?, 'via') ON CONFLICT DO NOTHING", id, w.ids[g.Entity])
	}
}

// plain brings forms of Arabic letters together, which the tokeniser keeps apart.
func plain(s string) string {
	return strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ى", "ي", "ة", "ه", "ـ", "").Replace(s)
}
