package capture

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"rapporteur"
)

// maxRatio is how many times longer than its gzip form a document may be; news pages are some ten times longer. What unpacks to less than
// freeBytes may have any.
const (
	maxRatio  = 250
	freeBytes = 1 << 20
)

var (
	errEmpty = errors.New("it is empty")
	errSize  = fmt.Errorf("more than %d MiB; split it into documents", MaxBytes>>20)
)

// origin is where bytes came from, and what is said of them there.
type origin struct {
	source    string
	address   string    // absolute address of the bytes, "" for a file
	mediaType string    // declared by HTTP, the archive or a file's name, lower case; "" where nothing declares it
	charset   string    // declared, lower case
	fetched   time.Time // UTC, zero where unknown
	notes     []string
	inner     bool // whether it is one of many, and what is no document is passed over in silence
}

func (o origin) failed(err error) Result { return failed(o.source, err) }

// whole takes in bytes that may be packed, and may be a web archive.
func (o origin) whole(b []byte, yield func(Result) bool) bool {
	switch {
	case isArchive(b[:min(len(b), headBytes)]):
		return archive(o.source, bytes.NewReader(b), yield)
	case len(b) > MaxBytes:
		return yield(o.failed(errSize))
	case bytes.HasPrefix(b, gzipMagic):
		var err error
		if b, err = unpack(b); err != nil {
			return yield(o.failed(err))
		}
		if o.address != "" {
			o.mediaType = "" // it was that of the packed bytes
		}
	}
	return o.document(b, yield)
}

// document takes in the bytes of a page, a text or a feed.
func (o origin) document(b []byte, yield func(Result) bool) bool {
	switch kind := o.kind(b); {
	case kind == sitemap && o.inner, kind == "" && o.inner:
		return true
	case kind == sitemap:
		return yield(o.failed(listed(b)))
	case isFeed(kind):
		return o.items(b, yield)
	case kind == "" && unfit(b) == nil && mediaType(b) != "":
		return yield(o.failed(fmt.Errorf("%s, not HTML, text or a feed", o.mediaType)))
	default:
		c, err := New(o.source, b, o.fetched)
		if err == nil {
			c.MediaType, c.Charset, c.Notes = kind, o.charset, o.notes
		}
		return yield(Result{c, err})
	}
}

// unpack undoes gzip.
func unpack(b []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("the gzip data is damaged: %w", err)
	}
	most := min(MaxBytes, max(freeBytes, maxRatio*len(b)))
	out, err := io.ReadAll(io.LimitReader(z, int64(most)+1))
	switch {
	case len(out) > MaxBytes:
		return nil, fmt.Errorf("it unpacks to %w", errSize)
	case len(out) > most:
		return nil, fmt.Errorf("it unpacks to more than %d times its %d bytes, as no document does", maxRatio, len(b))
	case err != nil:
		return nil, fmt.Errorf("the gzip data is damaged after %d unpacked bytes: %w", len(out), err)
	}
	return out, nil
}

// New makes a capture of the bytes of one document that came from source at a time (UTC, zero where unknown). It refuses what cannot be news text:
// nothing at all, more than MaxBytes, and what is neither HTML nor text, with an error that says what it is.
func New(source string, b []byte, fetched time.Time) (rapporteur.Capture, error) {
	c := rapporteur.Capture{Source: source, Fetched: fetched}
	switch {
	case len(b) == 0:
		return c, errEmpty
	case len(b) > MaxBytes:
		return c, errSize
	}
	if err := unfit(b); err != nil {
		return c, err
	}
	if c.MediaType = mediaType(b); c.MediaType == "" {
		return c, errors.New("a binary file, not text or HTML")
	}
	c.ID, c.Data = digest(b), b
	return c, nil
}

// digest is the ID of a capture of b.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}
