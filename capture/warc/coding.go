package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"rapporteur/capture/coding"
)

// ErrBomb is the error of a body that unpacks to more than Limits allow.
var ErrBomb = errors.New("decompression bomb")

const (
	freeBytes  = 1 << 20 // up to here no ratio is too high
	maxCodings = 4       // undone of one body
)

// decode undoes the content codings, and the transfer codings under the chunks, of a body.
func (p *Payload) decode(body []byte, l Limits) ([]byte, error) {
	codings := codings(p.Header)
	if len(codings) > maxCodings {
		return nil, fmt.Errorf("%d content codings, of which no more than %d are undone", len(codings), maxCodings)
	}
	limit := min(l.Body, max(freeBytes, int64(len(body))*l.Ratio))
	for _, name := range slices.Backward(codings) {
		if len(body) == 0 {
			break
		}
		out, err := p.undo(name, body, limit)
		switch {
		case err == nil:
		case errors.Is(err, ErrBomb):
			return nil, err
		case looksText(body):
			p.note("said to be coded as %.30s, and is not", name)
			continue
		case errors.Is(err, io.ErrUnexpectedEOF):
			p.note("the %s coding ends early", name)
			p.Cut = true
		default:
			return nil, fmt.Errorf("content coding %.30s: %w", name, err)
		}
		p.Codings = append(p.Codings, name)
		body = out
	}
	return body, nil
}

// codings are those of a body in the order they were applied.
func codings(h http.Header) (names []string) {
	for _, field := range []string{"Content-Encoding", "Transfer-Encoding"} {
		for name := range strings.SplitSeq(strings.Join(h.Values(field), ","), ",") {
			switch name = strings.ToLower(strings.TrimSpace(name)); name {
			case "", "identity", "none", "chunked":
			case "x-gzip":
				names = append(names, "gzip")
			default:
				names = append(names, name)
			}
		}
	}
	return names
}

// looksText tells bodies that were unpacked when they were archived, while the header still names the coding.
func looksText(b []byte) bool { return strings.HasPrefix(http.DetectContentType(b), "text/") }

// undo gives what it could unpack together with the error.
func (p *Payload) undo(name string, body []byte, limit int64) ([]byte, error) {
	r, err := coding.Open(name, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(out)) > limit:
		return nil, fmt.Errorf("%w: %d bytes of %s unpack to more than %d", ErrBomb, len(body), name, limit)
	case errors.Is(err, gzip.ErrHeader) && len(out) > 0:
		p.note("what follows the gzip member is none")
		err = nil
	}
	return out, err
}
