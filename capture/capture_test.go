package capture

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	write("a/2.txt", []byte("second"))
	write("a/1.txt", []byte("first"))
	write("a/.hidden", []byte("no"))
	os.Mkdir(filepath.Join(dir, "none"), 0o755)
	paths := []string{
		filepath.Join(dir, "a"), write("empty", nil), write("program", append([]byte("\x7fELF\x02\x01\x01\x00"), make([]byte, 200)...)),
		filepath.Join(dir, "missing"), filepath.Join(dir, "none"), write("utf16", []byte("a\x00b\x00c\x00 \x00d\x00e\x00")), write("p.html", []byte("<!DOCTYPE html><p>x")),
		write("huge", []byte(strings.Repeat("x", MaxBytes+1))), Stdin,
	}
	want := []string{"text/plain", "text/plain", "empty", "binary", "no such file", "no files", "text/plain", "text/html", "16 MiB", "text/plain"}
	i := 0
	for r := range Files(paths, strings.NewReader("standard input")) {
		switch {
		case r.Err != nil && !strings.Contains(r.Err.Error(), want[i]):
			t.Errorf("%s: %v, want %s", r.Capture.Source, r.Err, want[i])
		case r.Err == nil && r.Capture.MediaType != want[i]:
			t.Errorf("%s: %q, want %s", r.Capture.Source, r.Capture.MediaType, want[i])
		}
		if i == 0 && string(r.Capture.Data) != "first" {
			t.Errorf("a folder is walked in name order, got %q", r.Capture.Data)
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d results, want %d", i, len(want))
	}
}

func FuzzNew(f *testing.F) {
	f.Add([]byte("text"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := New("x", b, time.Time{}); err == nil && (c.ID == "" || c.MediaType == "") {
			t.Fatalf("%+v", c)
		}
	})
}
