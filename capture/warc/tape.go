package warc

import (
	"bytes"
	"io"
)

const (
	history = 4 << 20                              // bytes behind the place of reading that can be read again
	chunk   = 64 << 10                             // bytes asked of the source at once
	most    = 2 * (history + headerSize + 2*chunk) // bytes of a buffer: half of it can be let go when it is full
	again   = 8                                    // how many times as many bytes may be read again as are read once
)

// tape reads a stream ahead and back again within bounds: damage is often noticed only where a good record has already been run over. It is an
// io.ByteReader, so that a gzip reader takes no byte more than its member.
type tape struct {
	in   io.Reader
	buf  []byte
	base int64 // offset of buf[0] in the stream
	pos  int   // what is read next, in buf
	mark int64 // nothing before this offset is asked for again
	err  error // what the stream ended with, once buf is read
	// spare is how many bytes may still be read again. Without that bound a hostile file could make reading take quadratic time.
	spare int64
}

func (t *tape) reset(in io.Reader) { *t = tape{in: in, buf: t.buf[:0]} }

func (t *tape) offset() int64 { return t.base + int64(t.pos) }

// forget says that reading will not go back behind here.
func (t *tape) forget() { t.mark = t.offset() }

// end is what the stream ended with, or nil where something is left to read.
func (t *tape) end() error {
	if len(t.peek(1)) > 0 {
		return nil
	}
	return t.err
}

// fill reads on, and says whether there was more.
func (t *tape) fill() bool {
	if t.err != nil {
		return false
	}
	t.makeRoom()
	for range 100 {
		n, err := t.in.Read(t.buf[len(t.buf) : len(t.buf)+chunk])
		t.buf = t.buf[:len(t.buf)+n]
		t.spare += again * int64(n)
		t.err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	t.err = io.ErrNoProgress
	return false
}

// makeRoom lets go of what is too far behind, but moves bytes only where they are fewer than those let go. The byte before the place of reading
// is kept, since it tells whether a line begins there.
func (t *tape) makeRoom() {
	if cap(t.buf)-len(t.buf) >= chunk {
		return
	}
	drop := min(max(int(t.mark-t.base), t.pos-history), t.pos-1)
	if drop > 0 && drop >= len(t.buf)/2 {
		t.buf = t.buf[:copy(t.buf, t.buf[drop:])]
		t.base += int64(drop)
		t.pos -= drop
	}
	if cap(t.buf)-len(t.buf) < chunk {
		t.buf = append(make([]byte, 0, max(len(t.buf)+chunk, min(2*len(t.buf)+chunk, most))), t.buf...)
	}
}

// peek gives the next n bytes without reading them, fewer where the stream ends. They hold until the next call.
func (t *tape) peek(n int) []byte {
	for len(t.buf)-t.pos < n && t.fill() {
	}
	return t.buf[t.pos:min(t.pos+n, len(t.buf))]
}

// next reads up to n bytes, none only at the end. They hold until the next call.
func (t *tape) next(n int64) []byte {
	b := t.peek(1)
	if len(b) > 0 {
		b = t.buf[t.pos:min(int64(len(t.buf)), int64(t.pos)+min(n, history))]
	}
	t.pos += len(b)
	return b
}

func (t *tape) Read(p []byte) (int, error) {
	n := copy(p, t.next(int64(len(p))))
	if n == 0 && len(p) > 0 {
		return 0, t.err
	}
	return n, nil
}

func (t *tape) ReadByte() (byte, error) {
	if t.pos == len(t.buf) && !t.fill() {
		return 0, t.err
	}
	t.pos++
	return t.buf[t.pos-1], nil
}

// rewind goes back to the byte behind an offset, or as near to it as can be.
func (t *tape) rewind(offset int64) {
	if t.offset() == offset {
		t.next(1)
		return
	}
	to := max(offset+1, t.base, t.mark, t.offset()-min(t.spare, history))
	if back := t.offset() - to; back > 0 {
		t.spare -= back
		t.pos -= int(back)
	}
}

// lineEnds reads the line ends that come next and gives the first few of them.
func (t *tape) lineEnds() string {
	var got []byte
	for {
		b := t.peek(1)
		if len(b) == 0 || b[0] != '\r' && b[0] != '\n' {
			return string(got)
		}
		if len(got) < 8 {
			got = append(got, b[0])
		}
		t.pos++
	}
}

// drain reads to the end.
func (t *tape) drain() {
	for len(t.next(chunk)) > 0 {
	}
}

// seek reads on to where starts says yes, which is asked wherever one of the (ASCII) bytes of firsts stands. It says whether there is such a place.
func (t *tape) seek(firsts string, starts func(*tape) bool) bool {
	for {
		i := bytes.IndexAny(t.buf[t.pos:], firsts)
		if i < 0 {
			t.pos = len(t.buf)
			if !t.fill() {
				return false
			}
			continue
		}
		t.pos += i
		if starts(t) {
			return true
		}
		t.pos++
	}
}

// atRecord says whether the version line of a record begins here: at the start of a line or, where an archive was cut and another one put behind
// it, before what can only be a header.
func atRecord(t *tape) bool {
	b := t.peek(15)
	if len(b) < 9 || !bytes.HasPrefix(b, []byte(version)) || b[len(version)] < '0' || b[len(version)] > '9' {
		return false
	}
	rest := b[len(version)+1:]
	if t.pos > 0 && t.buf[t.pos-1] == '\n' {
		return bytes.HasPrefix(rest, []byte("\r\n")) || rest[0] == '\n'
	}
	return bytes.HasPrefix(rest, []byte("\r\nWARC-"))
}
