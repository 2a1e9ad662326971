package capture

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/capture/feed"
)

// collect gives the captures of paths, and the errors by their sources.
func collect(t *testing.T, in *Intake, paths ...string) (captures []rapporteur.Capture, errs []string) {
	t.Helper()
	for r := range in.Captures(t.Context(), paths) {
		switch {
		case r.Capture.Source == "":
			t.Fatalf("a result without source: %+v", r)
		case r.Err != nil:
			errs = append(errs, r.Capture.Source+": "+r.Err.Error())
		case r.Capture.ID != digest(r.Capture.Data):
			t.Fatalf("%s has ID %s", r.Capture.Source, r.Capture.ID)
		default:
			captures = append(captures, r.Capture)
		}
	}
	return captures, errs
}

func write(t *testing.T, dir, name string, b []byte) string {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

func packed(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a/2.txt", []byte("second"))
	write(t, dir, "a/1.txt", []byte("first"))
	write(t, dir, "a/.hidden", []byte("no"))
	write(t, dir, "a/.git/x", []byte("no"))
	os.Mkdir(filepath.Join(dir, "none"), 0o755)
	got, errs := collect(t, &Intake{Stdin: strings.NewReader("standard input")}, filepath.Join(dir, "a"), filepath.Join(dir, "missing"), filepath.Join(dir, "none"), Stdin)
	if len(got) != 3 || string(got[0].Data) != "first" || string(got[1].Data) != "second" || string(got[2].Data) != "standard input" {
		t.Errorf("a folder is walked in name order: %+v", got)
	}
	if len(errs) != 2 || !strings.Contains(errs[0], "no such file") || !strings.Contains(errs[1], "no files") {
		t.Error(errs)
	}
	piece := []byte("The <b>bridge</b> is closed.")
	got, errs = collect(t, &Intake{}, write(t, dir, "piece.html", piece), write(t, dir, "piece.HTM.gz", packed(piece)), write(t, dir, "piece.txt", piece), write(t, dir, "x.html", make([]byte, 9)))
	if len(got) != 3 || got[0].MediaType != "text/html" || got[1].MediaType != "text/html" || got[2].MediaType != "text/plain" || len(errs) != 1 || !strings.Contains(errs[0], "a binary file") {
		t.Errorf("%+v %q", got, errs)
	}
	if _, errs := collect(t, &Intake{}, Stdin); len(errs) != 1 {
		t.Error(errs)
	}
}

// TestKinds: each file is a document of a media type, or is refused by an error that says what it is.
func TestKinds(t *testing.T) {
	zeros := make([]byte, 300)
	utf16 := func(s string) []byte {
		b := []byte{0xff, 0xfe}
		for _, c := range []byte(s) {
			b = append(b, c, 0)
		}
		return b
	}
	for _, test := range []struct {
		name string
		b    []byte
		want string
	}{
		{"page", []byte("<!DOCTYPE html><p>x"), "text/html"},
		{"page behind a preamble", []byte("\xef\xbb\xbf \n<!--[if x]--><?xml version='1.0'?>" + strings.Repeat("\n", 600) + "<!DOCTYPE html><p>x"), "text/html"},
		{"XHTML", []byte("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html><p>x"), "text/html"},
		{"packed page", packed([]byte("<!DOCTYPE html><p>x")), "text/html"},
		{"page in UTF-16", utf16("<html><p>The bridge is closed, said Kolt.</p></html>"), "text/html"},
		{"text in UTF-16", utf16("The bridge is closed, said Kolt."), "text/plain"},
		{"text", []byte("BMW has closed the bridge."), "text/plain"},
		{"more text", []byte("OTTO and ID3 have closed it."), "text/plain"},
		{"Markdown", []byte("---\ntitle: x\n---\n# Bridge\n"), "text/plain"},
		{"packed text", packed([]byte("The bridge is closed.")), "text/plain"},
		{"nothing", nil, "it is empty"},
		{"nothing packed", packed(nil), "it is empty"},
		{"program", append([]byte("\x7fELF\x02\x01\x01\x00"), zeros...), "a binary file"},
		{"PDF", []byte("%PDF-1.7\n%text"), "a PDF file; save"},
		{"DOCX", append([]byte("PK\x03\x04\x14\x00\x06\x00word/document.xml"), zeros...), "Word document"},
		{"EPUB", append([]byte("PK\x03\x04mimetypeapplication/epub+zip"), zeros...), "EPUB"},
		{"ZIP", append([]byte("PK\x03\x04"), zeros...), "a ZIP archive; unpack"},
		{"picture", append([]byte("\x89PNG\r\n\x1a\n"), zeros...), "an image (image/png)"},
		{"drawing", []byte("<?xml version='1.0'?>\n<!-- x --><svg xmlns='x'>"), "an image (image/svg+xml)"},
		{"sound", append([]byte("ID3\x04"), zeros...), "sound or film (audio/mpeg)"},
		{"MHTML", []byte("From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n"), "an MHTML file"},
		{"text on MHTML", []byte("About MIME-Version:\n\nContent-Type: multipart/related is a header.\n"), "text/plain"},
		{"packed twice", packed(packed([]byte("text"))), "packed with gzip once more"},
		{"damaged", packed([]byte("some text"))[:20], "the gzip data is damaged"},
		{"huge", []byte(strings.Repeat("x", MaxBytes+1)), "more than 16 MiB"},
		{"packed huge", packed(bytes.Repeat([]byte("0123456789abcdefghijklmnopqrstuv\n"), 1<<17)), "it unpacks to more than 250 times its"},
		{"empty members", bytes.Repeat(packed(nil), MaxBytes/20), "more than 16 MiB"},
		{"sitemap", []byte("<urlset><url><loc>https://herald.example/1</loc></url><url><loc>https://herald.example/2</loc></url></urlset>"), "a sitemap, which lists 2 addresses of pages"},
		{"packed sitemap", packed([]byte("<sitemapindex><sitemap><loc>https://herald.example/1.xml</loc></sitemap></sitemapindex>")), "a sitemap, which lists 1 addresses of further sitemaps"},
		{"broken sitemap", []byte("<urlset><url><loc>https://herald.example/1</loc></url><url>"), "a damaged sitemap (<url> without end at byte 54), which lists 1"},
	} {
		got, errs := collect(t, &Intake{Stdin: bytes.NewReader(test.b)}, Stdin)
		switch {
		case len(got) == 1 && len(errs) == 0 && got[0].MediaType == test.want:
		case len(got) == 0 && len(errs) == 1 && strings.Contains(errs[0], test.want):
		default:
			t.Errorf("%s: %.200q, want %s", test.name, fmt.Sprint(got, errs), test.want)
		}
	}
	half := packed(bytes.Repeat([]byte("0123456789abcdefghijklmnopqrstuv\n"), 20<<10)) // .7 MiB, which may be of any ratio
	if got, errs := collect(t, &Intake{Stdin: bytes.NewReader(half)}, Stdin); len(got) != 1 {
		t.Error(errs)
	}
	noise := make([]byte, MaxBytes+9)
	for i := range noise {
		noise[i] = 'a' + byte(i*i>>7^i>>3)%26
	}
	if _, errs := collect(t, &Intake{Stdin: bytes.NewReader(packed(noise))}, Stdin); len(errs) != 1 || !strings.Contains(errs[0], "unpacks to more than") {
		t.Error(errs)
	}
}

var xs = bytes.Repeat([]byte("x"), 64<<10)

// endless is a line without end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, xs)
	e.read += n
	return n, nil
}

