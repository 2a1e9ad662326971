package speed

import (
	"context"
	"errors"
	"math"
	"testing"
	"time"

	"rapporteur"
)

func TestMeasure(t *testing.T) {
	captures := []rapporteur.Capture{{Data: make([]byte, 3000)}, {Data: make([]byte, 1000)}}
	var order []string
	work := func(name string, d time.Duration, err error) Reader {
		return Reader{Name: name, Read: func(rapporteur.Capture) error {
			order = append(order, name)
			for end := CPUTime() + d; CPUTime() < end; {
			}
			return err
		}}
	}
	got, err := Measure(context.Background(), captures, 0, work("quick", time.Millisecond, nil), work("slow", 8*time.Millisecond, errors.New("no article")))
	if err != nil {
		t.Fatal(err)
	}
	if len(order) != 12 || order[0] != "quick" || order[2] != "slow" || order[4] != "quick" {
		t.Errorf("read in the order %v", order)
	}
	quick, slow := got[0], got[1]
	if quick.Pages != 2 || quick.Bytes != 4000 || quick.Failed != 0 || slow.Failed != 2 {
		t.Errorf("%+v %+v", quick, slow)
	}
	if quick.PagesPerCPU < 2*slow.PagesPerCPU || quick.PagesPerCPU > 1001 {
		t.Errorf("%.0f pages a second of a millisecond each, %.0f of 8", quick.PagesPerCPU, slow.PagesPerCPU)
	}
	if v := quick.MegabytesPerCPU(); math.Abs(v/(quick.PagesPerCPU*.002)-1) > 1e-9 {
		t.Errorf("%v MB/s", v)
	}
	if PeakMemory() < 0 {
		t.Error("less memory than none")
	}
}

func TestMeasureEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Measure(ctx, []rapporteur.Capture{{}}, time.Hour, Reader{Read: func(rapporteur.Capture) error { return nil }}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if got, err := Measure(context.Background(), nil, time.Hour, Reader{Name: "of nothing"}); err != nil || got[0].Pages != 0 || got[0].PagesPerCPU != 0 {
		t.Errorf("of no captures: %+v, %v", got, err)
	}
}
