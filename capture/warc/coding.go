package warc

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// ErrBomb is the error of a body that unpacks to more than Limits allow.
var ErrBomb = errors.New("decompression bomb")

const (
	freeBytes  = 1 << 20 // up to here no ratio is too high
	maxCodings = 4       // undone of one body
	zstdWindow = 8 << 20 // the most that RFC 9659 allows
)

// decode undoes the content codings, and the transfer codings under the chunks, of a body.
func (p *Payload) decode(body []byte, l Limits) ([]byte, error) {
	codings := codings(p.Header)
	if len(codings) > maxCodings {
		return nil, fmt.Errorf("%d content codings, of which no more than %d are undone", len(codings), maxCodings)
	}
	limit := min(l.Body, max(freeBytes, int64(len(body))*l.Ratio))
	for _, coding := range slices.Backward(codings) {
		if len(body) == 0 {
			break
		}
		out, err := p.undo(coding, body, limit)
		switch {
		case err == nil:
		case errors.Is(err, ErrBomb):
			return nil, err
		case looksText(body):
			p.note("said to be coded as %.30s, and is not", coding)
			continue
		case errors.Is(err, io.ErrUnexpectedEOF):
			p.note("the %s coding ends early", coding)
			p.Cut = true
		default:
			return nil, fmt.Errorf("content coding %.30s: %w", coding, err)
		}
		p.Codings = append(p.Codings, coding)
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
func (p *Payload) undo(coding string, body []byte, limit int64) ([]byte, error) {
	r, err := open(coding, body)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(out)) > limit:
		return nil, fmt.Errorf("%w: %d bytes of %s unpack to more than %d", ErrBomb, len(body), coding, limit)
	case errors.Is(err, gzip.ErrHeader) && len(out) > 0:
		p.note("what follows the gzip member is none")
		err = nil
	}
	return out, err
}

func open(coding string, body []byte) (io.ReadCloser, error) {
	in := bytes.NewReader(body)
	switch coding {
	case "gzip":
		return gzip.NewReader(in)
	case "deflate": // zlib by the standard, bare deflate by many servers
		if len(body) > 1 && body[0]&0xf == 8 && (int(body[0])<<8|int(body[1]))%31 == 0 {
			return zlib.NewReader(in)
		}
		return flate.NewReader(in), nil
	case "br":
		return io.NopCloser(brotli.NewReader(in)), nil
	case "zstd":
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return nil, errors.New("not known")
}
