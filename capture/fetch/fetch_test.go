package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"code.dny.dev/ssrf"
	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const page = "<!DOCTYPE html><p>The bridge is closed, said Kolt.</p>"

// most is what the tests let a page have.
const most = 4 << 20

func coded(t *testing.T, coding string, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip", "x-gzip", "GZIP":
		w = gzip.NewWriter(&out)
	case "deflate":
		w = zlib.NewWriter(&out)
	case "br":
		w = brotli.NewWriter(&out)
	case "zstd":
		var err error
		if w, err = zstd.NewWriter(&out); err != nil {
			t.Fatal(err)
		}
	default:
		return b
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return out.Bytes()
}

func serve(t *testing.T, h http.HandlerFunc) string {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestCodings(t *testing.T) {
	for _, coding := range []string{"", "identity", "gzip", "x-gzip", "GZIP", "deflate", "br", "zstd"} {
		address := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.Header.Get("Accept-Encoding"), "zstd") || r.Header.Get("User-Agent") != "rapporteur/test" {
				t.Errorf("asked with %v", r.Header)
			}
			w.Header().Set("Content-Encoding", coding)
			w.Header().Set("Content-Type", `Text/HTML; charset="UTF-8"`)
			w.Write(coded(t, coding, []byte(page)))
		})
		p, err := New("rapporteur/test", true).Get(t.Context(), address, most)
		if err != nil || string(p.Body) != page || p.MediaType != "text/html" || p.Charset != "utf-8" || p.Address != address || p.Redirected {
			t.Errorf("%s: %+v %v", coding, p, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	zeros := make([]byte, most)
	for _, test := range []struct {
		name    string
		handler http.HandlerFunc
		err     string
	}{
		{"missing", http.NotFound, "the server answers 404 Not Found"},
		{"odd status", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(599) }, "the server answers 599"},
		{"not modified", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(304) }, "the server answers 304"},
		{"endless redirections", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) }, "more than 5 redirections"},
		{"another scheme", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, "unsupported protocol scheme"},
		{"long", func(w http.ResponseWriter, _ *http.Request) {
			w.Write(zeros)
			w.Write([]byte("x"))
		}, "the page is longer than 4 MiB"},
		{"bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(coded(t, "gzip", zeros))
		}, "unpacks to more than 250 times"},
		{"another bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			w.Write(coded(t, "br", zeros))
		}, "unpacks to more than 250 times"},
		{"empty members", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bytes.Repeat(coded(t, "gzip", nil), most/20))
		}, "the page is longer than 4 MiB"},
		{"not what it is said to be", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write([]byte(page))
		}, "gzip: invalid header"},
		{"unknown coding", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "rot13")
			w.Write([]byte(page))
		}, `the content coding "rot13" is not known`},
		{"broken off", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			w.Write([]byte(page))
		}, "the answer breaks off"},
		{"broken off within gzip", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(coded(t, "gzip", []byte(page))[:30])
		}, "the answer breaks off"},
	} {
		_, err := New("x", true).Get(t.Context(), serve(t, test.handler), most)
		if err == nil || !strings.Contains(err.Error(), test.err) || strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: %v, want %s", test.name, err, test.err)
		}
	}
	for address, want := range map[string]string{"http://%zz/": "invalid URL escape", "http://": "no Host", "http://127.0.0.1:1/": "refused"} {
		if _, err := New("x", true).Get(t.Context(), address, most); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestRedirections(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n := len(r.URL.Path); n <= MaxRedirects {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusMovedPermanently)
			return
		}
		fmt.Fprint(w, page)
	})
	p, err := New("x", true).Get(t.Context(), strings.Replace(address, "://", "://ana:secret@", 1), most)
	if err != nil || !p.Redirected || p.Address != address+"/xxxxx" {
		t.Errorf("%+v %v", p, err)
	}
}

// TestPrivate: no name or redirection leads to this machine or its network.
func TestPrivate(t *testing.T) {
	asked := false
	address := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	_, port, _ := strings.Cut(strings.TrimPrefix(address, "http://"), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "[::ffff:127.0.0.1]", "[fd00::1]"} {
		_, err := New("x", false).Get(t.Context(), "http://"+host+":"+port+"/", most)
		if err == nil || !errors.Is(err, ssrf.ErrProhibitedIP) || !strings.Contains(err.Error(), "--allow-private") {
			t.Errorf("%s: %v", host, err)
		}
	}
	if asked {
		t.Error("the server was asked")
	}
}

func TestTime(t *testing.T) {
	end := make(chan bool)
	defer close(end)
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, page)
		w.(http.Flusher).Flush()
		<-end
	})
	c := New("x", true)
	c.http.Timeout = 50 * time.Millisecond
	if _, err := c.Get(t.Context(), address, most); err == nil || !strings.Contains(err.Error(), "no whole answer within 30s") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := New("x", true).Get(ctx, address, most); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
