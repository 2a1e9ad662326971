package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestForms reads every packing, version, transfer and content coding.
func TestForms(t *testing.T) {
	for _, packing := range packings {
		for _, version := range []string{"1.0", "1.1"} {
			var es []entry
			var codings []string
			for _, coding := range []string{"none", "gzip", "deflate", "bare deflate", "br", "zstd"} {
				entity := coded(t, coding, page)
				header := "Content-Type: text/html; Charset=\"UTF-8\"\r\n"
				if coding != "none" {
					header += "Content-Encoding: " + strings.TrimPrefix(coding, "bare ") + "\r\n"
				}
				es = append(es, response(version, "https://news.example/"+coding, header+fmt.Sprintf("Content-Length: %d\r\n", len(entity)), entity, entity),
					response(version, "<https://news.example/"+coding+">", header+"Transfer-Encoding: chunked\r\n", chunked(entity), entity),
					response(version, "https://news.example/"+coding, header+"Transfer-Encoding: chunked\r\n", chunked(entity), chunked(entity)))
				codings = append(codings, coding, coding, coding)
			}
			b, offsets := archive(packing, es)
			rs, ds := all(t, iotest.OneByteReader(bytes.NewReader(b)), Limits{})
			if len(rs) != len(es) || len(ds) > 0 {
				t.Fatalf("%s %s: %d records of %d, %v", packing, version, len(rs), len(es), ds)
			}
			for i, coding := range codings {
				r := rs[i+1]
				if r.Offset != offsets[i] || r.Unpacked != (packing == "one member") || r.Version != version || r.TargetURI != "https://news.example/"+coding ||
					!r.Date.Equal(time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)) || !strings.HasPrefix(r.ID, "urn:uuid:") || len(r.Notes) > 0 || string(r.Block) != es[i].block {
					t.Errorf("%s: %+v", packing, r)
				}
				if len(r.Digests) != 2 || r.Digests[0].Result != Right || r.Digests[1].Result != Right {
					t.Errorf("%s %s: %v", packing, coding, r.Digests)
				}
				p, err := r.Payload()
				if err != nil || string(p.Body) != page || p.Status != 200 || p.MediaType != "text/html" || p.Charset != "utf-8" || p.Cut || len(p.Notes) > 0 {
					t.Errorf("%s %s: %+v, %v", packing, coding, p, err)
				}
				if want := coding != "none"; (len(p.Codings) > 0) != want {
					t.Errorf("%s: codings %v", coding, p.Codings)
				}
			}
		}
	}
}

func one(t *testing.T, e entry, l Limits) *Record {
	t.Helper()
	rs, ds := all(t, bytes.NewReader(e.bytes()), l)
	if len(rs) != 1 || len(ds) != 0 {
		t.Fatalf("%d records, %v", len(rs), ds)
	}
	return rs[1]
}

