package warc

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	version    = "WARC/1."
	headerSize = 1 << 20 // far more than any header; addresses may be long
)

var errCut = errors.New("cut off within the header")

// header reads a header with the empty line that ends it.
func (t *tape) header() ([]byte, error) {
	if b := t.peek(len(version)); !bytes.HasPrefix(b, []byte(version)) {
		if bytes.HasPrefix([]byte(version), b) {
			return nil, errCut
		}
		return nil, fmt.Errorf("%q where a record should begin with %q", b, version)
	}
	for n := 4 << 10; ; n *= 2 {
		b := t.peek(min(n, headerSize))
		if end := emptyLine(b); end > 0 {
			return t.next(int64(end)), nil
		}
		switch {
		case n >= headerSize:
			return nil, fmt.Errorf("no empty line ends the header within %d bytes", headerSize)
		case len(b) < n:
			return nil, errCut
		}
	}
}

// emptyLine is the offset behind the first empty line, or 0.
func emptyLine(b []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			return 0
		}
		at += i + 1
		switch {
		case bytes.HasPrefix(b[at:], []byte("\n")):
			return at + 1
		case bytes.HasPrefix(b[at:], []byte("\r\n")):
			return at + 2
		}
	}
}

// parse makes a record of its header. Where that is broken it gives an error, with the record if at least its length is known.
func parse(header []byte) (*Record, error) {
	lines := strings.Split(unfold(header), "\n")
	r := &Record{Version: strings.TrimSpace(strings.TrimPrefix(lines[0], "WARC/"))}
	var broken error
	fail := func(err error) {
		if broken == nil {
			broken = err
		}
	}
	if _, err := strconv.ParseUint(strings.TrimPrefix(r.Version, "1."), 10, 8); err != nil {
		fail(fmt.Errorf("%q is no version", strings.TrimSpace(lines[0])))
	}
	for _, line := range lines[1:] {
		f, err := field(line)
		if err != nil {
			fail(err)
			continue
		}
		r.Fields = append(r.Fields, f)
	}
	if err := r.length(); err != nil {
		fail(err)
		return nil, broken
	}
	r.named()
	if r.Type == "" {
		fail(errors.New("the header has no WARC-Type"))
	}
	return r, broken
}

// folds are line ends within a field, which WARC/1.0 and old HTTP allow.
var folds = strings.NewReplacer("\r\n ", " ", "\r\n\t", " ", "\n ", " ", "\n\t", " ")

// unfold gives a header with each field on a line.
func unfold(header []byte) string { return folds.Replace(strings.TrimRight(string(header), "\r\n")) }

// field parses "name: value"; names are tokens by RFC 9110.
func field(line string) (Field, error) {
	name, value, found := strings.Cut(strings.TrimSpace(line), ":")
	name = strings.TrimRight(name, " \t")
	if !found || name == "" {
		return Field{}, fmt.Errorf("%.60q is no field", line)
	}
	for _, c := range []byte(name) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`()<>@,;\"/[]?={}`, c) >= 0 {
			return Field{}, fmt.Errorf("%.60q is no name of a field", name)
		}
	}
	return Field{name, strings.TrimSpace(value)}, nil
}

func (r *Record) length() error {
	seen := ""
	for _, f := range r.Fields {
		if !strings.EqualFold(f.Name, "Content-Length") {
			continue
		}
		if seen != "" && f.Value != seen {
			return fmt.Errorf("the header has two Content-Lengths, %.30q and %.30q", seen, f.Value)
		}
		n, err := strconv.ParseUint(f.Value, 10, 62)
		if err != nil {
			return fmt.Errorf("the Content-Length %.30q is no number of bytes", f.Value)
		}
		seen, r.Length = f.Value, int64(n)
	}
	if seen == "" {
		return errors.New("the header has no Content-Length")
	}
	return nil
}

// named fills what has a field of its own in a Record.
func (r *Record) named() {
	r.Type = strings.ToLower(r.Get("WARC-Type"))
	r.ID = uri(r.Get("WARC-Record-ID"))
	r.TargetURI = uri(r.Get("WARC-Target-URI"))
	r.ContentType = r.Get("Content-Type")
	r.Truncated = r.Get("WARC-Truncated")
	if r.ID == "" {
		r.note("no WARC-Record-ID")
	}
	if v := r.Get("WARC-Date"); v == "" {
		r.note("no WARC-Date")
	} else {
		r.Date = r.date("WARC-Date", v)
	}
	if r.Type == "revisit" {
		r.Refers = &Reference{ID: uri(r.Get("WARC-Refers-To")), TargetURI: uri(r.Get("WARC-Refers-To-Target-URI")), Profile: r.Get("WARC-Profile")}
		if v := r.Get("WARC-Refers-To-Date"); v != "" {
			r.Refers.Date = r.date("WARC-Refers-To-Date", v)
		}
	}
}

// uri drops the angle brackets that the grammar of WARC/1.0 asks for.
func uri(s string) string {
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		return s[1 : len(s)-1]
	}
	return s
}

// dates are the forms of a WARC-Date (W3C date and time, which 1.1 lets be less than seconds), with what is missing in the shorter ones.
var dates = []struct{ layout, only string }{
	{time.RFC3339, ""}, {"20060102150405", ""}, {"2006-01-02T15:04:05", "without a time zone, taken as UTC"}, {"2006-01-02T15:04Z07:00", "to the minute only"},
	{"2006-01-02", "to the day only"}, {"2006-01", "to the month only"}, {"2006", "to the year only"},
}

func (r *Record) date(name, value string) time.Time {
	for _, d := range dates {
		if t, err := time.Parse(d.layout, value); err == nil {
			if d.only != "" {
				r.note("%s %s is %s", name, value, d.only)
			}
			return t.UTC()
		}
	}
	r.note("%s %.40q is no date", name, value)
	return time.Time{}
}
