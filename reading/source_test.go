package reading

import (
	"compress/gzip"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/capture"
)

// leads counts the code points of a reading's text, those that the source map leads to bytes that decode to them, and fails where mapped bytes decode to something else.
// Line ends between blocks are not counted: the reader makes them where the page has none.
func leads(t *testing.T, d *Draft, data []byte) (all, mapped int) {
	t.Helper()
	text, last := d.Text, 0
	for _, run := range d.SourceMap {
		if run.Text.Start < last {
			t.Fatalf("run %v begins before %d", run, last)
		}
		last = run.Text.End
		raw := data[run.Bytes.Start:run.Bytes.End]
		got, err := decodeAs(raw, d.Encoding)
		if err != nil {
			t.Fatal(err)
		}
		if want := text.Slice(run.Text); got.text != want && html.UnescapeString(got.text) != want && unescapeJSON(&got, 0, len(got.text)).text != want {
			t.Fatalf("%v: bytes %q stand for %q", run, raw, want)
		}
		mapped += run.Text.Len()
	}
	breaks := strings.Count(text.String(), "\n")
	for _, run := range d.SourceMap {
		mapped -= strings.Count(text.Slice(run.Text), "\n")
	}
	return text.Len() - breaks, mapped
}

func TestSourceMap(t *testing.T) {
	r := reader(t)
	page := `<html><head><meta charset=%s><title>Der Hafen öffnet</title></head><body><div><h1>Der Hafen öffnet</h1>
<p>Der Minister sagte, die <b>Brücke</b> werde im Mai er&ouml;ffnet &amp; gefeiert,   und zwar
  am Abend; &#8222;wir sind bereit&#8220;, sagte er weiter, &ampere und &nbsp;so fort.</p><p>Neun Jahre habe der Bau gedauert, hei&szlig;t es, länger als geplant, wie die Behörde einräumt.</p></div></body></html>`
	for name, data := range map[string]string{
		"utf-8":        strings.Replace(page, "%s", "utf-8", 1),
		"utf-8 bom":    "\xef\xbb\xbf" + page,
		"broken":       strings.Replace(page, "länger", "l\xe4nger", 1),
		"windows-1252": latin1(strings.Replace(page, "%s", "windows-1252", 1)),
		"shift_jis":    "<meta charset=shift_jis><h1>\x8d`\x82\xaa\x8aJ\x82\xad</h1><p>\x91\xe5\x90b\x82\xcd\x8b\xb4\x82\xaa\x8cܝ\x8e\x82\xc9\x8aJ\x92\xca\x82\xb7\x82\xe9\x82\xc6\x8fq\x82\xd7\x82\xbd\x81B\x8dH\x8e\x96\x82\xcd\x8b\xe3\x94N\x82\xa9\x82\xa9\x82\xc1\x82\xbd\x81B\x89䂪\x8d\x91\x82̋\xb4\x82\xcd\x92\xb7\x82\xa2\x81B</p>",
		"plain text":   "Der Hafen öffnet\n\nDer Minister sagte, die Brücke werde im Mai eröffnet.\n",
		"utf-16":       utf16le("Der Hafen öffnet 𝔄\n\nDer Minister sagte, die Brücke werde im Mai eröffnet.\n"),
	} {
		c, err := capture.New(name, []byte(data), time.Time{})
		if err != nil {
			t.Fatal(name, err)
		}
		d, err := r.Read(c)
		if err != nil {
			t.Fatal(name, err)
		}
		all, mapped := leads(t, d, c.Data)
		if short := all - mapped; short > 2 {
			t.Errorf("%s (%s): %d of %d characters lead to their bytes", name, d.Encoding, mapped, all)
		}
	}
}

// Each word of the text is found in the capture's bytes.
func TestBytes(t *testing.T) {
	r := reader(t)
	text := "Der Hafen öffnet 𝔄\n\nDer Minister sagte, die Brücke werde im Mai eröffnet.\n"
	for name, data := range map[string]string{"utf-8": text, "utf-16": utf16le(text), "windows-1252": latin1(strings.Replace(text, " 𝔄", "", 1))} {
		d := read(t, r, data)
		at := strings.Index(d.Text.String(), "Brücke")
		s := rapporteur.Span{Start: d.Text.Point(at), End: d.Text.Point(at + len("Brücke"))}
		b, ok := Bytes(&d.Reading, []byte(data), s)
		if !ok {
			t.Errorf("%s: no bytes", name)
			continue
		}
		if got, _ := decodeAs([]byte(data)[b.Start:b.End], d.Encoding); got.text != "Brücke" {
			t.Errorf("%s: %v is %q", name, b, got.text)
		}
	}
}

func latin1(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = append(b, byte(r))
	}
	return string(b)
}

func utf16le(s string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, r := range s {
		units := []rune{r}
		if r > 0xffff {
			units = []rune{0xd800 + (r-0x10000)>>10, 0xdc00 + (r-0x10000)&0x3ff}
		}
		for _, u := range units {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
	}
	return b.String()
}

// sharedPages is where the pages with gold lie that are only measured on.
const sharedPages = "../../shared/data/pages/html"

// On real pages at least 999 of 1,000 characters lead to bytes that decode to them, and no run leads elsewhere.
func TestSourceMapOfRealPages(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(sharedPages, "*.html.gz"))
	if len(files) == 0 {
		t.Skip("no pages in " + sharedPages)
	}
	r := reader(t)
	all, mapped := 0, 0
	for _, f := range files {
		c, d := readPacked(t, r, f)
		if d == nil {
			continue
		}
		n, m := leads(t, d, c.Data)
		if all, mapped = all+n, mapped+m; float64(m) < 0.99*float64(n) {
			t.Logf("%s: %d of %d", f, m, n)
		}
	}
	if t.Logf("%d of %d characters lead to their bytes", mapped, all); float64(mapped) < 0.999*float64(all) {
		t.Errorf("%d of %d characters lead to their bytes", mapped, all)
	}
}

func readPacked(t testing.TB, r *Reader, path string) (rapporteur.Capture, *Draft) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	c, err := capture.New(filepath.Base(path), data, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	d, _ := r.Read(c)
	return c, d
}
