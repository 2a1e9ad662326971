package warc

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const page = "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Harbour</title><p>The minister of Ostrava-on-Sea, Lena Kolt, said the harbour of Veldania would open in spring.</p></html>\n"

// entry is a record to be written; Content-Length is added where fields do not have it.
type entry struct {
	version, kind, fields, block string
}

func (e entry) bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "WARC/%s\r\nWARC-Type: %s\r\nWARC-Date: 2026-03-04T05:06:07Z\r\nWARC-Record-ID: <urn:uuid:%x>\r\n%s", e.version, e.kind, sha1.Sum([]byte(e.block)), e.fields)
	if !bytes.Contains([]byte(e.fields), []byte("Content-Length:")) {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(e.block))
	}
	fmt.Fprintf(&b, "\r\n%s\r\n\r\n", e.block)
	return b.Bytes()
}

func sha1Of(s string) string {
	sum := sha1.Sum([]byte(s))
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}

// response is a page at an address, its HTTP header ended by an empty line, with both digests.
func response(version, address, httpHeader, wire, entity string) entry {
	block := "HTTP/1.1 200 OK\r\n" + httpHeader + "\r\n" + wire
	return entry{version, "response", fmt.Sprintf("WARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nWARC-Block-Digest: %s\r\nWARC-Payload-Digest: %s\r\n",
		address, sha1Of(block), sha1Of(entity)), block}
}

// pages are n plain responses, which differ in their address and text.
func pages(n int) (es []entry) {
	for i := range n {
		body := fmt.Sprintf("%s<!-- %d -->", page, i)
		es = append(es, response("1.1", fmt.Sprintf("https://news.example/%d", i), "Content-Type: text/html\r\n", body, body))
	}
	return es
}

func zip(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

// archive is records packed in one of three ways, with the offset of each.
func archive(packing string, es []entry) (b []byte, offsets []int64) {
	for _, e := range es {
		offsets = append(offsets, int64(len(b)))
		if packing == "member each" {
			b = append(b, zip(e.bytes())...)
		} else {
			b = append(b, e.bytes()...)
		}
	}
	if packing == "one member" {
		b = zip(b)
	}
	return b, offsets
}

var packings = []string{"plain", "member each", "one member"}

func coded(t testing.TB, coding, s string) string {
	var b bytes.Buffer
	var w io.WriteCloser
	var err error
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "bare deflate":
		w, err = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, err = zstd.NewWriter(&b)
	default:
		return s
	}
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func chunked(s string) string {
	var b bytes.Buffer
	for len(s) > 0 {
		n := min(len(s), 50)
		fmt.Fprintf(&b, "%X;x=y\r\n%s\r\n", n, s[:n])
		s = s[n:]
	}
	return b.String() + "0\r\n\r\n"
}

// all reads a file: records and damages by their numbers, which must count up from 1.
func all(t testing.TB, in io.Reader, l Limits) (rs map[int]*Record, ds map[int]*Damage) {
	rs, ds = map[int]*Record{}, map[int]*Damage{}
	n := 0
	for r, err := range Read(in, l) {
		n++
		switch d, ok := err.(*Damage); {
		case err == nil && r.Number == n:
			rs[n] = r
		case ok && r == nil && d.Number == n:
			ds[n] = d
		default:
			t.Fatalf("item %d: %+v, %v", n, r, err)
		}
	}
	return rs, ds
}

func hexOf(s, algorithm string) string {
	switch algorithm {
	case "md5":
		return fmt.Sprintf("%x", md5.Sum([]byte(s)))
	case "sha1":
		return fmt.Sprintf("%x", sha1.Sum([]byte(s)))
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(s)))
}
