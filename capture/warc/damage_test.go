package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// byAddress are the records that are as they were written, by their address; it fails on those that have right digests and are not.
func byAddress(t *testing.T, rs map[int]*Record, es []entry) map[string]bool {
	t.Helper()
	blocks := map[string]bool{}
	for _, e := range es {
		blocks[e.block] = true
	}
	good := map[string]bool{}
	for _, r := range rs {
		switch {
		case blocks[string(r.Block)]:
			good[r.TargetURI] = true
		case !r.wrong(blockDigest) && r.Get(blockDigest) != "":
			t.Errorf("%v holds what no record did: %.60q", r.Place, r.Block)
		}
	}
	return good
}

// TestEveryByte harms each byte of the middle record in several ways; all other records are read.
func TestEveryByte(t *testing.T) {
	es := pages(9)
	const middle = 4
	harms := map[string]func(b []byte, at int) []byte{
		"flipped": func(b []byte, at int) []byte { b[at] ^= 0xff; return b },
		"one bit": func(b []byte, at int) []byte { b[at] ^= 1; return b },
		"lost":    func(b []byte, at int) []byte { return slices.Delete(b, at, at+1) },
		"zeros":   func(b []byte, at int) []byte { clear(b[at:min(at+20, len(b))]); return b },
		"more":    func(b []byte, at int) []byte { return slices.Insert(b, at, []byte("abc\r\n")...) },
	}
	for _, packing := range []string{"plain", "member each"} {
		file, offsets := archive(packing, es)
		for how, harm := range harms {
			damaged := 0
			for at := offsets[middle]; at < offsets[middle+1]-20; at++ {
				b := harm(slices.Clone(file), int(at))
				rs, ds := all(t, bytes.NewReader(b), Limits{})
				good := byAddress(t, rs, es)
				for i := range es {
					if address := fmt.Sprintf("https://news.example/%d", i); i != middle && !good[address] {
						t.Fatalf("%s, %s at %d: record %d is lost: %d records, %v", packing, how, at-offsets[middle], i+1, len(rs), ds)
					}
				}
				if len(ds) > 0 {
					damaged++
				}
				if packing == "member each" && len(rs)+len(ds) != len(es) && len(rs) != len(es) || len(ds) > 1 || len(ds) == 1 && ds[middle+1] == nil {
					t.Fatalf("%s, %s at %d: %d records, %v", packing, how, at-offsets[middle], len(rs), ds)
				}
			}
			if damaged == 0 {
				t.Errorf("%s, %s: no damage was seen", packing, how)
			}
		}
	}
}

// TestCutAnywhere cuts a file at every byte; the records before are read.
func TestCutAnywhere(t *testing.T) {
	es := pages(3)
	for _, packing := range packings {
		file, offsets := archive(packing, es)
		for n := range file {
			rs, ds := all(t, bytes.NewReader(file[:n]), Limits{})
			good := byAddress(t, rs, es)
			if len(ds) > 1 || packing == "one member" && n > 0 && len(ds) != 1 {
				t.Fatalf("%s cut at %d: %v", packing, n, ds)
			}
			for i := 1; i < len(es) && packing != "one member"; i++ {
				if offsets[i] <= int64(n) && !good[fmt.Sprintf("https://news.example/%d", i-1)] {
					t.Fatalf("%s cut at %d: record %d is lost", packing, n, i)
				}
			}
		}
	}
}

