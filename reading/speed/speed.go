// Package speed measures how fast captures are read on one processor, and what memory that takes, of several readers side by side.
package speed

import (
	"context"
	"runtime"
	"slices"
	"time"

	"rapporteur"
)

// Reader is what is measured. Read reads one capture; what it cannot read counts as read all the same, and in Failed.
type Reader struct {
	Name string
	Read func(rapporteur.Capture) error
}

// Speed is what was measured of a reader.
type Speed struct {
	Name        string  `json:"name"`
	Pages       int     `json:"pages"`       // captures, each read once in a round
	Failed      int     `json:"failed"`      // of them, those that gave an error
	Bytes       int     `json:"bytes"`       // of all captures, unpacked
	PagesPerCPU float64 `json:"pagesPerCPU"` // captures in a second of one processor, user and system: the median round
	Allocs      float64 `json:"allocs"`      // allocations for a capture
	Allocated   float64 `json:"allocated"`   // bytes allocated for a capture
}

// MegabytesPerCPU is how many megabytes (10^6 bytes) of captures are read in a second of one processor.
func (s Speed) MegabytesPerCPU() float64 {
	return s.PagesPerCPU * float64(s.Bytes) / float64(max(s.Pages, 1)) / 1e6
}

// leastRounds is how many rounds a median needs at least.
const leastRounds = 3

// Measure lets the readers read all captures in turn, round after round, until each has had the time given and three rounds. It keeps the process
// to one processor meanwhile, and is not for concurrent use. It ends early, with ctx's error, when ctx does.
func Measure(ctx context.Context, captures []rapporteur.Capture, least time.Duration, readers ...Reader) ([]Speed, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	out := make([]Speed, len(readers))
	spent := make([][]time.Duration, len(readers))
	for i, r := range readers {
		out[i] = Speed{Name: r.Name, Pages: len(captures)}
		for _, c := range captures {
			out[i].Bytes += len(c.Data)
		}
	}
	for rounds, shortest := 0, time.Duration(0); len(captures) > 0 && (rounds < leastRounds || shortest < least); rounds++ {
		for i, r := range readers {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			failed, start := 0, CPUTime()
			for _, c := range captures {
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				if r.Read(c) != nil {
					failed++
				}
			}
			spent[i] = append(spent[i], max(CPUTime()-start, time.Nanosecond))
			runtime.ReadMemStats(&after)
			out[i].Failed = failed
			out[i].Allocs = float64(after.Mallocs-before.Mallocs) / float64(len(captures))
			out[i].Allocated = float64(after.TotalAlloc-before.TotalAlloc) / float64(len(captures))
		}
		shortest = total(spent[0])
		for _, s := range spent[1:] {
			shortest = min(shortest, total(s))
		}
	}
	for i := range out {
		if n := len(spent[i]); n > 0 {
			slices.Sort(spent[i])
			out[i].PagesPerCPU = float64(len(captures)) / spent[i][n/2].Seconds()
		}
	}
	return out, nil
}

func total(all []time.Duration) time.Duration {
	var sum time.Duration
	for _, d := range all {
		sum += d
	}
	return sum
}