func TestEndless(t *testing.T) {
	e := &endless{}
	if _, errs := collect(t, &Intake{Stdin: e}, Stdin); len(errs) != 1 || !strings.Contains(errs[0], "16 MiB") || e.read > 2*MaxBytes {
		t.Errorf("%v after %d bytes", errs, e.read)
	}
}

const rss = `<?xml version="1.0" encoding="windows-1251"?>
<rss version="2.0"><channel><title>Herald</title><link>https://herald.example/</link><language>en</language>
<item><title>A</title><link>/news/1</link></item>
<item><title>B</title><guid>../../etc/passwd</guid></item>
<item><title>` + "\xcc\xee\xf1\xf2" + `</title></item></channel></rss>`

func TestFeeds(t *testing.T) {
	dir := t.TempDir()
	path := write(t, dir, "herald.xml", []byte(rss))
	got, errs := collect(t, &Intake{}, path)
	if len(errs) > 0 || len(got) != 3 {
		t.Fatal(got, errs)
	}
	for i, want := range []struct{ source, data string }{
		{"https://herald.example/news/1", "<item><title>A</title><link>/news/1</link></item>"},
		{path + "#../../etc/passwd", "<item><title>B</title><guid>../../etc/passwd</guid></item>"},
		{path + "#3", "<item><title>\xcc\xee\xf1\xf2</title></item>"},
	} {
		c := got[i]
		if c.Source != want.source || string(c.Data) != want.data || c.MediaType != feed.RSS || c.Charset != "windows-1251" || *c.Feed != (rapporteur.FeedInfo{Title: "Herald", Language: "en", Link: "https://herald.example/"}) {
			t.Errorf("item %d: %+v", i, c)
		}
		if f, err := feed.Parse(c.Data, c.MediaType, c.Charset); err != nil || !strings.Contains("AB Мост", f.Title.Text) {
			t.Errorf("item %d: %q %v", i, f.Title.Text, err)
		}
	}
	got, errs = collect(t, &Intake{Stdin: strings.NewReader(rss[:strings.Index(rss, "passwd")])}, Stdin)
	if len(got) != 1 || len(errs) != 1 || !strings.Contains(errs[0], "<item> without end at byte 205; the 1 items before it were taken") {
		t.Errorf("broken: %v %q", got, errs)
	}
	if _, errs = collect(t, &Intake{Stdin: strings.NewReader("<rss><channel></channel></rss>")}, Stdin); len(errs) != 1 || !strings.Contains(errs[0], "no items") {
		t.Error(errs)
	}
	if got, errs = collect(t, &Intake{Stdin: bytes.NewReader(packed([]byte(rss)))}, Stdin); len(got) != 3 || len(errs) > 0 {
		t.Error(errs)
	}
	got, errs = collect(t, &Intake{Stdin: strings.NewReader(`<rss><item xml:base="https://herald.example/a/"><link>../1</link></item><item><link>2</link></item></rss>`)}, Stdin)
	if len(errs) > 0 || len(got) != 2 || got[0].Source != "https://herald.example/1" || got[1].Source != "-#2" {
		t.Errorf("%+v %q", got, errs)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Error("something was written")
	}
}

