// Package capture takes in the bytes of documents: files, folders and standard input.
package capture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rapporteur"
)

// MaxBytes is the size above which a document is refused: far more than any page of news, and little enough that reading it is bounded.
const MaxBytes = 16 << 20

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Result is a capture, or why there is none; Capture.Source is set in both cases.
type Result struct {
	Capture rapporteur.Capture
	Err     error
}

// Files gives the captures of paths in order: a file is one, a folder all of its files in name order (hidden ones left out), "-" is
// standard input. What cannot be taken in gives a Result with Err, and the rest goes on.
func Files(paths []string, stdin io.Reader) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		for _, p := range paths {
			if !each(p, stdin, yield) {
				return
			}
		}
	}
}

func each(path string, stdin io.Reader, yield func(Result) bool) bool {
	if path == Stdin {
		return yield(read(path, func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }))
	}
	info, err := os.Stat(path)
	if err != nil {
		return yield(failed(path, reason(err)))
	}
	if !info.IsDir() {
		return yield(file(path))
	}
	found, on := false, true
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			on = yield(failed(p, reason(err)))
		case p != path && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.Type().IsRegular():
			found = true
			on = yield(file(p))
		}
		if !on {
			return fs.SkipAll
		}
		return nil
	})
	if on && err == nil && !found {
		on = yield(failed(path, errors.New("the folder holds no files")))
	}
	return on
}

func failed(source string, err error) Result {
	return Result{Capture: rapporteur.Capture{Source: source}, Err: err}
}

// reason is an error of the file system without the path, which is named beside it.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func file(path string) Result {
	return read(path, func() (io.ReadCloser, error) { return os.Open(path) })
}

func read(source string, open func() (io.ReadCloser, error)) Result {
	f, err := open()
	if err != nil {
		return failed(source, reason(err))
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err != nil {
		return failed(source, reason(err))
	}
	c, err := New(source, b, time.Time{})
	return Result{c, err}
}

// New makes a capture of bytes that came from source at a time (UTC, zero where unknown). It refuses what cannot be news text: nothing at
// all, more than MaxBytes, and binary files.
func New(source string, b []byte, fetched time.Time) (rapporteur.Capture, error) {
	c := rapporteur.Capture{Source: source, Fetched: fetched}
	switch {
	case len(b) == 0:
		return c, errors.New("the file is empty")
	case len(b) > MaxBytes:
		return c, fmt.Errorf("more than %d MiB; split it into documents", MaxBytes>>20)
	}
	c.MediaType = mediaType(b)
	if c.MediaType == "" {
		return c, errors.New("a binary file, not text or HTML")
	}
	sum := sha256.Sum256(b)
	c.ID, c.Data = "sha256:"+hex.EncodeToString(sum[:]), b
	return c, nil
}

// mediaType sniffs by the WHATWG's rules (net/http), and calls text what holds no zero bytes or is UTF-16.
func mediaType(b []byte) string {
	head := b[:min(len(b), 64<<10)]
	sniffed, _, _ := strings.Cut(http.DetectContentType(head), ";")
	switch {
	case sniffed == "text/html" || sniffed == "text/xml" && bytes.Contains(bytes.ToLower(head), []byte("<html")):
		return "text/html"
	case sniffed == "text/plain" || sniffed == "text/xml":
		return "text/plain"
	case looksUTF16(head):
		return "text/plain"
	case sniffed == "application/octet-stream" && !bytes.ContainsRune(head, 0) && controls(head) < len(head)/100+1:
		return "text/plain"
	}
	return ""
}

// looksUTF16 tells whether every second byte is nearly always the same small one, as in text of two bytes a character.
func looksUTF16(b []byte) bool {
	if len(b) < 4 || len(b)%2 != 0 && len(b) < 64<<10 {
		return false
	}
	for _, off := range []int{0, 1} {
		small, other := 0, 0
		for i := off; i+1-off < len(b); i += 2 {
			if b[i] < 8 {
				small++
			}
			if o := b[i^1]; o == 0 {
				other++
			}
		}
		if small > len(b)/2*9/10 && other <= len(b)/20 {
			return true
		}
	}
	return false
}

func controls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			n++
		}
	}
	return n
}
