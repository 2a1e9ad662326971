package warc

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
)

// packing is how a file's records are packed, as its first bytes show.
type packing int

const (
	unknown packing = iota
	plain
	packed
)

// Read gives the records of a file in order, each with a nil error, and a *Damage with a nil record for what cannot be read, behind which it goes on.
// Any other error is the source's own and ends the sequence. The source is read once, from where it is, by one goroutine: the caller's. Time is
// linear in the unpacked size, which gzip allows to be a thousand times that of the file; who wants to stop within a record lets the source fail.
func Read(in io.Reader, l Limits) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		d := &decoder{limits: l.orDefault(), yield: yield}
		d.raw.reset(in)
		for d.file() {
		}
	}
}

type decoder struct {
	limits  Limits
	yield   func(*Record, error) bool
	packing packing
	raw     tape // the file
	number  int  // of the record that was given last

	zip      *gzip.Reader // of the member being read
	unpacked tape         // what it unpacks to
	member   int64        // offset of the member in the file
	before   int64        // bytes that earlier members unpacked to
	since    int          // the first record given out of the member
	members  int          // that were read whole
	single   bool         // all of them held one record
}

// file reads on where a record or a gzip member should begin, and says whether to go on.
func (d *decoder) file() bool {
	d.raw.forget()
	at := d.raw.peek(len(version))
	switch {
	case d.failed() || len(at) == 0:
		return false
	case d.packing != plain && bytes.HasPrefix(at, []byte(gzipMagic[:2])):
		d.packing = packed
		return d.gzipMember()
	case d.packing != packed && bytes.HasPrefix(at, []byte(version)):
		d.packing = plain
		return d.records(&d.raw)
	}
	start, cause := d.raw.offset(), fmt.Errorf("%q begins neither a record nor a gzip member", at)
	d.raw.rewind(start)
	d.resume()
	return d.damage(Place{Offset: start}, cause)
}

// failed gives the source's own error, if that is what the file ended with.
func (d *decoder) failed() bool {
	err := d.raw.end()
	if err == nil || err == io.EOF {
		return false
	}
	d.yield(nil, fmt.Errorf("read the archive: %w", err))
	return true
}

func (d *decoder) damage(p Place, cause error) bool {
	d.number++
	p.Number = d.number
	return d.yield(nil, &Damage{Place: p, Since: d.since, Err: cause})
}

// resume goes on in the file to where a record can begin.
func (d *decoder) resume() {
	switch d.packing {
	case plain:
		d.raw.seek("W", atRecord)
	case packed:
		d.raw.seek(gzipMagic[:1], atMember)
	default:
		d.raw.seek("W"+gzipMagic[:1], func(t *tape) bool { return atRecord(t) || atMember(t) })
	}
}

const gzipMagic = "\x1f\x8b\x08"

// atMember says whether a gzip member that holds a record begins here.
func atMember(t *tape) bool {
	const enough = 1 << 10 // for the header of the member and the codes of its first block
	if string(t.peek(len(gzipMagic))) != gzipMagic {
		return false
	}
	z, err := gzip.NewReader(bytes.NewReader(t.peek(enough)))
	if err != nil {
		return false
	}
	var b [len(version)]byte
	_, err = io.ReadFull(z, b[:])
	return err == nil && string(b[:]) == version
}

// gzipMember reads the records of a member. Behind a damaged one it goes on at the next that holds a record.
func (d *decoder) gzipMember() bool {
	d.member, d.since = d.raw.offset(), 0
	first := d.number
	if d.zip == nil {
		d.zip = new(gzip.Reader)
	}
	err := d.zip.Reset(&d.raw)
	on := true
	if err == nil {
		d.zip.Multistream(false)
		d.unpacked.reset(d.zip)
		on = d.records(&d.unpacked)
		d.before += d.unpacked.offset()
		err = d.unpacked.err
	}
	if !on || d.failed() {
		return false
	}
	if err != io.EOF && d.number == first { // not even a part of a record
		on = d.damage(Place{Offset: d.member}, gzipError(err))
	}
	if err != io.EOF {
		d.raw.rewind(d.member)
		d.resume()
	} else {
		d.single = (d.single || d.members == 0) && d.number == first+1
		d.members++
	}
	d.since = 0
	return on
}

