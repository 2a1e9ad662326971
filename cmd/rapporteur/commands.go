package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/term"

	"rapporteur"
	"rapporteur/capture"
	"rapporteur/demo"
	"rapporteur/names"
	"rapporteur/pipeline"
	"rapporteur/show"
	"rapporteur/store"
	"rapporteur/store/sqlite"
	"rapporteur/web"
)

// defaultRecord is a file in the user's data folder.
func defaultRecord() string {
	if d := os.Getenv("XDG_DATA_HOME"); d != "" {
		return filepath.Join(d, "rapporteur", "record.db")
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		if d, err := os.UserConfigDir(); err == nil {
			return filepath.Join(d, "rapporteur", "record.db")
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "record.db"
	}
	return filepath.Join(home, ".local", "share", "rapporteur", "record.db")
}

// recordFlag names the record.
type recordFlag struct {
	Record string `help:"The record, an SQLite file." default:"${record}" placeholder:"FILE"`
}

func (r recordFlag) open(ctx context.Context) (*sqlite.Store, error) {
	s, err := sqlite.Open(ctx, r.Record, names.SearchKeys, time.Now)
	if err != nil {
		return nil, failure{err, exitRecord}
	}
	return s, nil
}

// namesFlag brings a user's own names.
type namesFlag struct {
	Names []string `help:"Table of further names: key, kind, then lang=name|name, parted by tabs." type:"existingfile" placeholder:"FILE"`
}

func (n namesFlag) pipeline() (*pipeline.Pipeline, error) {
	var tables []io.Reader
	for _, f := range n.Names {
		r, err := os.Open(f)
		if err != nil {
			return nil, err
		}
		defer r.Close()
		tables = append(tables, r)
	}
	return pipeline.New(tables...)
}

// intakeFlag says where captures may come from.
type intakeFlag struct {
	AllowPrivate bool     `help:"Ask addresses of this machine and its network too, and use the proxy that the environment names."`
	Paths        []string `arg:"" help:"Files, folders, web archives, feeds, addresses (https://...), or - for standard input."`
}

func (i intakeFlag) captures(ctx context.Context, c console) iter.Seq[capture.Result] {
	in := &capture.Intake{Stdin: c.in, Agent: "rapporteur/" + version, AllowPrivate: i.AllowPrivate, Now: time.Now}
	return in.Captures(ctx, i.Paths)
}

// tell prints what was wrong with a capture and was borne with.
func (c console) tell(from rapporteur.Capture) {
	for _, n := range from.Notes {
		fmt.Fprintf(c.err, "rapporteur: %s: %s\n", from.Source, n)
	}
}

type readCommand struct {
	JSON          bool    `name:"json" help:"Print readings as JSON Lines, schema rapporteur/reading/1."`
	MinConfidence float64 `help:"Leave out statements of less confidence, 0 to 1: how often such a statement was right on passages with known answers (docs/QUALITY.md)." default:"0" placeholder:"P"`
	Map           bool    `help:"With --json: lead every character of the text back to the capture's bytes (sourceMap)."`
	Explain       bool    `help:"Tell for each statement what the model's heads gave, as probabilities, and what settled its speaker."`
	namesFlag
	intakeFlag
}

// unreadable is what --json prints for a capture that cannot be read.
type unreadable struct {
	Schema  string                `json:"schema"`
	Capture rapporteur.CaptureRef `json:"capture"`
	Error   string                `json:"error"`
}

func (r *readCommand) Run(ctx context.Context, c console) error {
	if !(r.MinConfidence >= 0 && r.MinConfidence <= 1) {
		return failure{fmt.Errorf("--min-confidence is a number from 0 to 1, not %v", r.MinConfidence), exitUsage}
	}
	p, err := r.pipeline()
	if err != nil {
		return err
	}
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	printer := show.Printer{Out: c.out, Colour: coloured(c.out)}
	if r.Explain {
		p = p.Explaining()
	}
	failed := 0
	for o := range pipeline.Ordered(ctx, r.captures(ctx, c), p.Read) {
		c.tell(o.Capture)
		if o.Err == nil {
			o.Reading.KeepSure(r.MinConfidence)
			if !r.Map {
				o.Reading.SourceMap = nil
			}
		}
		switch {
		case o.Err != nil:
			failed++
			fmt.Fprintf(c.err, "rapporteur: %s: %v\n", o.Capture.Source, o.Err)
			if r.JSON {
				err = enc.Encode(unreadable{rapporteur.Schema, o.Capture.Ref(), o.Err.Error()})
			}
		case r.JSON:
			err = enc.Encode(o.Reading)
		default:
			printer.Reading(o.Reading)
		}
		if err != nil {
			return err
		}
	}
	return unread(ctx, failed)
}

// unread is the error of a command that could not read some of its input.
func unread(ctx context.Context, failed int) error {
	switch {
	case ctx.Err() != nil:
		return failure{errors.New("interrupted; run it again to go on"), 130}
	case failed > 0:
		return failure{fmt.Errorf("%d captures could not be read", failed), exitInput}
	}
	return nil
}

// coloured tells whether w is a terminal that wants colours (no-color.org).
func coloured(w io.Writer) bool { return os.Getenv("NO_COLOR") == "" && terminal(w) }

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

type addCommand struct {
	recordFlag
	namesFlag
	intakeFlag
}

func (a *addCommand) Run(ctx context.Context, c console) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	p, err := a.pipeline()
	if err != nil {
		return err
	}
	n, err := add(ctx, s, p, a.intakeFlag, c)
	fmt.Fprintf(c.err, "%d captures added, %d were there already, %d could not be read: %s\n", n.added, n.there, n.failed, a.Record)
	if err != nil {
		return failure{err, exitRecord}
	}
	return unread(ctx, n.failed)
}