// record makes a WARC record.
func warcRecord(kind, address, contentType, block string, fields ...string) string {
	head := "WARC/1.1\r\nWARC-Type: " + kind + "\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nWARC-Date: 2031-05-18T09:00:00Z\r\nContent-Type: " + contentType + "\r\n"
	if address != "" {
		head += "WARC-Target-URI: " + address + "\r\n"
	}
	for _, f := range fields {
		head += f + "\r\n"
	}
	return fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s\r\n\r\n", head, len(block), block)
}

const httpType = "application/http;msgtype=response"

func answer(status, contentType, body string) string {
	return "HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\n\r\n" + body
}

const page = "<!DOCTYPE html><html><body><p>The bridge is closed, said Kolt.</p></body></html>"

func TestArchive(t *testing.T) {
	const a = "https://herald.example/"
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + strings.Repeat("\x00", 99)
	records := []string{
		warcRecord("warcinfo", "", "application/warc-fields", "software: x\r\n"),
		warcRecord("response", a+"robots.txt", httpType, answer("200 OK", "text/plain", "User-agent: *\n")),
		warcRecord("request", a+"1", "application/http;msgtype=request", "GET /1 HTTP/1.1\r\n\r\n"),
		warcRecord("response", a+"1/../%41?b=1&a", httpType, answer("200 OK", "text/html; charset=windows-1251", page)),
		warcRecord("metadata", a+"1", "text/plain", "via: x"),
		warcRecord("response", a+"1.png", httpType, answer("200 OK", "image/png", png)),
		warcRecord("response", a+"2.png", httpType, answer("200 OK", "text/html", png)),
		warcRecord("response", a+"404", httpType, answer("404 Not Found", "text/html", page)),
		warcRecord("response", a+"moved", httpType, answer("301 Moved", "text/html", page)),
		warcRecord("revisit", a+"1", httpType, answer("200 OK", "text/html", "")),
		warcRecord("response", a+"x.css", httpType, answer("200 OK", "text/css", "p { color: red }")),
		warcRecord("response", a+"x.json", httpType, answer("200 OK", "application/json", `{"a": "text"}`)),
		warcRecord("response", a+"sitemap.xml", httpType, answer("200 OK", "text/xml", "<urlset><url><loc>x</loc></url></urlset>")),
		warcRecord("response", a+"empty", httpType, answer("200 OK", "text/html", "")),
		warcRecord("resource", a+"2", "text/plain", "The bridge is open."),
		warcRecord("response", a+"piece", httpType, answer("200 OK", "text/html", "The <b>bridge</b> is closed.")),
		warcRecord("response", a+"cut", httpType, answer("200 OK", "text/html", page[:40]), "WARC-Truncated: length", "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
		warcRecord("response", a+"feed.xml", httpType, answer("200 OK", "application/rss+xml", rss)),
		warcRecord("response", a+"long", httpType, answer("200 OK", "text/html", page+strings.Repeat(" ", MaxBytes))),
		warcRecord("response", a+"film", httpType, answer("200 OK", "video/mp4", strings.Repeat("\x00", MaxBytes+2<<20))),
		"WARC/1.1\r\nthis is damage\r\n\r\n",
		warcRecord("response", a+"3", httpType, answer("200 OK", "text/html", page)),
	}
	var plain, gz strings.Builder
	for _, r := range records {
		plain.WriteString(r)
		gz.Write(packed([]byte(r)))
	}
	want := "https://herald.example/1/../%41?b=1&a text/html windows-1251|https://herald.example/2 text/plain |https://herald.example/piece text/html |" +
		"https://herald.example/cut (truncated) text/html |https://herald.example/news/1 application/rss+xml windows-1251|" +
		"https://herald.example/feed.xml#../../etc/passwd application/rss+xml windows-1251|https://herald.example/feed.xml#3 application/rss+xml windows-1251|https://herald.example/3 text/html |"
	for name, b := range map[string][]byte{"plain": []byte(plain.String()), "by record": []byte(gz.String()), "as a whole": packed([]byte(plain.String()))} {
		path := write(t, t.TempDir(), name, b)
		got, errs := collect(t, &Intake{}, path)
		seen := ""
		for _, c := range got {
			seen += c.Source + " " + c.MediaType + " " + c.Charset + "|"
			if !c.Fetched.Equal(time.Date(2031, 5, 18, 9, 0, 0, 0, time.UTC)) {
				t.Errorf("%s: %s of %v", name, c.Source, c.Fetched)
			}
			if cut := strings.HasSuffix(c.Source, "cut (truncated)"); cut != (len(c.Notes) > 0) || cut && fmt.Sprint(c.Notes) != "[truncated: length the bytes are not those of WARC-Payload-Digest sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA]" {
				t.Errorf("%s: %s: %q", name, c.Source, c.Notes)
			}
		}
		if seen != want {
			t.Errorf("%s:\n got %s\nwant %s", name, seen, want)
		}
		if len(errs) != 2 || !strings.Contains(errs[0], "https://herald.example/long: record 19 at ") || !strings.Contains(errs[0], "more than 16 MiB") || !strings.Contains(errs[1], path+": record 21 at ") {
			t.Errorf("%s: %q", name, errs)
		}
	}
	none := packed([]byte(records[0]))
	if _, errs := collect(t, &Intake{Stdin: bytes.NewReader(none)}, Stdin); len(errs) != 1 || !strings.Contains(errs[0], "no documents") {
		t.Error(errs)
	}
	spoilt := packed([]byte(records[3]))
	spoilt[2] = 99
	path := write(t, t.TempDir(), "x.warc.gz", append(spoilt, none...))
	if _, errs := collect(t, &Intake{}, path); len(errs) != 1 || !strings.Contains(errs[0], "record 1 at byte 0") {
		t.Error(errs)
	}
}

// TestArchiveMemory reads an archive that holds a page of a gibibyte, and a record that is one line of as much.
func TestArchiveMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads gibibytes")
	}
	const size = 1 << 30
	head := fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x>\r\nWARC-Date: 2031-05-18T09:00:00Z\r\nWARC-Target-URI: https://herald.example/big\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", httpType, size)
	body := io.LimitReader(&endless{}, size-int64(len(answer("200 OK", "text/html", page))))
	in := io.MultiReader(strings.NewReader(head+answer("200 OK", "text/html", page)), body, strings.NewReader("\r\n\r\n"+warcRecord("response", "https://herald.example/1", httpType, answer("200 OK", "text/html", page))))
	peak := watch(t)
	got, errs := collect(t, &Intake{Stdin: in}, Stdin)
	if len(got) != 1 || len(errs) != 1 || !strings.Contains(errs[0], "big: record 1 at byte 0") || !strings.Contains(errs[0], "16 MiB") {
		t.Error(len(got), errs)
	}
	in = io.MultiReader(strings.NewReader("WARC/1.1\r\nX: "), io.LimitReader(&endless{}, size/4))
	if _, errs = collect(t, &Intake{Stdin: in}, Stdin); len(errs) == 0 {
		t.Error("a header without end is no damage")
	}
	if mib := peak() >> 20; mib > 160 {
		t.Errorf("%d MiB", mib)
	}
}

