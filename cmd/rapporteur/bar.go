package main

import (
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
)

// bar is a progress bar on a terminal; elsewhere it is silent.
type bar struct {
	w      io.Writer
	on     bool
	n, all int
}

const barWidth = 30

func newBar(w io.Writer, paths []string) *bar {
	b := &bar{w: w, on: terminal(w)}
	if !b.on {
		return b
	}
	for _, p := range paths {
		_ = filepath.WalkDir(p, // what cannot be counted is reported when it is read
			func(_ string, d fs.DirEntry, err error) error {
				if err == nil && d.Type().IsRegular() {
					b.all++
				}
				return nil
			})
	}
	return b
}

func (b *bar) step() {
	b.n++
	if !b.on {
		return
	}
	full := 0
	if b.all > 0 {
		full = min(barWidth, barWidth*b.n/b.all)
	}
	fmt.Fprintf(b.w, "\r[%s%s] %d of %d", strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), b.n, max(b.n, b.all))
}

func (b *bar) clear() {
	if b.on {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}

func (b *bar) done() { b.clear() }
