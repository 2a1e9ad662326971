// Package coding undoes the content codings of HTTP (RFC 9110, 8.4). What it gives is not bounded: who reads it is to stop.
package coding

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// ErrUnknown is the error of a coding that is not known.
var ErrUnknown = errors.New("not known")

// zstdWindow is the most memory that a zstd frame may ask for (RFC 9659).
const zstdWindow = 8 << 20

// Open gives what r holds with one coding undone, by its name in any case: gzip, deflate, br, zstd, identity or "". Deflate is with zlib's header, as the standard has it, or bare, as
// many servers have it. The error is ErrUnknown, or says that r does not begin as the coding does.
func Open(name string, r io.Reader) (io.ReadCloser, error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "", "identity":
		return io.NopCloser(r), nil
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "deflate":
		in := bufio.NewReader(r)
		if head, _ := in.Peek(2); len(head) == 2 && head[0]&0xf == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(in)
		}
		return flate.NewReader(in), nil
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return nil, ErrUnknown
}
