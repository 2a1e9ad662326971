// Package capture takes in the bytes of documents: files, folders, standard input, web archives, feeds and pages of the web.
package capture

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rapporteur"
	"rapporteur/capture/fetch"
)

// MaxBytes is the size above which a document is refused, packed or not: far more than any page of news, and little enough that reading it is
// bounded. Archives may be of any size.
const MaxBytes = 16 << 20

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Result is a capture, or why there is none; Capture.Source is set in both cases. Capture.Notes says what was wrong with it and was borne with.
type Result struct {
	Capture rapporteur.Capture
	Err     error
}

// Intake is where captures come from besides files. Its zero value knows no standard input and refuses addresses that are not public.
type Intake struct {
	Stdin        io.Reader        // what "-" stands for; nil is empty
	Agent        string           // how the program names itself to servers; "" is "rapporteur"
	AllowPrivate bool             // whether addresses of this machine and its network may be asked
	Now          func() time.Time // the clock; nil is time.Now
}

// Captures gives the captures of paths in order. A path is a file, a folder (all of its files in name order, hidden ones left out), "-", or an
// address of http or https, which is asked for once. What it holds is told by its bytes, and gzip is undone:
//
//   - HTML or text is one capture.
//   - A web archive (WARC) gives one for each response or resource that holds HTML, text or a feed, robots.txt left out; its source is the address, with
//     " (truncated)" behind it where the record was cut when it was archived.
//   - A feed (RSS, Atom, JSON Feed) gives one for each item: its bytes as they stand in the feed, with the feed's media type and Capture.Feed. Its
//     source is the item's link, or the feed's path, "#" and the item's ID.
//
// What cannot be taken in gives a Result with Err, and the rest goes on. Memory is bounded by MaxBytes, not by what a path holds, and nothing is
// written. It ends early when ctx does.
func (in *Intake) Captures(ctx context.Context, paths []string) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		for _, p := range paths {
			if !in.path(ctx, p, func(r Result) bool { return ctx.Err() == nil && yield(r) }) {
				return
			}
		}
	}
}

func (in *Intake) path(ctx context.Context, path string, yield func(Result) bool) bool {
	switch {
	case path == Stdin && in.Stdin == nil:
		return yield(failed(path, errEmpty))
	case path == Stdin:
		return stream(path, in.Stdin, yield)
	case IsAddress(path):
		return in.page(ctx, path, yield)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return yield(failed(path, reason(err)))
	case info.IsDir():
		return folder(path, yield)
	}
	return file(path, yield)
}

// IsAddress tells whether a path is an address of the web.
func IsAddress(path string) bool {
	scheme, _, ok := strings.Cut(path, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

func folder(path string, yield func(Result) bool) bool {
	found, on := false, true
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
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
			on = file(p, yield)
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

func file(path string, yield func(Result) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(failed(path, reason(err)))
	}
	defer f.Close()
	return stream(path, f, yield)
}

// page asks for an address. What comes of it is dated by the clock; a Last-Modified of the server is no date of publication.
func (in *Intake) page(ctx context.Context, address string, yield func(Result) bool) bool {
	now, agent := in.Now, in.Agent
	if now == nil {
		now = time.Now
	}
	if agent == "" {
		agent = "rapporteur"
	}
	p, err := fetch.New(agent, in.AllowPrivate).Get(ctx, address, MaxBytes)
	if err != nil {
		return yield(failed(address, err))
	}
	o := origin{source: p.Address, address: p.Address, mediaType: p.MediaType, charset: p.Charset, fetched: now().UTC()}
	if p.Redirected {
		o.notes = []string{"redirected from " + address}
	}
	return o.whole(p.Body, yield)
}

// stream takes in what comes without HTTP: a web archive record by record, anything else as a whole.
func stream(source string, r io.Reader, yield func(Result) bool) bool {
	in := bufio.NewReaderSize(r, headBytes)
	head, err := in.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return yield(failed(source, reason(err)))
	}
	if isArchive(head) || len(head) > 0 && namedArchive(source) {
		return archive(source, in, yield)
	}
	b, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return yield(failed(source, reason(err)))
	}
	return origin{source: source, mediaType: named(source)}.whole(b, yield)
}