// gzipError says in words what a gzip reader found.
func gzipError(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF:
		return fmt.Errorf("the gzip member is cut off: %w", io.ErrUnexpectedEOF)
	case errors.Is(err, gzip.ErrChecksum):
		return fmt.Errorf("the gzip member's checksum is wrong: %w", err)
	case errors.As(err, &corrupt):
		return fmt.Errorf("the gzip member is damaged: %w", err)
	}
	return fmt.Errorf("the gzip member cannot be read: %w", err)
}

// records gives the records of a stream until it ends, and says whether to go on.
func (d *decoder) records(s *tape) bool {
	inMember := s == &d.unpacked
	for first := true; ; first = false {
		s.forget()
		s.lineEnds()
		if s.end() != nil {
			return !d.failed()
		}
		start := s.offset()
		one := inMember && first && d.single && d.members > 0
		r, aligned, cause := d.record(s, one)
		if cause != nil && !aligned {
			if one {
				s.drain()
			} else {
				s.rewind(start)
				s.seek("W", atRecord)
			}
		}
		p := Place{Offset: start}
		if end := s.end(); inMember {
			if end != nil && end != io.EOF {
				cause = gzipError(end)
			}
			p = d.placed(start, first && (cause != nil || end != nil))
		}
		if cause != nil && d.failed() {
			return false
		}
		if cause != nil {
			if !d.damage(p, cause) {
				return false
			}
			continue
		}
		d.number++
		p.Number = d.number
		r.Place = p
		if inMember && d.since == 0 {
			d.since = d.number
		}
		if !d.yield(r, nil) {
			return false
		}
	}
}

// placed is the place of a record in a gzip member of its own, or of one that begins at an offset of the member's unpacked bytes.
func (d *decoder) placed(start int64, alone bool) Place {
	if alone {
		return Place{Offset: d.member}
	}
	return Place{Offset: d.before + start, Unpacked: true}
}

// record reads one record and the line ends behind it. Where it is broken, cause says how, and aligned whether its end was found nevertheless.
// one says that the stream should hold nothing else, so that what follows must be a record or belongs to this one.
func (d *decoder) record(s *tape, one bool) (r *Record, aligned bool, cause error) {
	header, err := s.header()
	if err != nil {
		return nil, false, err
	}
	r, cause = parse(header)
	if r == nil {
		return nil, false, cause
	}
	r.limits = d.limits
	keep := d.limits.Block
	if cause != nil {
		keep = 0
	}
	var sums []*sum
	r.Digests, sums = r.digests()
	err = r.read(s, keep, sums)
	if err == nil {
		err = r.ended(s, one)
	}
	if err != nil {
		if cause == nil {
			cause = err
		}
		return nil, false, cause
	}
	if cause == nil {
		r.checkPayload(sums)
	}
	return r, true, cause
}

// read reads the block, keeps what the limit lets it, and checks its digests.
func (r *Record) read(s *tape, limit int64, sums []*sum) error {
	r.Block = make([]byte, 0, min(r.Length, limit, 1<<20))
	for left := r.Length; left > 0; {
		b := s.next(left)
		if len(b) == 0 {
			return fmt.Errorf("the Content-Length says %d bytes, and %d are there", r.Length, r.Length-left)
		}
		left -= int64(len(b))
		for i, sum := range sums {
			if sum != nil && r.Digests[i].Field == blockDigest {
				sum.Write(b)
			}
		}
		r.Block = append(r.Block, b[:min(int64(len(b)), limit-int64(len(r.Block)))]...)
	}
	r.Omitted = r.Length - int64(len(r.Block))
	for i, sum := range sums {
		if sum != nil && r.Digests[i].Field == blockDigest {
			r.Digests[i].Result = sum.result()
		}
	}
	return nil
}

// ended reads the line ends behind the block and judges by what follows whether the block ended there.
func (r *Record) ended(s *tape, one bool) error {
	ends := s.lineEnds()
	next := s.peek(len(version))
	follows := bytes.HasPrefix([]byte(version), next) // or a part of it, or nothing, at the end
	proper := ends == "\r\n\r\n"
	switch {
	case follows && !proper:
		r.note("ends in %q instead of two line ends", ends)
	case !follows && (one || !proper || r.wrong(blockDigest)):
		return fmt.Errorf("the Content-Length says %d bytes, and the record goes on behind them", r.Length)
	}
	return nil
}

func (r *Record) wrong(field string) bool {
	for _, d := range r.Digests {
		if d.Field == field && d.Result == Wrong {
			return true
		}
	}
	return false
}
