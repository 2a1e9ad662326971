package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/store"
	"rapporteur/store/storetest"
)

func keys(name string) []string { return strings.Fields(strings.ToLower(name)) }

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, keys, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestSuite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, filepath.Join(t.TempDir(), "record.db")) })
}

func TestOpenOfWhatIsNoRecord(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	write := func(name string, b []byte) {
		if err := os.WriteFile(path(name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("text", []byte("Not a record at all, but long enough to be read."))
	foreign, err := sql.Open("sqlite", path("foreign"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := foreign.Exec("CREATE TABLE x (y)"); err != nil {
		t.Fatal(err)
	}
	foreign.Close()
	open(t, path("newer")).Close()
	db, _ := sql.Open("sqlite", path("newer"))
	if _, err := db.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	open(t, path("whole")).Close()
	b, err := os.ReadFile(path("whole"))
	if err != nil {
		t.Fatal(err)
	}
	for i := 120; i < len(b); i++ {
		b[i] ^= 0x5a
	}
	write("damaged", b)
	for name, want := range map[string]error{"text": store.ErrForeign, "foreign": store.ErrForeign, "newer": store.ErrNewer, "damaged": store.ErrDamaged} {
		before, _ := os.ReadFile(path(name))
		if _, err := Open(context.Background(), path(name), keys, time.Now); !errors.Is(err, want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
		if after, _ := os.ReadFile(path(name)); string(after) != string(before) {
			t.Errorf("%s was changed", name)
		}
	}
}
