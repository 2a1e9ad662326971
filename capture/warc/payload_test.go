package warc

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestLenientHTTP reads messages that are not as they should be.
func TestLenientHTTP(t *testing.T) {
	zipped := coded(t, "gzip", page)
	broken := zipped[:30] + "\x00\xff\x00\xff" + zipped[34:]
	html := "Content-Type: text/html\r\n"
	for _, c := range []struct {
		name, block, body string
		status            int
		note, fails       string
		cut               bool
	}{
		{"right", "HTTP/1.1 200 OK\r\n" + html + "\r\n" + page, page, 200, "", "", false},
		{"bare line ends", "HTTP/1.0 404\n" + "Content-Type:text/html\n\n" + page, page, 404, "", "", false},
		{"HTTP/2", "HTTP/2 200\r\n" + html + "\r\n" + page, page, 200, "", "", false},
		{"folded", "HTTP/1.1 200 OK\r\nContent-Type:\r\n text/html\r\n\r\n" + page, page, 200, "", "", false},
		{"odd status", "HTTP/1.1 fine\r\n" + html + "\r\n" + page, page, 0, "no status", "", false},
		{"odd line", "HTTP/1.1 200 OK\r\nwhat is this\r\n" + html + "\r\n" + page, page, 200, "no fields", "", false},
		{"no header", page, page, 0, "no HTTP status line", "", false},
		{"no empty line", "HTTP/1.1 200 OK\r\n" + html, "", 200, "no empty line", "", false},
		{"length too long", "HTTP/1.1 200 OK\r\n" + html + "Content-Length: 9999\r\n\r\n" + page, page, 200, "9999", "", false},
		{"length too short", "HTTP/1.1 200 OK\r\n" + html + "Content-Length: 3\r\n\r\n" + page, page, 200, `"3"`, "", false},
		{"length no number", "HTTP/1.1 200 OK\r\n" + html + "Content-Length: x\r\n\r\n" + page, page, 200, `"x"`, "", false},
		{"not chunked", "HTTP/1.1 200 OK\r\n" + html + "Transfer-Encoding: chunked\r\n\r\n" + page, page, 200, "said to be chunked", "", false},
		{"chunk cut", "HTTP/1.1 200 OK\r\n" + html + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nff\r\nworld", "helloworld", 200, "a chunk of 255 bytes has 5", "", true},
		{"chunks end early", "HTTP/1.1 200 OK\r\n" + html + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "hello", 200, "end early", "", true},
		{"bare chunks", "HTTP/1.1 200 OK\r\n" + html + "Transfer-Encoding: Chunked\r\n\r\n5\nhello\n0\n\n", "hello", 200, "", "", false},
		{"coded below the chunks", "HTTP/1.1 200 OK\r\n" + html + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunked(zipped), page, 200, "", "", false},
		{"coded twice", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: br, gzip\r\n\r\n" + coded(t, "gzip", coded(t, "br", page)), page, 200, "", "", false},
		{"x-gzip", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: X-GZIP\r\n\r\n" + zipped, page, 200, "", "", false},
		{"not gzip", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: gzip\r\n\r\n" + page, page, 200, "coded as gzip, and is not", "", false},
		{"not br", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: br\r\n\r\n" + page, page, 200, "coded as br, and is not", "", false},
		{"not zstd", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: zstd\r\n\r\n" + page, page, 200, "coded as zstd, and is not", "", false},
		{"not deflate", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: deflate\r\n\r\n" + page, page, 200, "coded as deflate, and is not", "", false},
		{"unknown", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: rot13\r\n\r\n\x00\x01\x02", "", 200, "", "rot13: not known", false},
		{"many codings", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: gzip,gzip,gzip,gzip,gzip\r\n\r\n" + zipped, "", 200, "", "5 content codings", false},
		{"empty", "HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n", "", 304, "", "", false},
		{"more behind gzip", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: gzip\r\n\r\n" + zipped + "and more, more, more", page, 200, "what follows", "", false},
		{"damaged", "HTTP/1.1 200 OK\r\n" + html + "Content-Encoding: gzip\r\n\r\n" + broken, "", 200, "", "content coding gzip", false},
	} {
		p, err := one(t, entry{"1.1", "response", "Content-Type: application/http\r\n", c.block}, Limits{}).Payload()
		if string(p.Body) != c.body || p.Status != c.status || p.Cut != c.cut {
			t.Errorf("%s: status %d, cut %v, %q", c.name, p.Status, p.Cut, p.Body)
		}
		if (err != nil) != (c.fails != "") || err != nil && !strings.Contains(err.Error(), c.fails) {
			t.Errorf("%s: %v, want %q", c.name, err, c.fails)
		}
		if notes := strings.Join(p.Notes, "; "); (c.note == "") != (notes == "") || !strings.Contains(notes, c.note) {
			t.Errorf("%s: notes %q, want %q", c.name, notes, c.note)
		}
	}
}

// TestCutCodings cuts coded bodies; what could be unpacked is given, and said to be cut.
func TestCutCodings(t *testing.T) {
	text := words(3, 300_000)
	for _, coding := range []string{"gzip", "deflate", "bare deflate", "br", "zstd"} {
		wire := coded(t, coding, text)
		wire = wire[:len(wire)*2/3]
		block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n%s", strings.TrimPrefix(coding, "bare "), wire)
		p, err := one(t, entry{"1.1", "response", "Content-Type: application/http\r\n", block}, Limits{}).Payload()
		if err != nil || !p.Cut || len(p.Notes) != 1 || len(p.Body) < len(text)/3 || !strings.HasPrefix(text, string(p.Body)) {
			t.Errorf("%s: %d bytes, %v, %v", coding, len(p.Body), p.Notes, err)
		}
	}
}

func TestBombs(t *testing.T) {
	flat := strings.Repeat("a", 30<<20)
	for _, coding := range []string{"gzip", "deflate", "bare deflate", "br", "zstd", "gzip twice"} {
		wire, header := coded(t, coding, flat), strings.TrimPrefix(coding, "bare ")
		if coding == "gzip twice" {
			wire, header = coded(t, "gzip", coded(t, "gzip", flat)), "gzip, gzip"
		}
		e := entry{"1.1", "response", "Content-Type: application/http\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + header + "\r\n\r\n" + wire}
		for name, l := range map[string]Limits{"ratio": {}, "limit": {Body: 10 << 20, Ratio: 1 << 40}} {
			p, err := one(t, e, l).Payload()
			if !errors.Is(err, ErrBomb) || p.Body != nil || p.MediaType != "text/html" {
				t.Errorf("%s, %s: %d bytes, %v", coding, name, len(p.Body), err)
			}
		}
		if p, err := one(t, e, Limits{Ratio: 1 << 30}).Payload(); err != nil || len(p.Body) != len(flat) {
			t.Errorf("%s: %v", coding, err)
		}
	}
}

func TestMediaType(t *testing.T) {
	for in, want := range map[string]string{
		"": " ", "text/html": "text/html ", "Text/HTML; charset=UTF-8": "text/html utf-8", "text/html;charset='windows-1251'": "text/html windows-1251",
		"text/html; a=b; charset=\"koi8-r\"; charset=utf-8": "text/html koi8-r", "text/html; charset": "text/html ", ";charset=x": " x",
	} {
		if kind, charset := mediaType(in); kind+" "+charset != want {
			t.Errorf("%q: %q %q", in, kind, charset)
		}
	}
}
