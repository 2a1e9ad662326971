package capture

import (
	"errors"
	"fmt"
	"io"
	"net/url"

	"rapporteur/capture/warc"
)

// recordLimits leave room for the HTTP header beside a document.
var recordLimits = warc.Limits{Block: MaxBytes + 1<<20, Body: MaxBytes + 1, Ratio: maxRatio}

// archive takes in the documents of a web archive.
func archive(source string, r io.Reader, yield func(Result) bool) bool {
	found := false
	see := func(r Result) bool {
		found = true
		return yield(r)
	}
	for rec, err := range warc.Read(r, recordLimits) {
		if err != nil {
			if !see(failed(source, reason(err))) {
				return false
			}
			continue
		}
		if !record(source, rec, see) {
			return false
		}
	}
	if !found {
		return yield(failed(source, errors.New("the archive holds no documents")))
	}
	return true
}

// cutMark is set behind the address of a record that was cut when it was archived, so that a piece of a page never passes for the page.
const cutMark = " (truncated)"

// record takes in one record. What is no document gives nothing.
func record(archive string, r *warc.Record, yield func(Result) bool) bool {
	if r.Type != "response" && r.Type != "resource" {
		return true
	}
	p, err := r.Payload()
	o := origin{source: r.TargetURI, address: r.TargetURI, mediaType: p.MediaType, charset: p.Charset, fetched: r.Date, inner: true}
	if o.source == "" {
		o.source = fmt.Sprintf("%s#%d", archive, r.Number)
	}
	switch {
	case p.Header != nil && (p.Status < 200 || p.Status > 299), robots(o.source), len(p.Body) == 0 && err == nil:
		return true
	case r.Omitted > 0 || len(p.Body) > MaxBytes:
		if o.kind(p.Body[:min(len(p.Body), headBytes)]) == "" {
			return true
		}
		err = errSize
	}
	if err != nil {
		return yield(o.failed(fmt.Errorf("%v of %s: %w", r.Place, archive, err)))
	}
	if r.Truncated != "" {
		o.source += cutMark
	}
	o.notes = notes(r, p)
	return o.document(p.Body, yield)
}

// notes are what is wrong with a record.
func notes(r *warc.Record, p *warc.Payload) []string {
	var all []string
	if r.Truncated != "" {
		all = append(all, "truncated: "+r.Truncated)
	}
	for _, d := range r.Digests {
		if d.Result == warc.Wrong {
			all = append(all, fmt.Sprintf("the bytes are not those of %s %s", d.Field, d.Declared))
		}
	}
	return append(append(all, r.Notes...), p.Notes...)
}

// robots tells the address of a site's rules for robots.
func robots(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Path == "/robots.txt"
}