// watch gives a function that tells the most memory the heap took since.
func watch(t *testing.T) func() uint64 {
	runtime.GC()
	end, done := make(chan bool), make(chan uint64)
	go func() {
		var most uint64
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-end:
				done <- most
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(end); return <-done }
}

// TestNews reads the developers' archive.
func TestNews(t *testing.T) {
	const folder = "../../shared/data/pages/"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("no development data beside the project")
	}
	got, errs := collect(t, &Intake{}, folder+"news.warc.gz")
	noted := 0
	for _, c := range got {
		noted += min(1, len(c.Notes))
		if c.MediaType != "text/html" || c.Fetched.IsZero() {
			t.Errorf("%s: %s %v", c.Source, c.MediaType, c.Fetched)
		}
	}
	if len(got) != 420 || len(errs) > 0 || noted != 1 {
		t.Errorf("%d captures, %d noted, %q", len(got), noted, errs)
	}
	byFile, _ := collect(t, &Intake{}, folder+"html")
	ids := map[string]bool{}
	for _, c := range got {
		ids[c.ID] = true
	}
	for _, c := range byFile {
		if !ids[c.ID] || c.MediaType != "text/html" {
			t.Errorf("%s (%s) differs in the archive", c.Source, c.MediaType)
		}
	}
	got, errs = collect(t, &Intake{}, folder+"broken.warc.gz")
	if len(got) != 11 || len(errs) != 2 || !strings.Contains(errs[0], "record 10 at byte 168210") || !strings.Contains(errs[1], "record 20 at byte 335020") {
		t.Errorf("%d captures, %q", len(got), errs)
	}
}

