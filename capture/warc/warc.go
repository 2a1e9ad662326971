// Package warc reads web archives (WARC, ISO 28500:2009 and :2017, "WARC/1.0" and "WARC/1.1") as a stream: uncompressed, with one gzip member for each
// record, or as one gzip member, told by the bytes. Nothing is sought in the file. Besides what Limits allow for a record, reading takes about a tenth
// of a megabyte, and up to twenty where records are large. Older drafts (WARC/0.x) and ARC files are not read.
//
//	for r, err := range warc.Read(file, warc.Limits{}) {
//		var damage *warc.Damage
//		switch {
//		case errors.As(err, &damage):
//			log.Print(damage) // and the records after it follow
//		case err != nil:
//			return err // the file itself cannot be read on
//		case r.Type == "response":
//			p, err := r.Payload()
//			...
//		}
//	}
//
// What is damaged is named and passed over; reading goes on at the next gzip member that holds a record, or at the next line "WARC/1.x". A record
// that has a gzip member of its own is given only when the member's checksum is right.
package warc

import (
	"fmt"
	"strings"
	"time"
)

// Limits bound what one record may take. A zero stands for the default beside it.
type Limits struct {
	Block int64 // bytes of a block that are kept, 32 MiB; what is over it is skipped, and Record.Omitted says how much
	Body  int64 // bytes of a body with its content codings undone, 64 MiB
	Ratio int64 // how many times longer a body of more than 1 MiB may be than its coded form, 250
}

func (l Limits) orDefault() Limits {
	set := func(v *int64, def int64) {
		if *v <= 0 {
			*v = def
		}
	}
	set(&l.Block, 32<<20)
	set(&l.Body, 64<<20)
	set(&l.Ratio, 250)
	return l
}

// Place is where a record or a damage is in the file.
type Place struct {
	// Number counts the records from 1. A damaged stretch counts as one, however many records were lost in it.
	Number int
	// Offset is in bytes from the start of the file: of the record in an uncompressed file, of its gzip member otherwise.
	Offset int64
	// Unpacked says that the gzip member holds several records, so that Offset counts bytes of the unpacked file instead. Behind a damage that
	// is a count of what could be unpacked.
	Unpacked bool
}

func (p Place) String() string {
	if p.Unpacked {
		return fmt.Sprintf("record %d at unpacked byte %d", p.Number, p.Offset)
	}
	return fmt.Sprintf("record %d at byte %d", p.Number, p.Offset)
}

// Damage is a stretch of the file that holds no readable record, and why. What follows it in an uncompressed file, or within a gzip member, is taken
// for a record because it begins like one; where the damage is in a record that quotes one, that may be the quoted one.
type Damage struct {
	Place
	// Since is the number of the first record that was given out of the same gzip member before its damage was seen, 0 for none. No checksum
	// vouches for the records from there to here; their digests may.
	Since int
	// Err is the cause.
	Err error
}

func (d *Damage) Error() string {
	if d.Since > 0 {
		return fmt.Sprintf("%v: %v; records from %d on are of the same gzip member", d.Place, d.Err, d.Since)
	}
	return fmt.Sprintf("%v: %v", d.Place, d.Err)
}

// Unwrap gives the cause.
func (d *Damage) Unwrap() error { return d.Err }

// Field is one named field of a record's header, its name as it was written and its value without space around it. Both are bytes as they came,
// UTF-8 by the standard.
type Field struct{ Name, Value string }

// Record is one record. It is its receiver's to keep and to change.
type Record struct {
	Place
	Version     string    // "1.0" or "1.1"
	Type        string    // WARC-Type in lower case: response, resource, revisit, request, metadata, warcinfo, conversion, continuation, or another
	ID          string    // WARC-Record-ID without angle brackets
	TargetURI   string    // WARC-Target-URI as it is, without angle brackets
	Date        time.Time // WARC-Date in UTC, zero where there is none that can be read
	ContentType string    // Content-Type of the block
	Fields      []Field   // all fields of the header, in order
	Truncated   string    // why the archiving tool cut the block (WARC-Truncated: length, time, disconnect, unspecified), empty where it did not
	Refers      *Reference
	Length      int64    // bytes of the block in the file
	Block       []byte   // the block, up to Limits.Block
	Omitted     int64    // bytes of the block that were over the limit
	Digests     []Digest // one for each digest that the header declares
	Notes       []string // what is odd about the record and was borne with

	limits Limits
}

// Reference is what a revisit refers to: the record whose payload was found again. What the header does not say is empty.
type Reference struct {
	ID        string // WARC-Refers-To, without angle brackets
	TargetURI string // WARC-Refers-To-Target-URI
	Date      time.Time
	Profile   string // WARC-Profile: in which way the two are alike
}

// Get gives the value of the first field of a name, in whatever case it is written, or "".
func (r *Record) Get(name string) string {
	for _, f := range r.Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

func (r *Record) note(format string, args ...any) {
	r.Notes = append(r.Notes, fmt.Sprintf(format, args...))
}