func TestKinds(t *testing.T) {
	r := one(t, entry{"1.1", "revisit", "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\nWARC-Refers-To: <urn:uuid:1>\r\nWARC-Refers-To-Target-URI: https://news.example/a\r\n" +
		"WARC-Refers-To-Date: 2025-01-02T03:04:05.678901234Z\r\nContent-Type: application/http; msgtype=response\r\nWARC-Payload-Digest: " + sha1Of(page) + "\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"}, Limits{})
	want := &Reference{"urn:uuid:1", "https://news.example/a", time.Date(2025, 1, 2, 3, 4, 5, 678901234, time.UTC), "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"}
	if diff := cmp.Diff(want, r.Refers); diff != "" || r.Digests[0].Result != NotChecked || r.Digests[0].Why == "" {
		t.Error(diff, r.Digests)
	}
	if p, err := r.Payload(); err != nil || p.Status != 200 || len(p.Body) != 0 || len(p.Notes) != 0 {
		t.Errorf("%+v, %v", p, err)
	}

	r = one(t, entry{"1.1", "resource", "Content-Type: text/plain; charset=koi8-r\r\nWARC-Payload-Digest: " + sha1Of("words") + "\r\n", "words"}, Limits{})
	if p, err := r.Payload(); err != nil || string(p.Body) != "words" || p.MediaType != "text/plain" || p.Charset != "koi8-r" || p.Header != nil || r.Digests[0].Result != Right {
		t.Errorf("%+v, %v, %v", p, err, r.Digests)
	}

	r = one(t, entry{"1.0", "request", "Content-Type: application/http; msgtype=request\r\nWARC-Payload-Digest: " + sha1Of("") + "\r\n", "GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"}, Limits{})
	if p, err := r.Payload(); err != nil || p.StatusLine != "GET / HTTP/1.1" || p.Header.Get("host") != "news.example" || len(p.Notes) != 0 || r.Digests[0].Result != Right {
		t.Errorf("%+v, %v, %v", p, err, r.Digests)
	}

	cut := coded(t, "gzip", strings.Repeat(page, 50))
	e := response("1.1", "https://news.example/", fmt.Sprintf("Content-Encoding: gzip\r\nContent-Length: %d\r\n", len(cut)), cut[:len(cut)-20], cut[:len(cut)-20])
	e.fields += "WARC-Truncated: length\r\n"
	r = one(t, e, Limits{})
	if p, err := r.Payload(); r.Truncated != "length" || err != nil || !p.Cut || len(p.Body) == 0 || !strings.HasPrefix(strings.Repeat(page, 50), string(p.Body)) || r.Digests[1].Result != Right {
		t.Errorf("%+v, %v, %v", p, err, r.Digests)
	}
}

func TestDates(t *testing.T) {
	for value, want := range map[string]string{
		"2026-03-04T05:06:07Z": "2026-03-04T05:06:07Z", "2026-03-04T05:06:07.25Z": "2026-03-04T05:06:07.25Z", "2026-03-04T05:06:07+02:00": "2026-03-04T03:06:07Z",
		"20260304050607": "2026-03-04T05:06:07Z", "2026-03-04T05:06Z": "2026-03-04T05:06:00Z minute", "2026-03-04": "2026-03-04T00:00:00Z day",
		"2026-03": "2026-03-01T00:00:00Z month", "2026": "2026-01-01T00:00:00Z year", "2026-03-04T05:06:07": "2026-03-04T05:06:07Z zone", "spring": "0001-01-01T00:00:00Z no date",
	} {
		r := &Record{}
		got := r.date("WARC-Date", value).Format(time.RFC3339Nano)
		want, note, _ := strings.Cut(want, " ")
		if got != want || (len(r.Notes) > 0) != (note != "") || note != "" && !strings.Contains(r.Notes[0], note) {
			t.Errorf("%s: %s, %v", value, got, r.Notes)
		}
	}
}

func TestDigests(t *testing.T) {
	const block = "The harbour opens in spring."
	for value, want := range map[string]Result{
		sha1Of(block):                                        Right,
		strings.ToLower(sha1Of(block)):                       Right,
		"sha1:a41f63bd90dc30ae14b2d4ff1cdfb1e95d8b7e5e":      Wrong,
		"SHA-1:" + sha1Of("other")[5:]:                       Wrong,
		"sha256:" + hexOf(block, "sha256"):                   Right,
		"sha-256:" + strings.ToUpper(hexOf(block, "sha256")): Right,
		"sha1:" + hexOf(block, "sha1"):                       Right,
		"md5:" + hexOf(block, "md5"):                         Right,
		"md5:" + hexOf("other", "md5"):                       Wrong,
		"blake3:aaaa":                                        NotChecked,
		"sha1:not!":                                          NotChecked,
		"sha1:":                                              NotChecked,
		"nothing":                                            NotChecked,
	} {
		r := one(t, entry{"1.0", "resource", "warc-block-digest: " + value + "\r\nWARC-PAYLOAD-DIGEST: " + value + "\r\n", block}, Limits{})
		for _, d := range r.Digests {
			if d.Result != want || d.Declared != value || (d.Why != "") != (want == NotChecked) {
				t.Errorf("%s: %+v", value, d)
			}
		}
		if len(r.Digests) != 2 {
			t.Errorf("%d digests", len(r.Digests))
		}
	}
	many := one(t, entry{"1.0", "resource", strings.Repeat("WARC-Block-Digest: "+sha1Of(block)+"\r\n", 5), block}, Limits{})
	if n := len(many.Digests); n != 5 || many.Digests[3].Result != Right || many.Digests[4].Result != NotChecked {
		t.Errorf("%+v", many.Digests)
	}
}