type tally struct{ added, there, failed int }

// add reads captures that the record lacks into it, one transaction each.
func add(ctx context.Context, s store.Store, p *pipeline.Pipeline, in intakeFlag, c console) (tally, error) {
	var n tally
	var failed error
	bar := newBar(c.err, in.Paths)
	defer bar.done()
	fresh := func(yield func(capture.Result) bool) {
		for r := range in.captures(ctx, c) {
			if r.Err == nil {
				has, err := s.Has(ctx, r.Capture.ID)
				if err != nil {
					failed = err
					return
				}
				if has {
					n.there++
					bar.step()
					continue
				}
			}
			if !yield(r) {
				return
			}
		}
	}
	for o := range pipeline.Ordered(ctx, fresh, p.Read) {
		bar.step()
		if len(o.Capture.Notes) > 0 || o.Err != nil {
			bar.clear()
		}
		c.tell(o.Capture)
		if o.Err != nil {
			n.failed++
			fmt.Fprintf(c.err, "rapporteur: %s: %v\n", o.Capture.Source, o.Err)
			continue
		}
		added, err := s.Add(ctx, o.Capture, o.Reading)
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			return n, err
		}
		if added {
			n.added++
		} else {
			n.there++
		}
	}
	return n, failed
}

type findCommand struct {
	recordFlag
	Words []string `arg:"" optional:"" help:"Words of what was said."`
	By    string   `help:"Who said it: a name in any script." placeholder:"NAME"`
	To    string   `help:"To whom." placeholder:"NAME"`
	About string   `help:"Who or what is named in it." placeholder:"NAME"`
	Via   string   `help:"Agency or press service that relays it." placeholder:"AGENCY"`
	Kind  string   `help:"direct, indirect or mixed." enum:"direct,indirect,mixed," default:""`
	Lang  string   `help:"Language of the article." placeholder:"mk"`
	From  string   `help:"First day." placeholder:"YYYY-MM-DD"`
	Until string   `help:"Last day." placeholder:"YYYY-MM-DD"`
	Limit int      `help:"At most so many." default:"50"`
	JSON  bool     `name:"json" help:"Print statements as JSON Lines."`
}

func (f *findCommand) Run(ctx context.Context, c console) error {
	for _, d := range []string{f.From, f.Until} {
		if _, err := time.Parse(time.DateOnly, d); d != "" && err != nil {
			return failure{fmt.Errorf("%q is no day; write it as 2031-05-18", d), exitUsage}
		}
	}
	if _, err := os.Stat(f.Record); errors.Is(err, os.ErrNotExist) {
		return failure{fmt.Errorf("record %s: there is none yet; make one with rapporteur add", f.Record), exitRecord}
	}
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	q := store.Query{By: f.By, To: f.To, About: f.About, Via: f.Via, Kind: rapporteur.StatementKind(f.Kind), Language: f.Lang, From: f.From, Until: f.Until, Limit: f.Limit}
	for _, w := range f.Words {
		q.Words += w + " "
	}
	found, err := s.Find(ctx, q)
	if err != nil {
		return failure{err, exitRecord}
	}
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	printer := show.Printer{Out: c.out, Colour: coloured(c.out)}
	for _, x := range found {
		if f.JSON {
			if err := enc.Encode(x); err != nil {
				return err
			}
			continue
		}
		printer.Found(x)
	}
	if len(found) == 0 && !f.JSON {
		fmt.Fprintln(c.err, "No statement answers that.")
	}
	return nil
}

type serveCommand struct {
	recordFlag
	Listen string `help:"Address to listen on; the pages have no password, so keep it on this machine." default:"127.0.0.1:8080"`
}

func (s *serveCommand) Run(ctx context.Context, c console) error {
	if _, err := os.Stat(s.Record); errors.Is(err, os.ErrNotExist) {
		return failure{fmt.Errorf("record %s: there is none yet; make one with rapporteur add, or look at rapporteur demo", s.Record), exitRecord}
	}
	r, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	return serve(ctx, r, s.Listen, c)
}

// serve shows a record until the context ends.
func serve(ctx context.Context, s store.Store, address string, c console) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return failure{fmt.Errorf("cannot listen on %s (%w); choose another address with --listen", address, err), exitListen}
	}
	srv := &http.Server{Handler: web.New(s), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		srv.Shutdown(end)
	}()
	fmt.Fprintf(c.err, "The record is shown at http://%s/ (end with Ctrl-C)\n", l.Addr())
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return failure{err, exitListen}
	}
	return nil
}

type demoCommand struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:8080"`
}

func (d *demoCommand) Run(ctx context.Context, c console) error {
	dir, err := os.MkdirTemp("", "rapporteur-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	captures, namesFile, err := demo.Write(dir)
	if err != nil {
		return err
	}
	s, err := recordFlag{filepath.Join(dir, "record.db")}.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	p, err := namesFlag{[]string{namesFile}}.pipeline()
	if err != nil {
		return err
	}
	fmt.Fprintln(c.err, "Reading invented news in many languages ...")
	if _, err := add(ctx, s, p, intakeFlag{Paths: []string{captures}}, c); err != nil {
		return failure{err, exitRecord}
	}
	return serve(ctx, s, d.Listen, c)
}

type versionCommand struct{}

func (versionCommand) Run(c console) error {
	fmt.Fprintln(c.out, "rapporteur", version)
	return nil
}
