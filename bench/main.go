// Command bench measures article extractors beside rapporteur's reading step, on the same pages in the same run. It is a module of its own, so that the
// program carries none of them.
//
//	bench [-seconds S] [-json] [-only NAME] [-readings DIR] PATH...
//
// PATH is what rapporteur reads: files, folders, web archives. Pages in HTML are taken, others left out. Each reader gets a page's bytes as
// they came and gives the text of its article with what it knows of title, author and date; reading the markup is included. Rapporteur's own gives besides the map back to the
// bytes, what it set apart and why, and all candidates.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"rapporteur"
	"rapporteur/capture"
	"rapporteur/reading/speed"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	seconds := flag.Float64("seconds", 5, "time of a processor for each reader, at least")
	asJSON := flag.Bool("json", false, "print one line of JSON for each reader, as rapporteur bench read --beside wants it")
	only := flag.String("only", "", "measure readers alone whose names begin so: rapporteur, readeck, trafilatura")
	readings := flag.String("readings", "", "write what each reader reads into this folder, one file each, JSON Lines of rapporteur/reading/1, and measure nothing")
	flag.Parse()
	pages, err := pagesOf(ctx, flag.Args())
	if err != nil {
		return err
	}
	all, err := extractors(*only)
	if err != nil {
		return err
	}
	if *readings != "" {
		return write(*readings, pages, all)
	}
	readers := make([]speed.Reader, len(all))
	for i, x := range all {
		readers[i] = speed.Reader{Name: x.name, Read: func(c rapporteur.Capture) error { _, err := x.read(c); return err }}
	}
	speeds, err := speed.Measure(ctx, pages, time.Duration(*seconds*float64(time.Second)), readers...)
	if err != nil {
		return err
	}
	if *asJSON {
		return lines(os.Stdout, speeds)
	}
	fmt.Printf("%d pages, %.1f MB; one processor\n%-36s %10s %8s %14s %12s %8s\n", len(pages), float64(speeds[0].Bytes)/1e6, "", "pages/s", "MB/s", "KB allocated", "allocations", "failed")
	for _, s := range speeds {
		fmt.Printf("%-36s %10.1f %8.1f %14.0f %12.0f %8d\n", s.Name, s.PagesPerCPU, s.MegabytesPerCPU(), s.Allocated/1e3, s.Allocs, s.Failed)
	}
	return nil
}

// pagesOf gives the pages in HTML among the captures of paths.
func pagesOf(ctx context.Context, paths []string) ([]rapporteur.Capture, error) {
	var out []rapporteur.Capture
	for r := range (&capture.Intake{}).Captures(ctx, paths) {
		if r.Err != nil {
			return nil, fmt.Errorf("%s: %w", r.Capture.Source, r.Err)
		}
		if r.Capture.MediaType == "text/html" {
			out = append(out, r.Capture)
		}
	}
	if len(out) == 0 {
		return nil, errors.New("no page in HTML is given; name files, folders or web archives")
	}
	return out, nil
}

// lines writes JSON Lines.
func lines[T any](f *os.File, all []T) error {
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, v := range all {
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	return w.Flush()
}

// write writes each reader's readings into a file of its own.
func write(dir string, pages []rapporteur.Capture, all []extractor) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, x := range all {
		out := make([]any, len(pages))
		for i, c := range pages {
			r, err := x.read(c)
			if out[i] = r; err != nil {
				out[i] = map[string]any{"schema": rapporteur.Schema, "capture": c.Ref(), "error": err.Error()}
			}
		}
		name, _, _ := strings.Cut(x.name, " ")
		f, err := os.Create(filepath.Join(dir, name+".jsonl"))
		if err != nil {
			return err
		}
		if err := errors.Join(lines(f, out), f.Close()); err != nil {
			return err
		}
	}
	return nil
}