func TestLimits(t *testing.T) {
	es := []entry{response("1.1", "https://news.example/", "", strings.Repeat(page, 500), strings.Repeat(page, 500)), pages(1)[0]}
	for _, packing := range packings {
		b, _ := archive(packing, es)
		rs, ds := all(t, bytes.NewReader(b), Limits{Block: 1000})
		if len(ds) > 0 || len(rs) != 2 {
			t.Fatal(ds)
		}
		r := rs[1]
		if len(r.Block) != 1000 || r.Omitted != int64(len(es[0].block))-1000 || r.Length != int64(len(es[0].block)) || r.Digests[0].Result != Right || r.Digests[1].Result != NotChecked {
			t.Errorf("%d bytes, %d omitted, %v", len(r.Block), r.Omitted, r.Digests)
		}
		if p, err := r.Payload(); err != nil || !p.Cut || len(p.Notes) == 0 {
			t.Errorf("%+v, %v", p, err)
		}
	}
}

func TestSourceError(t *testing.T) {
	for _, packing := range packings {
		b, _ := archive(packing, pages(3))
		broken := errors.New("the disk is gone")
		var last error
		n := 0
		for r, err := range Read(io.MultiReader(bytes.NewReader(b[:len(b)-30]), iotest.ErrReader(broken)), Limits{}) {
			if last != nil {
				t.Fatal("goes on behind the end")
			}
			if last = err; r != nil {
				n++
			}
		}
		if !errors.Is(last, broken) || n != 2 {
			t.Errorf("%s: %d records, %v", packing, n, last)
		}
	}
}

func TestStop(t *testing.T) {
	for _, packing := range packings {
		b, _ := archive(packing, pages(3))
		for range Read(bytes.NewReader(b), Limits{}) {
			break
		}
	}
}

// zeros gives n zero bytes.
type zeros int64

func (z *zeros) Read(p []byte) (int, error) {
	if *z == 0 {
		return 0, io.EOF
	}
	n := min(int64(*z), int64(len(p)))
	clear(p[:n])
	*z -= zeros(n)
	return int(n), nil
}

