package pipeline

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"time"

	"rapporteur"
	"rapporteur/capture"
	"rapporteur/encoder/kernel"
)

// Outcome is what became of one capture.
type Outcome struct {
	Capture rapporteur.Capture
	Reading *rapporteur.Reading
	Err     error
}

// Ordered reads captures side by side, as many as there are processors, and gives the outcomes in the order of the captures. No more than
// twice as many captures are held at once. It ends early when ctx does.
func Ordered(ctx context.Context, captures iter.Seq[capture.Result], read func(rapporteur.Capture) (*rapporteur.Reading, error)) iter.Seq[Outcome] {
	return func(yield func(Outcome) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		n := runtime.GOMAXPROCS(0)
		waiting := make(chan chan Outcome, n)
		go func() {
			defer close(waiting)
			for r := range captures {
				slot := make(chan Outcome, 1)
				select {
				case waiting <- slot:
				case <-ctx.Done():
					return
				}
				go func() {
					o := Outcome{Capture: r.Capture, Err: r.Err}
					if o.Err == nil {
						o.Reading, o.Err = read(r.Capture)
					}
					slot <- o
				}()
			}
		}()
		for slot := range waiting {
			if o := <-slot; ctx.Err() != nil || !yield(o) {
				return
			}
		}
	}
}

// Speed is how fast captures are read on one processor.
type Speed struct {
	Kernel   string
	SubWords float64 // per second, all steps
}

// Measure reads captures a number of times, one after another, and gives the best speed.
func (p *Pipeline) Measure(ctx context.Context, captures iter.Seq[capture.Result], times int) (Speed, error) {
	s := Speed{Kernel: kernel.Best().String()}
	var all []rapporteur.Capture
	subWords := 0
	for r := range captures {
		if r.Err != nil {
			return s, r.Err
		}
		all = append(all, r.Capture)
		d, err := p.Read(r.Capture)
		if err != nil {
			return s, err
		}
		for i := range d.Articles {
			for _, span := range spansOf(&d.Articles[i]) {
				subWords += len(p.model.Pieces(d.Text, span))
			}
		}
	}
	for range times {
		start := time.Now()
		for _, c := range all {
			if _, err := p.Read(c); err != nil || ctx.Err() != nil {
				return s, errors.Join(err, ctx.Err())
			}
		}
		s.SubWords = max(s.SubWords, float64(subWords)/time.Since(start).Seconds())
	}
	return s, nil
}