// TestCauses names what is broken, where.
func TestCauses(t *testing.T) {
	broken := map[string]struct {
		harm  func(string) string
		cause string
	}{
		"no length":     {func(s string) string { return strings.Replace(s, "Content-Length:", "Content-Width:", 1) }, "no Content-Length"},
		"odd length":    {func(s string) string { return strings.Replace(s, "Content-Length: ", "Content-Length: -", 1) }, "is no number"},
		"two lengths":   {func(s string) string { return strings.Replace(s, "\r\n\r\n", "\r\nContent-Length: 1\r\n\r\n", 1) }, "two Content-Lengths"},
		"too long":      {func(s string) string { return strings.Replace(s, "Content-Length: ", "Content-Length: 1", 1) }, "Content-Length says 1"},
		"too short":     {func(s string) string { return strings.Replace(s, "\r\n\r\nHTTP", "\r\n\r\nmore than was said HTTP", 1) }, "goes on behind"},
		"no colon":      {func(s string) string { return strings.Replace(s, "WARC-Type: ", "WARC-Type ", 1) }, "is no field"},
		"odd name":      {func(s string) string { return strings.Replace(s, "WARC-Date", "WARC Date", 1) }, "no name of a field"},
		"no type":       {func(s string) string { return strings.Replace(s, "WARC-Type", "WARC-Tipe", 1) }, "no WARC-Type"},
		"odd version":   {func(s string) string { return strings.Replace(s, "WARC/1.1", "WARC/1.x", 1) }, "no version"},
		"other version": {func(s string) string { return strings.Replace(s, "WARC/1.1", "WARC/0.9", 1) }, "should begin"},
	}
	es := pages(4)
	for name, b := range broken {
		for _, packing := range packings {
			var file []byte
			var start int
			for i, e := range es {
				s := string(e.bytes())
				if i == 2 {
					start = len(file)
					s = b.harm(s)
				}
				if packing == "member each" {
					s = string(zip([]byte(s)))
				}
				file = append(file, s...)
			}
			if packing == "one member" {
				file = zip(file)
			}
			rs, ds := all(t, iotest.HalfReader(bytes.NewReader(file)), Limits{})
			if len(rs) != 3 || ds[3] == nil || len(ds) != 1 {
				t.Errorf("%s, %s: %d records, %v", name, packing, len(rs), ds)
				continue
			}
			if d := ds[3]; !strings.Contains(d.Error(), b.cause) || d.Offset != int64(start) || d.Unpacked != (packing == "one member") {
				t.Errorf("%s, %s: %v, want %s at %d", name, packing, d, b.cause, start)
			}
		}
	}
}