// TestMemory reads a record of half a gigabyte in bounded memory.
func TestMemory(t *testing.T) {
	const size = 512 << 20
	head := fmt.Sprintf("WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: %d\r\n\r\n", size)
	for _, gz := range []bool{false, true} {
		z := zeros(size)
		in := io.MultiReader(strings.NewReader(head), &z, strings.NewReader("\r\n\r\n"))
		if gz {
			r, w := io.Pipe()
			plain := in
			go func() {
				zw, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
				_, err := io.Copy(zw, plain)
				w.CloseWithError(errors.Join(err, zw.Close()))
			}()
			in = r
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		rs, ds := all(t, in, Limits{Block: 1 << 20})
		runtime.ReadMemStats(&after)
		if len(rs) != 1 || len(ds) > 0 || rs[1].Omitted != size-1<<20 {
			t.Fatalf("%v %v", rs, ds)
		}
		if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 40 {
			t.Errorf("gzip %v: %d MiB were allocated", gz, got)
		}
	}
}

// TestNews reads real pages, where they lie.
func TestNews(t *testing.T) {
	const dir = "../../../shared/data/pages/"
	f, err := os.Open(dir + "news.warc.gz")
	if err != nil {
		t.Skip("the pages are not here: ", err)
	}
	defer f.Close()
	index, err := os.Open(dir + "news.warc.index.jsonl")
	if err != nil {
		t.Skip("the index is not here: ", err)
	}
	defer index.Close()
	rs, ds := all(t, f, Limits{})
	if len(ds) > 0 {
		t.Error(ds)
	}
	lines := bufio.NewScanner(index)
	n := 0
	for lines.Scan() {
		n++
		var want struct {
			Record     int
			Offset     int64
			Type, Note string
			Doc, URI   string
			Date       time.Time
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		r := rs[want.Record]
		if r == nil || r.Offset != want.Offset || r.Unpacked || r.Type != want.Type || r.TargetURI != want.URI || !r.Date.Equal(want.Date) || len(r.Notes) > 0 {
			t.Fatalf("%+v, want %+v", r.Place, want)
		}
		for _, d := range r.Digests {
			if d.Result == Wrong || d.Result == NotChecked && r.Type != "revisit" {
				t.Errorf("record %d: %+v", r.Number, d)
			}
		}
		p, err := r.Payload()
		if err != nil || (r.Truncated == "") != (len(p.Notes) == 0) || p.Cut != (r.Truncated != "") {
			t.Errorf("record %d: %v, %v, cut %v", r.Number, err, p.Notes, p.Cut)
		}
		if strings.HasPrefix(want.Note, "page") {
			same(t, dir+"html/"+want.Doc+".html.gz", p.Body)
		}
	}
	if n != len(rs) {
		t.Errorf("%d records, the index has %d", len(rs), n)
	}
}

func same(t *testing.T, file string, body []byte) {
	f, err := os.Open(file)
	if err != nil {
		t.Skip("a page is not here: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	want, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(body, want) {
		t.Errorf("%s: %d bytes, want %d, %v", file, len(body), len(want), err)
	}
}

// TestBrokenNews reads real pages of which the tenth and twentieth are damaged.
func TestBrokenNews(t *testing.T) {
	f, err := os.Open("../../../shared/data/pages/broken.warc.gz")
	if err != nil {
		t.Skip("the pages are not here: ", err)
	}
	defer f.Close()
	rs, ds := all(t, f, Limits{})
	if len(rs) != 18 || len(ds) != 2 || !errors.Is(ds[10], gzip.ErrChecksum) || !errors.Is(ds[20], io.ErrUnexpectedEOF) || ds[10].Unpacked || ds[10].Since != 0 {
		t.Errorf("%d records, %v", len(rs), ds)
	}
}

func BenchmarkRead(b *testing.B) {
	es := pages(200)
	for i := range es {
		body := strings.Repeat(page, 300)
		es[i] = response("1.1", fmt.Sprintf("https://news.example/%d", i), "Content-Type: text/html\r\n", body, body)
	}
	for _, packing := range packings {
		b.Run(packing, func(b *testing.B) {
			file, _ := archive(packing, es)
			plain, _ := archive("plain", es)
			b.SetBytes(int64(len(plain)))
			b.ReportAllocs()
			for b.Loop() {
				rs, ds := all(b, bytes.NewReader(file), Limits{})
				if len(rs) != len(es) || len(ds) > 0 {
					b.Fatal(ds)
				}
				for _, r := range rs {
					if _, err := r.Payload(); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
	b.Run("news", func(b *testing.B) {
		file, err := os.ReadFile("../../../shared/data/pages/news.warc.gz")
		if err != nil {
			b.Skip("the pages are not here: ", err)
		}
		b.SetBytes(int64(len(file)))
		b.ReportAllocs()
		for b.Loop() {
			for r, err := range Read(bytes.NewReader(file), Limits{}) {
				if err != nil {
					b.Fatal(err)
				}
				if _, err := r.Payload(); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
