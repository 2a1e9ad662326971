package encoder

import (
	"time"

	"rapporteur/encoder/kernel"
)

// speedWindows is how many windows are measured together.
const speedWindows = 8

// Speed gives how many sub-words a second one thread encodes on a path: whole windows, none of which overlap, for at
// least as long as asked; a path that takes as long for one window is measured by that.
func (m *Model) Speed(p kernel.Path, atLeast time.Duration) float64 {
	on, pieces := m.On(p), make([]Piece, speedWindows*m.held())
	for i := range pieces {
		pieces[i].ID = int32(control + i%len(m.vocabulary.pieces[control:]))
	}
	e := on.encoding(pieces)
	defer e.Release()
	empty := e.memory.level()
	for i := 0; i < len(pieces); i += m.held() {
		e.Windows = append(e.Windows, Window{First: i, End: i + m.held()})
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	start := time.Now()
	on.pass(s, e, &e.Windows[0]) // warms up
	if took := time.Since(start); took >= atLeast {
		return float64(m.held()) / took.Seconds()
	}
	n := 0
	start = time.Now()
	for ; n == 0 || time.Since(start) < atLeast; n++ {
		e.memory.back(empty)
		for i := range e.Windows {
			on.pass(s, e, &e.Windows[i])
		}
	}
	return float64(n*len(pieces)) / time.Since(start).Seconds()
}