func TestAddresses(t *testing.T) {
	mux := http.NewServeMux()
	serve := func(path, contentType string, b []byte) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if got := r.Header.Get("User-Agent"); got != "rapporteur/test" {
				t.Errorf("asked by %q", got)
			}
			w.Header().Set("Content-Type", contentType)
			w.Header().Set("Last-Modified", "Mon, 01 Jan 2001 00:00:00 GMT")
			w.Write(b)
		})
	}
	serve("/page", "text/html; charset=Windows-1251", []byte(page))
	serve("/feed", "text/xml", []byte(strings.Replace(rss, "<link>https://herald.example/</link>", "", 1)))
	serve("/sitemap.xml", "text/xml", []byte("<urlset><url><loc>x</loc></url></urlset>"))
	serve("/data", "application/json", []byte(`{"a": 1}`))
	serve("/a.warc.gz", "application/warc", packed([]byte(warcRecord("resource", "https://herald.example/2", "text/plain", "The bridge is open."))))
	serve("/page.gz", "application/gzip", packed([]byte(page)))
	serve("/empty", "text/html", nil)
	mux.Handle("/moved", http.RedirectHandler("/page", http.StatusFound))
	s := httptest.NewServer(mux)
	defer s.Close()
	now := time.Date(2031, 5, 20, 9, 0, 0, 0, time.FixedZone("", 7200))
	in := &Intake{Agent: "rapporteur/test", AllowPrivate: true, Now: func() time.Time { return now }}
	paths := []string{"/page#top", "/moved", "/feed", "/sitemap.xml", "/data", "/a.warc.gz", "/page.gz", "/empty", "/none"}
	for i := range paths {
		paths[i] = s.URL + paths[i]
	}
	got, errs := collect(t, in, paths...)
	seen := ""
	for _, c := range got {
		seen += strings.TrimPrefix(c.Source, s.URL) + " " + c.MediaType + " " + c.Charset + "|"
		if c.MediaType == "text/html" && (!c.Fetched.Equal(now) || c.Fetched.Location() != time.UTC) {
			t.Errorf("%s at %v", c.Source, c.Fetched)
		}
	}
	const item = " application/rss+xml windows-1251|"
	if want := "/page#top text/html windows-1251|/page text/html windows-1251|/news/1" + item + "/feed#../../etc/passwd" + item + "/feed#3" + item + "https://herald.example/2 text/plain |/page.gz text/html |"; seen != want {
		t.Errorf("got %s\nwant %s", seen, want)
	}
	if len(got) > 1 && fmt.Sprint(got[1].Notes) != "[redirected from "+s.URL+"/moved]" {
		t.Error(got[1].Notes)
	}
	for i, want := range []string{"a sitemap, which lists 1", "application/json, not HTML", "it is empty", "404 Not Found"} {
		if i >= len(errs) || !strings.Contains(errs[i], want) {
			t.Errorf("%q, want %s", errs, want)
		}
	}
	if _, errs := collect(t, &Intake{}, s.URL+"/page"); len(errs) != 1 || !strings.Contains(errs[0], "--allow-private") {
		t.Error(errs)
	}
}

