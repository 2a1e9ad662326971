package warc

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Payload is what a record holds for its address. Its slices may share the record's block.
type Payload struct {
	Status     int         // HTTP status, 0 where there is none
	StatusLine string      // the first line of the HTTP message as it is
	Header     http.Header // of the HTTP message, nil where there is none
	MediaType  string      // as declared by HTTP, or by the record where its block is no HTTP message; lower case, without parameters
	Charset    string      // as declared in the same place, lower case
	Body       []byte      // without chunks and content codings
	Codings    []string    // the content codings that were undone, the outermost first
	Cut        bool        // the body is not whole: the record was cut or kept in part, or a coding ends early
	Notes      []string    // what is odd about the message and was borne with
}

func (p *Payload) note(format string, args ...any) {
	p.Notes = append(p.Notes, fmt.Sprintf(format, args...))
}

// Payload gives the HTTP message of a response, request or revisit, and the block as it is of other records. HTTP is read as RFC 9112 has it, and
// leniently: the record's length goes before that which HTTP declares, and a body that is not coded as declared is taken as it is, with a note.
// The error is an ErrBomb or says why the content coding cannot be undone; the payload then lacks its body only.
func (r *Record) Payload() (*Payload, error) {
	m := r.message()
	p := &Payload{StatusLine: m.start, Header: m.header, Notes: m.notes, Cut: r.Truncated != "" || r.Omitted > 0 || m.cut}
	contentType := r.ContentType
	if m.header != nil {
		contentType = m.header.Get("Content-Type")
		if r.Type != "request" {
			p.status()
		}
	}
	p.MediaType, p.Charset = mediaType(contentType)
	if r.Omitted > 0 {
		p.note("%d bytes of the block are over the limit", r.Omitted)
	}
	if n := m.header.Get("Content-Length"); n != "" && !m.chunked && r.Type != "revisit" && n != strconv.Itoa(len(m.raw)) {
		p.note("Content-Length %.30q, and the record has %d bytes", n, len(m.raw))
	}
	var err error
	p.Body, err = p.decode(m.entity, r.limits.orDefault())
	return p, err
}

func (p *Payload) status() {
	f := strings.Fields(p.StatusLine)
	if len(f) > 1 {
		if n, err := strconv.Atoi(f[1]); err == nil && n >= 100 && n <= 999 {
			p.Status = n
			return
		}
	}
	p.note("the status line %.60q has no status", p.StatusLine)
}

// mediaType reads a Content-Type (RFC 9110) as far as it can be.
func mediaType(s string) (kind, charset string) {
	kind, parameters, _ := strings.Cut(s, ";")
	for p := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(p, "=")
		if strings.EqualFold(strings.TrimSpace(name), "charset") && charset == "" {
			charset = strings.ToLower(strings.Trim(value, " \t\"'"))
		}
	}
	return strings.ToLower(strings.TrimSpace(kind)), charset
}

// message is a block taken apart.
type message struct {
	start   string
	header  http.Header // nil where the block is no HTTP message
	raw     []byte      // what stands behind the header
	entity  []byte      // the same without chunks
	chunked bool
	cut     bool // within the chunks
	notes   []string
}

func (m *message) note(format string, args ...any) {
	m.notes = append(m.notes, fmt.Sprintf(format, args...))
}

func (r *Record) message() *message {
	m := &message{raw: r.Block, entity: r.Block}
	kind, _ := mediaType(r.ContentType)
	begins := bytes.HasPrefix(r.Block, []byte("HTTP/"))
	switch {
	case kind != "application/http" && (kind != "" || !begins):
		return m
	case r.Type != "request" && !begins:
		m.note("no HTTP status line; the block is taken as the body")
		return m
	}
	m.head()
	m.entity = m.raw
	if strings.Contains(strings.ToLower(strings.Join(m.header.Values("Transfer-Encoding"), ",")), "chunked") {
		m.unchunk()
	}
	return m
}

// head parts the header from what follows it.
func (m *message) head() {
	end := emptyLine(m.raw[:min(len(m.raw), headerSize)])
	if end == 0 {
		m.note("no empty line ends the HTTP header within %d bytes", min(len(m.raw), headerSize))
		end = min(len(m.raw), headerSize)
	}
	start, rest, _ := strings.Cut(unfold(m.raw[:end]), "\n")
	m.start, m.header = strings.TrimSpace(start), http.Header{}
	odd := 0
	for line := range strings.SplitSeq(rest, "\n") {
		name, value, found := strings.Cut(line, ":")
		if name = strings.TrimSpace(name); name != "" && found {
			m.header.Add(name, strings.TrimSpace(value))
		} else if rest != "" {
			odd++
		}
	}
	if odd > 0 {
		m.note("%d lines of the HTTP header are no fields", odd)
	}
	m.raw = m.raw[end:]
}

// unchunk undoes the chunked transfer coding (RFC 9112, 7.1). A body that does not begin with a chunk stays as it is.
func (m *message) unchunk() {
	var body []byte
	for at := 0; ; {
		size, n, ok := chunkSize(m.raw[at:])
		switch {
		case !ok && at == 0 && len(m.raw) > 0:
			m.note("said to be chunked, and is not")
			return
		case !ok:
			m.note("the chunks end early, at byte %d of %d", at, len(m.raw))
			m.entity, m.chunked, m.cut = body, true, true
			return
		case size == 0:
			m.entity, m.chunked = body, true
			return
		}
		at += n
		if rest := len(m.raw) - at; size > rest {
			m.note("a chunk of %d bytes has %d", size, rest)
			m.entity, m.chunked, m.cut = append(body, m.raw[at:]...), true, true
			return
		}
		body = append(body, m.raw[at:at+size]...)
		at += size
		for _, c := range []byte("\r\n") {
			if at < len(m.raw) && m.raw[at] == c {
				at++
			}
		}
	}
}

// chunkSize reads the line before a chunk: the size of the chunk and the length of the line.
func chunkSize(b []byte) (size, n int, ok bool) {
	line, _, found := bytes.Cut(b[:min(len(b), 4<<10)], []byte("\n"))
	if !found {
		return 0, 0, false
	}
	digits, _, _ := bytes.Cut(line, []byte(";"))
	v, err := strconv.ParseUint(string(bytes.TrimSpace(digits)), 16, 31)
	return int(v), len(line) + 1, err == nil
}
