package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"

	"rapporteur"
	"rapporteur/capture"
	"rapporteur/pipeline"
	"rapporteur/reading"
	"rapporteur/store"
)

type rereadCommand struct {
	recordFlag
	namesFlag
	Outlet string `help:"Only the captures of one outlet: its host, the name that its articles give, or \"folder PATH\"." placeholder:"NAME"`
}

// leastPages is on how many pages of an outlet a line stands that is its furniture.
const leastPages = 3

func (r *rereadCommand) Run(ctx context.Context, c console) error {
	if _, err := os.Stat(r.Record); errors.Is(err, os.ErrNotExist) {
		return failure{fmt.Errorf("record %s: there is none yet; make one with rapporteur add", r.Record), exitRecord}
	}
	s, err := r.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	p, err := r.pipeline()
	if err != nil {
		return err
	}
	ids, known, err := learn(ctx, s, r.Outlet)
	if err != nil {
		return failure{err, exitRecord}
	}
	if r.Outlet != "" && len(ids) == 0 {
		return failure{fmt.Errorf("the record holds no captures of %q", r.Outlet), exitInput}
	}
	changed, failed, err := reread(ctx, s, p.Knowing(func(outlet string) map[uint64]bool { return known[outlet] }), ids, c)
	fmt.Fprintf(c.err, "%d captures read again, %d could not be read: %s\n", changed, failed, r.Record)
	if err != nil {
		return failure{err, exitRecord}
	}
	return unread(ctx, failed)
}

// learn counts the lines of all readings, and gives the captures to be read again and the lines that come back in each outlet.
func learn(ctx context.Context, s store.Store, only string) (ids []string, known map[string]map[uint64]bool, err error) {
	all, err := s.Captures(ctx)
	if err != nil {
		return nil, nil, err
	}
	known = map[string]map[uint64]bool{}
	for _, id := range all {
		r, err := s.Reading(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		page := reading.PageOf(r)
		if only != "" && page.Outlet != only {
			continue
		}
		ids = append(ids, id)
		if page.Outlet == "" {
			continue
		}
		known[page.Outlet] = nil
		if err := s.Learn(ctx, id, page.Outlet, page.Title, page.Lines); err != nil {
			return nil, nil, err
		}
	}
	for outlet := range known {
		if known[outlet], err = s.Recurring(ctx, outlet, leastPages); err != nil {
			return nil, nil, err
		}
	}
	return ids, known, nil
}

func reread(ctx context.Context, s store.Store, p *pipeline.Pipeline, ids []string, c console) (changed, failed int, err error) {
	bar := newBar(c.err, nil)
	bar.all = len(ids)
	defer bar.done()
	for o := range pipeline.Ordered(ctx, captures(ctx, s, ids), p.Read) {
		bar.step()
		if o.Err != nil {
			failed++
			bar.clear()
			fmt.Fprintf(c.err, "rapporteur: %s: %v\n", o.Capture.Source, o.Err)
			continue
		}
		if err := s.Replace(ctx, o.Reading); err != nil {
			return changed, failed, err
		}
		changed++
	}
	return changed, failed, nil
}

// captures gives captures of a record as if they came in again.
func captures(ctx context.Context, s store.Store, ids []string) iter.Seq[capture.Result] {
	return func(yield func(capture.Result) bool) {
		for _, id := range ids {
			c, err := s.Capture(ctx, id)
			if err != nil {
				c = rapporteur.Capture{ID: id, Source: id}
			}
			if !yield(capture.Result{Capture: c, Err: err}) {
				return
			}
		}
	}
}