func TestEnds(t *testing.T) {
	n := 0
	for range (&Intake{Stdin: strings.NewReader(rss)}).Captures(t.Context(), []string{Stdin, Stdin}) {
		n++
		break
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for range (&Intake{Stdin: strings.NewReader(rss)}).Captures(ctx, []string{Stdin, Stdin}) {
		n++
		cancel()
	}
	if n != 2 {
		t.Errorf("%d results", n)
	}
}

func FuzzNew(f *testing.F) {
	f.Add([]byte("text"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := New("x", b, time.Time{}); err == nil && (c.ID == "" || c.MediaType == "") {
			t.Fatalf("%+v", c)
		}
	})
}

// FuzzCaptures takes anything in as standard input.
func FuzzCaptures(f *testing.F) {
	for _, s := range []string{rss, page, "\x1f\x8b", "WARC/1.0\r\n", warcRecord("response", "https://herald.example/1", httpType, answer("200 OK", "text/html", page)), "<urlset><url><loc>x"} {
		f.Add([]byte(s))
		f.Add(packed([]byte(s)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		for r := range (&Intake{Stdin: bytes.NewReader(b)}).Captures(t.Context(), []string{Stdin}) {
			if n++; r.Err == nil && (r.Capture.ID != digest(r.Capture.Data) || r.Capture.MediaType == "") || r.Capture.Source == "" {
				t.Fatalf("%+v", r)
			}
		}
		if n == 0 {
			t.Fatal("neither a capture nor an error")
		}
	})
}
