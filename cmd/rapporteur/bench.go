package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"rapporteur"
	"rapporteur/capture"
	"rapporteur/dates"
	"rapporteur/demo"
	"rapporteur/encoder"
	"rapporteur/encoder/kernel"
	"rapporteur/language"
	"rapporteur/pipeline"
	"rapporteur/reading"
	"rapporteur/reading/speed"
)

type benchCommand struct {
	All    benchAll    `cmd:"" default:"1" help:"How fast articles are read, all steps."`
	Read   benchRead   `cmd:"" help:"How fast articles are read out of pages in HTML, the first step alone."`
	Encode benchEncode `cmd:"" help:"How fast the encoder alone is, on each set of instructions that this processor has."`
}

type benchEncode struct {
	Seconds float64 `help:"How long to measure each, at least." default:"3" placeholder:"S"`
}

func (b benchEncode) Validate() error {
	if !(b.Seconds >= 0 && b.Seconds <= 600) {
		return fmt.Errorf("--seconds %v: wanted 0 to 600", b.Seconds)
	}
	return nil
}

func (b benchEncode) Run(ctx context.Context, c console) error {
	m, err := encoder.Builtin()
	if err != nil {
		return err
	}
	for _, p := range kernel.Available() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		fmt.Fprintf(c.out, "%-16s %8.0f sub-words a second, one thread\n", p, m.Speed(p, time.Duration(b.Seconds*float64(time.Second))))
	}
	return nil
}

// demoCaptures writes the demo's captures into a folder of their own, which remove takes away.
func demoCaptures() (captures string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "rapporteur-bench-")
	if err != nil {
		return "", nil, err
	}
	remove = func() { os.RemoveAll(dir) }
	if captures, _, err = demo.Write(dir); err != nil {
		remove()
		return "", nil, err
	}
	return captures, remove, nil
}

type benchAll struct{}

func (benchAll) Run(ctx context.Context, c console) error {
	captures, remove, err := demoCaptures()
	if err != nil {
		return err
	}
	defer remove()
	start := time.Now()
	p, err := pipeline.New()
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "start                 %8.3f s\n", time.Since(start).Seconds())
	speed, err := p.Measure(ctx, (&capture.Intake{}).Captures(ctx, []string{captures}), 3)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "kernel                %8s\nsub-words per second  %8.0f (one core, all steps)\narticles per second   %8.2f (of 700 sub-words, one core)\n", speed.Kernel, speed.SubWords, speed.SubWords/700)
	return nil
}

type benchRead struct {
	Seconds float64  `help:"How long to measure, at least, in time of one processor." default:"3" placeholder:"S"`
	Beside  string   `help:"A yardstick: this is run with the same paths and prints its own figure." placeholder:"COMMAND"`
	Paths   []string `arg:"" optional:"" help:"Files, folders and web archives that hold pages in HTML. Without any, the invented pages of the demo."`
}

// Help tells where a yardstick comes from.
func (benchRead) Help() string {
	return `Other extractors are no part of this program. The folder bench of its source is a program that measures them on the same pages:

  go build -C bench -o beside .
  rapporteur bench read --beside "bench/beside -json -only readeck" PAGES

COMMAND prints one line of JSON with "name", "pages" and "pagesPerCPU".`
}

func (b benchRead) Validate() error {
	if !(b.Seconds >= 0 && b.Seconds <= 600) {
		return fmt.Errorf("--seconds %v: wanted 0 to 600", b.Seconds)
	}
	return nil
}

func (b benchRead) Run(ctx context.Context, c console) error {
	if len(b.Paths) == 0 {
		captures, remove, err := demoCaptures()
		if err != nil {
			return err
		}
		defer remove()
		b.Paths = []string{captures}
	}
	pages, failed := b.pages(ctx, c)
	if len(pages) == 0 {
		return failure{fmt.Errorf("%s: no page in HTML", strings.Join(b.Paths, " ")), exitInput}
	}
	packs, err := language.Builtin()
	if err != nil {
		return err
	}
	reader := reading.New(packs, dates.New(packs))
	read := func(p rapporteur.Capture) error { _, err := reader.Read(p); return err }
	speeds, err := speed.Measure(ctx, pages, time.Duration(b.Seconds*float64(time.Second)), speed.Reader{Name: "rapporteur", Read: read})
	if err != nil {
		return unread(ctx, failed)
	}
	s := speeds[0]
	fmt.Fprintf(c.out, "pages                 %8d (%d hold no article)\nbytes                 %8.1f MB\npages per second      %8.1f (one processor, reading alone)\nMB per second         %8.1f\nallocations per page  %8.0f (%.0f KB)\n",
		s.Pages, s.Failed, float64(s.Bytes)/1e6, s.PagesPerCPU, s.MegabytesPerCPU(), s.Allocs, s.Allocated/1e3)
	if peak := speed.PeakMemory(); peak > 0 {
		fmt.Fprintf(c.out, "peak memory           %8.1f MB (with all pages held)\n", float64(peak)/1e6)
	}
	if b.Beside != "" {
		y, err := b.beside(ctx, c)
		if err != nil {
			return failure{fmt.Errorf("--beside %s: %w", b.Beside, err), exitInput}
		}
		fmt.Fprintf(c.out, "beside it             %8.1f (%s, %d pages): %.2f times as many here\n", y.PagesPerCPU, y.Name, y.Pages, s.PagesPerCPU/y.PagesPerCPU)
	}
	return unread(ctx, failed)
}

// pages gives the pages in HTML, and how many captures could not be taken in.
func (b benchRead) pages(ctx context.Context, c console) (pages []rapporteur.Capture, failed int) {
	for r := range (&capture.Intake{Stdin: c.in}).Captures(ctx, b.Paths) {
		c.tell(r.Capture)
		switch {
		case r.Err != nil:
			failed++
			fmt.Fprintf(c.err, "rapporteur: %s: %v\n", r.Capture.Source, r.Err)
		case r.Capture.MediaType == "text/html":
			pages = append(pages, r.Capture)
		}
	}
	return pages, failed
}

// beside runs the yardstick.
func (b benchRead) beside(ctx context.Context, c console) (y speed.Speed, err error) {
	words := strings.Fields(b.Beside)
	if len(words) == 0 {
		return y, fmt.Errorf("no command is named")
	}
	run := exec.CommandContext(ctx, words[0], append(words[1:], b.Paths...)...)
	run.Stderr = c.err
	out, err := run.Output()
	if err != nil {
		return y, err
	}
	if err := json.Unmarshal(out, &y); err != nil {
		return y, fmt.Errorf("it printed %.60q, not one line of JSON: %w", out, err)
	}
	if !(y.PagesPerCPU > 0) {
		return y, fmt.Errorf("it tells no pagesPerCPU above 0")
	}
	return y, nil
}
