package coding

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

func TestOpen(t *testing.T) {
	const page = "<p>The bridge of Vardia is open.</p>"
	bare := func(w io.Writer) io.WriteCloser { f, _ := flate.NewWriter(w, 9); return f }
	frame := func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }
	for name, make := range map[string]func(io.Writer) io.WriteCloser{
		"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }, "X-GZIP ": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }, "Deflate": bare,
		"br": func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }, "zstd": frame,
	} {
		var b bytes.Buffer
		w := make(&b)
		if _, err := w.Write([]byte(page)); err != nil {
			t.Fatal(err)
		}
		w.Close()
		r, err := Open(name, &b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != page {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := Open("pack200", nil); !errors.Is(err, ErrUnknown) {
		t.Errorf("an unknown coding: %v", err)
	}
	for _, name := range []string{"gzip", "zstd", "br"} {
		if r, err := Open(name, bytes.NewReader([]byte("no such thing"))); err == nil {
			if _, err = io.ReadAll(r); err == nil {
				t.Errorf("%s: what is not coded gives no error", name)
			}
		}
	}
}