// words gives text that does not pack to nothing.
func words(seed uint64, n int) string {
	rng := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for b.Len() < n {
		for range 2 + rng.IntN(8) {
			b.WriteByte(byte('a' + rng.IntN(26)))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// TestOneMember harms a file of one gzip member: what stands before is read, and the damage says what is in doubt.
func TestOneMember(t *testing.T) {
	var es []entry
	for i := range 40 {
		body := words(uint64(i), 20_000)
		es = append(es, response("1.1", fmt.Sprintf("https://news.example/%d", i), "", body, body))
	}
	file, _ := archive("one member", es)
	file[len(file)*3/4] ^= 0xff
	rs, ds := all(t, bytes.NewReader(file), Limits{})
	last := ds[slices.Max(slices.Collect(maps.Keys(ds)))]
	if good := byAddress(t, rs, es); len(good) < 25 || last.Since != 1 {
		t.Errorf("%d whole records, %v", len(good), ds)
	}

	// Stored blocks show no damage before the checksum: the records behind it are read too.
	plain, offsets := archive("plain", es)
	copy(plain[offsets[10]:], "RAWC")
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.NoCompression)
	w.Write(plain)
	w.Close()
	file = b.Bytes()
	file[len(file)-6] ^= 1
	rs, ds = all(t, bytes.NewReader(file), Limits{})
	if good := byAddress(t, rs, es); len(good) != 38 || len(ds) != 2 || ds[11].Offset != offsets[10] || !errors.Is(ds[40], gzip.ErrChecksum) || ds[40].Since != 1 || ds[40].Offset != offsets[39] {
		t.Errorf("%d whole records, %v", len(good), ds)
	}
}

// TestOverrun reads the records that a much too long Content-Length swallowed.
func TestOverrun(t *testing.T) {
	es := pages(2000)
	es[5].fields = strings.Replace(es[5].fields, "Content-Type", "Content-Length: 500000\r\nContent-Type", 1)
	for _, packing := range packings {
		file, _ := archive(packing, es)
		rs, ds := all(t, bytes.NewReader(file), Limits{})
		if len(rs) != 1999 || len(ds) != 1 || ds[6] == nil {
			t.Errorf("%s: %d records, %v", packing, len(rs), ds)
		}
	}
}

// TestQuotedRecord holds a page that quotes a record: it is text, also where the page's own record is broken, if each record has a member.
func TestQuotedRecord(t *testing.T) {
	es := pages(3)
	forged := string(pages(1)[0].bytes())
	es[1] = response("1.1", "https://news.example/forger", "", "\r\n"+forged, "\r\n"+forged)
	for _, packing := range packings {
		file, _ := archive(packing, es)
		if rs, ds := all(t, bytes.NewReader(file), Limits{}); len(rs) != 3 || len(ds) > 0 {
			t.Errorf("%s: %d records, %v", packing, len(rs), ds)
		}
	}
	es[1].fields = strings.Replace(es[1].fields, "Content-Type", "Content-Length: 10\r\nContent-Type", 1)
	file, _ := archive("member each", es)
	if rs, ds := all(t, bytes.NewReader(file), Limits{}); len(rs) != 2 || len(ds) != 1 {
		t.Errorf("%d records, %v", len(rs), ds)
	}
}

// TestJoined reads an archive behind another one that was cut.
func TestJoined(t *testing.T) {
	es := pages(3)
	for _, packing := range []string{"plain", "member each"} {
		file, _ := archive(packing, es)
		rs, ds := all(t, bytes.NewReader(append(slices.Clone(file[:len(file)-100]), file...)), Limits{})
		if len(rs) != 5 || len(ds) != 1 || ds[3] == nil {
			t.Errorf("%s: %d records, %v", packing, len(rs), ds)
		}
	}
	file, _ := archive("one member", es)
	rs, ds := all(t, bytes.NewReader(append(slices.Clone(file), file...)), Limits{})
	if len(rs) != 6 || len(ds) > 0 || rs[4].Offset <= rs[3].Offset {
		t.Errorf("%d records, %v", len(rs), ds)
	}
	each, _ := archive("member each", es)
	rs, ds = all(t, bytes.NewReader(append(each, file...)), Limits{})
	if len(rs) != 6 || len(ds) > 0 || rs[3].Unpacked || !rs[4].Unpacked {
		t.Errorf("%d records, %v", len(rs), ds)
	}
}

// TestNoArchive reads what is none, or begins with something else.
func TestNoArchive(t *testing.T) {
	file, _ := archive("plain", pages(2))
	members, _ := archive("member each", pages(2))
	for _, c := range []struct {
		in              string
		records, damage int
	}{
		{"", 0, 0}, {"\r\n\r\n", 0, 1}, {page, 0, 1}, {"\x1f\x8b", 0, 1}, {"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 0, 1}, {"WARC/1.0\r\n", 0, 1}, {"WARC", 0, 1},
		{string(zip(nil)), 0, 0}, {string(zip([]byte(page))), 0, 1}, {"\xef\xbb\xbf\n" + string(file), 2, 1}, {"xx" + string(members), 2, 1},
		{string(members) + strings.Repeat("\x00", 1000), 2, 1}, {string(zip(nil)) + string(members), 2, 0}, {"\r\n" + string(file), 2, 1},
	} {
		if rs, ds := all(t, strings.NewReader(c.in), Limits{}); len(rs) != c.records || len(ds) != c.damage {
			t.Errorf("%.20q: %d records, %v", c.in, len(rs), ds)
		}
	}
}

// TestJunkBefore names the bytes that it passes over, also where the buffer has moved since.
func TestJunkBefore(t *testing.T) {
	_, ds := all(t, strings.NewReader("junk of "+words(1, 20<<20)), Limits{})
	if len(ds) != 1 || !strings.Contains(ds[1].Error(), `"junk of" begins neither`) {
		t.Error(ds)
	}
}

// TestHostileTime bounds what is read again: each header promises more than there is, or each member begins another.
func TestHostileTime(t *testing.T) {
	bare := strings.Repeat("WARC/1.1\r\nWARC-Type: x\r\nContent-Length: 3999999\r\n\r\n", 200_000)
	inner := "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01\xff\xff\x00\x00WARC/1.1\r\n"
	candidates := strings.Repeat("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"+strings.Repeat("\x00\x00\x00\xff\xff", 10), 30_000)
	long := "WARC/1.1\r\nWARC-Type: x\r\n" + strings.Repeat(" a\r\n", 200_000) + "Content-Length: 0\r\n\r\n\r\n\r\n"
	digests := "WARC/1.1\r\nWARC-Type: x\r\n" + strings.Repeat("WARC-Block-Digest: "+sha1Of("")+"\r\n", 15_000) + "Content-Length: 4000000\r\n\r\n" + strings.Repeat("x", 4_000_000) + "\r\n\r\n"
	for name, in := range map[string]string{"lengths": bare, "zipped lengths": string(zip([]byte(bare))), "members": strings.Repeat(inner, 200_000), "candidates": candidates, "folds": long, "digests": digests} {
		start := time.Now()
		n := 0
		for range Read(io.LimitReader(strings.NewReader(in), 1<<30), Limits{}) {
			n++
		}
		t.Logf("%s: %d items of %d bytes in %v", name, n, len(in), time.Since(start))
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}
