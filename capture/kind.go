package capture

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"

	"rapporteur/capture/feed"
)

// headBytes is how much of a document tells what it is.
const headBytes = 64 << 10

const sitemap = feed.SitemapXML

var gzipMagic = []byte{0x1f, 0x8b}

func isFeed(kind string) bool { return kind == feed.RSS || kind == feed.Atom || kind == feed.JSON }

// kind is the media type of what o declares and the bytes bear out: text/html, text/plain, that of a feed, or sitemap; "" for what is no document.
func (o origin) kind(b []byte) string {
	if unfit(b) != nil {
		return ""
	}
	if k := feed.Sniff(b); k != "" {
		return k
	}
	sniffed := mediaType(b)
	switch o.mediaType {
	case "text/html", "application/xhtml+xml":
		if sniffed == "text/plain" && firstByte(b) != '{' { // a piece of HTML that begins with none of the usual elements
			return "text/html"
		}
		return sniffed
	case "", "text/plain", "text/markdown", "text/x-markdown", "application/octet-stream", "binary/octet-stream", "unknown/unknown", "application/x-unknown":
		return sniffed
	}
	if strings.HasSuffix(o.mediaType, "xml") && sniffed == "text/html" && bytes.Contains(bytes.ToLower(b[:min(len(b), headBytes)]), []byte("<html")) {
		return sniffed
	}
	return ""
}

// named is the media type that a file's name declares: pieces of HTML cannot be told from text by their bytes.
func named(path string) string {
	switch filepath.Ext(strings.TrimSuffix(strings.ToLower(path), ".gz")) {
	case ".html", ".htm", ".xhtml":
		return "text/html"
	}
	return ""
}

func firstByte(b []byte) byte {
	if b = bytes.TrimLeft(b, " \t\r\n"); len(b) > 0 {
		return b[0]
	}
	return 0
}

// preamble is what may stand before HTML: a byte order mark (that of UTF-16 is no UTF-8), white space, comments,
// processing instructions and a document type of nothing.
var preamble = regexp.MustCompile(`(?s)^[\x{FEFF}\x{FFFD}]*(?:\s+|<!--.*?-->|<\?.*?\?>|(?i:<!doctype\s*>))*`)

// mediaType sniffs by the WHATWG's rules (net/http), but looks past any preamble of HTML, and calls text what holds no zero bytes or is UTF-16.
func mediaType(b []byte) string {
	head := b[:min(len(b), headBytes)]
	sniffed, _, _ := strings.Cut(http.DetectContentType(head), ";")
	wide := looksUTF16(head)
	letters := head
	if wide {
		letters = bytes.ReplaceAll(head, []byte{0}, nil)
	}
	markup, _, _ := strings.Cut(http.DetectContentType(bytes.TrimPrefix(letters, preamble.Find(letters))), ";")
	switch {
	case sniffed == "text/html" || markup == "text/html" || sniffed == "text/xml" && bytes.Contains(bytes.ToLower(head), []byte("<html")):
		return "text/html"
	case sniffed == "text/plain" || sniffed == "text/xml" || wide:
		return "text/plain"
	case sniffed != "application/postscript" && written(head):
		return "text/plain"
	}
	return ""
}

// written tells bytes that are text whatever they begin with: "BM" begins pictures, and BMW.
func written(head []byte) bool {
	return !bytes.ContainsRune(head, 0) && controls(head) < len(head)/100+1
}

// looksUTF16 tells whether every second byte is nearly always the same small one, as in text of two bytes a character.
func looksUTF16(b []byte) bool {
	if len(b) < 4 || len(b)%2 != 0 && len(b) < headBytes {
		return false
	}
	for _, off := range []int{0, 1} {
		small, other := 0, 0
		for i := off; i+1-off < len(b); i += 2 {
			if b[i] < 8 {
				small++
			}
			if o := b[i^1]; o == 0 {
				other++
			}
		}
		if small > len(b)/2*9/10 && other <= len(b)/20 {
			return true
		}
	}
	return false
}

func controls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			n++
		}
	}
	return n
}

// forms are what people keep news in and this program does not read, by their first bytes.
var forms = []struct{ begins, holds, what string }{
	{"%PDF-", "", "a PDF file; save its text, or the page that it was made from as HTML"},
	{"PK\x03\x04", "application/epub+zip", "an EPUB book; unpack it and give the .xhtml files in it"},
	{"PK\x03\x04", "word/", "a Word document (DOCX); save it as plain text or HTML"},
	{"PK\x03\x04", "vnd.oasis.opendocument", "an OpenDocument file; save it as plain text or HTML"},
	{"PK\x03\x04", "", "a ZIP archive; unpack it and give the folder"},
	{"PK\x05\x06", "", "an empty ZIP archive"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "a Microsoft Office document; save it as plain text or HTML"},
	{"{\\rtf", "", "an RTF document; save it as plain text or HTML"},
	{"7z\xbc\xaf\x27\x1c", "", "a 7z archive; unpack it and give the folder"},
	{"Rar!\x1a\x07", "", "a RAR archive; unpack it and give the folder"},
	{"\xfd7zXZ\x00", "", "packed with xz; unpack it first"},
	{"BZh", "1AY&SY", "packed with bzip2; unpack it first"},
	{"\x28\xb5\x2f\xfd", "", "packed with zstd; unpack it first"},
	{"\x1f\x8b", "", "packed with gzip once more; unpack it first"},
	{"SQLite format 3\x00", "", "an SQLite database; a record is shown by rapporteur serve"},
}

// mimeHeader is the header of MHTML: fields, of which one says that the parts are those of one page.
var mimeHeader = regexp.MustCompile(`(?is)^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related`)

// drawing is how an SVG image begins.
var drawing = regexp.MustCompile(`(?is)^\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*|<!doctype\s[^>]*>\s*)*<svg[\s>]`)

// unfit says what bytes are that hold no HTML or text which can be read, and what to do about it; nil for others.
func unfit(b []byte) error {
	head := b[:min(len(b), 4<<10)]
	for _, f := range forms {
		if bytes.HasPrefix(head, []byte(f.begins)) && bytes.Contains(head, []byte(f.holds)) {
			return errors.New(f.what)
		}
	}
	if bytes.Contains(bytes.ToLower(head), []byte("mime-version:")) && mimeHeader.Match(head) {
		return errors.New("an MHTML file, which a browser makes of a page and its images; save the page as HTML alone")
	}
	sniffed := http.DetectContentType(head)
	switch kind, _, _ := strings.Cut(sniffed, "/"); {
	case drawing.Match(head):
		return errors.New("an image (image/svg+xml), not text or HTML")
	case written(head):
	case kind == "image":
		return fmt.Errorf("an image (%s), not text or HTML", sniffed)
	case kind == "audio" || kind == "video":
		return fmt.Errorf("sound or film (%s), not text or HTML", sniffed)
	}
	return nil
}

// isArchive tells a web archive by its first bytes, packed or not.
func isArchive(head []byte) bool {
	if !bytes.HasPrefix(head, gzipMagic) {
		return bytes.HasPrefix(head, []byte("WARC/"))
	}
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	first := make([]byte, len("WARC/"))
	n, _ := io.ReadFull(z, first)
	return n == len(first) && string(first) == "WARC/"
}

// namedArchive tells a web archive whose beginning is damaged.
func namedArchive(path string) bool {
	path = strings.ToLower(path)
	return strings.HasSuffix(path, ".warc") || strings.HasSuffix(path, ".warc.gz")
}
