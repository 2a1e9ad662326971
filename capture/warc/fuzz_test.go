package warc

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"
	"testing/iotest"
)

// FuzzRecords reads whatever comes: it ends, its places count up, limits hold, and how the source hands out its bytes changes nothing.
func FuzzRecords(f *testing.F) {
	es := pages(2)
	for _, coding := range []string{"gzip", "deflate", "br", "zstd"} {
		wire := coded(f, coding, page)
		es = append(es, response("1.0", "https://news.example/"+coding, "Content-Encoding: "+coding+"\r\nTransfer-Encoding: chunked\r\n", chunked(wire), wire))
	}
	es = append(es, entry{"1.1", "revisit", "WARC-Refers-To-Date: 2026\r\nContent-Type: application/http\r\n", "HTTP/1.1 200 OK\r\n\r\n"},
		entry{"1.1", "resource", "WARC-Truncated: length\r\nWARC-Block-Digest: md5:x\r\nContent-Type: text/plain; charset=x\r\n", "cut"})
	for _, packing := range packings {
		for _, few := range [][]entry{es[:3], es[3:5], es[5:]} {
			b, _ := archive(packing, few)
			f.Add(b)
			f.Add(b[:len(b)*2/3])
			b = slices.Clone(b)
			b[len(b)/2] ^= 0xff
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l := Limits{Block: 1 << 12, Body: 1 << 16, Ratio: 20}
		var places []Place
		last := map[bool]int64{false: -1, true: -1}
		for r, err := range Read(bytes.NewReader(b), l) {
			var p Place
			var d *Damage
			switch {
			case errors.As(err, &d) && r == nil:
				p = d.Place
			case err == nil && r != nil:
				p = r.Place
				checkRecord(t, r, l)
			default:
				t.Fatalf("%v, %v", r, err)
			}
			if places = append(places, p); p.Number != len(places) || p.Offset < last[p.Unpacked] || !p.Unpacked && p.Offset >= int64(len(b)) {
				t.Fatalf("item %d: %+v behind %d", len(places), p, last[p.Unpacked])
			}
			last[p.Unpacked] = p.Offset
		}
		var slow []Place
		for r, err := range Read(iotest.DataErrReader(iotest.OneByteReader(bytes.NewReader(b))), l) {
			var d *Damage
			if errors.As(err, &d) {
				slow = append(slow, d.Place)
			} else {
				slow = append(slow, r.Place)
			}
		}
		if !slices.Equal(places, slow) {
			t.Fatalf("%v, and byte by byte %v", places, slow)
		}
		broken := errors.New("broken")
		var end error
		for _, err := range Read(io.MultiReader(bytes.NewReader(b), iotest.ErrReader(broken)), l) {
			end = err
		}
		if !errors.Is(end, broken) {
			t.Fatalf("the source's error is lost: %v", end)
		}
	})
}

func checkRecord(t *testing.T, r *Record, l Limits) {
	if int64(len(r.Block)) > l.Block || r.Omitted+int64(len(r.Block)) != r.Length || r.Type == "" || (r.Refers != nil) != (r.Type == "revisit") {
		t.Fatalf("%+v", r)
	}
	for _, d := range r.Digests {
		if (d.Result == NotChecked) != (d.Why != "") {
			t.Fatalf("%+v", d)
		}
	}
	p, err := r.Payload()
	if err != nil && p.Body != nil || int64(len(p.Body)) > max(l.Body, l.Block) {
		t.Fatalf("%d bytes, %v", len(p.Body), err)
	}
}
