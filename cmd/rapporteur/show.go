package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"rapporteur"
	"rapporteur/capture"
	"rapporteur/reading"
	"rapporteur/show"
	"rapporteur/store"
)

type showCommand struct {
	recordFlag
	namesFlag
	AllowPrivate bool   `help:"Ask addresses of this machine and its network too."`
	Span         string `help:"Code points of the text, from A up to B." placeholder:"A:B"`
	Raw          bool   `help:"With --span: write the capture's bytes and nothing else."`
	JSON         bool   `name:"json" help:"Print the reading, or with --span the selectors of W3C's Web Annotation model, as JSON."`
	Capture      string `arg:"" help:"The ID of a capture in the record or its beginning, or a file or address that holds one."`
}

func (s *showCommand) Run(ctx context.Context, c console) error {
	span, err := parseSpan(s.Span)
	if err != nil {
		return failure{err, exitUsage}
	}
	from, r, err := s.reading(ctx, c)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	switch {
	case span == nil && s.JSON:
		return enc.Encode(r)
	case span == nil:
		p := show.Printer{Out: c.out, Colour: coloured(c.out)}
		p.Reading(r)
		return nil
	case span.End > r.Text.Len():
		return failure{fmt.Errorf("the text has %d characters; --span %s leaves it", r.Text.Len(), s.Span), exitUsage}
	}
	bytes, ok := reading.Bytes(r, from.Data, *span)
	switch {
	case s.JSON:
		return enc.Encode(selectors(r, *span, bytes, ok))
	case !ok:
		return failure{fmt.Errorf("the span %s stands for no bytes: the reader made it", s.Span), exitInput}
	case s.Raw:
		_, err := c.out.Write(from.Data[bytes.Start:bytes.End])
		return err
	}
	fmt.Fprintf(c.out, "text  %d:%d  %s\nbytes %d:%d  of %s (%s)\n%s\n", span.Start, span.End, strconv.Quote(r.Text.Slice(*span)), bytes.Start, bytes.End, from.Source, r.Encoding, from.Data[bytes.Start:bytes.End])
	return nil
}

// parseSpan reads A:B; nil where nothing is asked.
func parseSpan(s string) (*rapporteur.Span, error) {
	if s == "" {
		return nil, nil
	}
	a, b, ok := strings.Cut(s, ":")
	from, err1 := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil || from < 0 || to <= from {
		return nil, fmt.Errorf("--span %q: wanted A:B, code points of the text, A before B", s)
	}
	return &rapporteur.Span{Start: from, End: to}, nil
}

// reading gives a capture and its reading: of the record where its ID is there, else of what the path holds, which is read anew.
func (s *showCommand) reading(ctx context.Context, c console) (rapporteur.Capture, *rapporteur.Reading, error) {
	_, missing := os.Stat(s.Capture)
	if missing != nil && !capture.IsAddress(s.Capture) {
		return s.kept(ctx)
	}
	p, err := s.pipeline()
	if err != nil {
		return rapporteur.Capture{}, nil, err
	}
	for r := range (intakeFlag{Paths: []string{s.Capture}, AllowPrivate: s.AllowPrivate}).captures(ctx, c) {
		c.tell(r.Capture)
		if r.Err != nil {
			return r.Capture, nil, fmt.Errorf("%s: %w", r.Capture.Source, r.Err)
		}
		read, err := p.Read(r.Capture)
		if err != nil {
			err = fmt.Errorf("%s: %w", r.Capture.Source, err)
		}
		return r.Capture, read, err
	}
	return rapporteur.Capture{}, nil, ctx.Err()
}

// kept gives the capture of the record whose ID is or begins with what was asked.
func (s *showCommand) kept(ctx context.Context) (rapporteur.Capture, *rapporteur.Reading, error) {
	none := rapporteur.Capture{}
	if _, err := os.Stat(s.Record); errors.Is(err, os.ErrNotExist) {
		return none, nil, failure{fmt.Errorf("%s: no such file, and there is no record %s", s.Capture, s.Record), exitInput}
	}
	st, err := s.open(ctx)
	if err != nil {
		return none, nil, err
	}
	defer st.Close()
	id, err := fullID(ctx, st, s.Capture)
	if err != nil {
		return none, nil, failure{err, exitInput}
	}
	from, err := st.Capture(ctx, id)
	if err != nil {
		return none, nil, failure{err, exitRecord}
	}
	r, err := st.Reading(ctx, id)
	if err != nil {
		return none, nil, failure{err, exitRecord}
	}
	return from, r, nil
}

// leastOfID is how many digits of an ID name a capture.
const leastOfID = 6

// fullID completes the beginning of an ID, with or without "sha256:".
func fullID(ctx context.Context, s store.Store, begin string) (string, error) {
	begin = "sha256:" + strings.TrimPrefix(begin, "sha256:")
	if len(begin) < len("sha256:")+leastOfID {
		return "", fmt.Errorf("%s: no such file, and too little of an ID: give at least %d digits", begin, leastOfID)
	}
	ids, err := s.Captures(ctx)
	if err != nil {
		return "", err
	}
	found := ""
	for _, id := range ids {
		if !strings.HasPrefix(id, begin) {
			continue
		}
		if found != "" {
			return "", fmt.Errorf("%s: several captures begin so; give more digits", begin)
		}
		found = id
	}
	if found == "" {
		return "", fmt.Errorf("%s: neither a file nor a capture of the record", strings.TrimPrefix(begin, "sha256:"))
	}
	return found, nil
}

// annotated is a span with the selectors of the Web Annotation Data Model (W3C Recommendation, 2017) that name it.
type annotated struct {
	Capture   rapporteur.CaptureRef `json:"capture"`
	Text      string                `json:"text"`
	Selectors []selector            `json:"selectors"`
}

type selector struct {
	Type   string `json:"type"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// context is how many code points before and after a quotation tell it from others.
const quoteContext = 32

func selectors(r *rapporteur.Reading, s, bytes rapporteur.Span, ok bool) annotated {
	text := r.Text
	a := annotated{Capture: r.Capture, Text: text.Slice(s), Selectors: []selector{
		{Type: "TextPositionSelector", Start: &s.Start, End: &s.End},
		{Type: "TextQuoteSelector", Exact: text.Slice(s), Prefix: text.Slice(rapporteur.Span{Start: max(0, s.Start-quoteContext), End: s.Start}),
			Suffix: text.Slice(rapporteur.Span{Start: s.End, End: min(text.Len(), s.End+quoteContext)})},
	}}
	if ok {
		a.Selectors = append(a.Selectors, selector{Type: "DataPositionSelector", Start: &bytes.Start, End: &bytes.End})
	}
	return a
}
