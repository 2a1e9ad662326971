package encoder

import (
	"time"

	"rapporteur/encoder/kernel"
)

// Speed gives how many sub-words a second one thread encodes on a path: whole windows, none of which overlap, several in a batch, for at
// least as long as asked; a path that takes as long for one window is measured by that.
func (m *Model) Speed(p kernel.Path, atLeast time.Duration) float64 {
	on, pieces := m.On(p), make([]Piece, windowsAtOnce*m.Window)
	for i := range pieces {
		pieces[i].ID = int32(control + i%len(m.vocabulary.pieces[control:]))
	}
	e := on.encoding(pieces)
	defer e.Release()
	empty := e.memory.level()
	for i := 0; i < len(pieces); i += m.Window {
		e.Windows = append(e.Windows, Window{First: i, End: i + m.Window})
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	start := time.Now()
	on.pass(s, e, e.Windows[:1]) // warms up
	if took := time.Since(start); took >= atLeast {
		return float64(m.Window) / took.Seconds()
	}
	n := 0
	start = time.Now()
	for ; n == 0 || time.Since(start) < atLeast; n++ {
		e.memory.back(empty)
		on.pass(s, e, e.Windows)
	}
	return float64(n*len(pieces)) / time.Since(start).Seconds()
}
