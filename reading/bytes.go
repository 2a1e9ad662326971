package reading

import (
	"rapporteur"
)

// Bytes gives the range of the capture's bytes that a span of a reading's text stands for, from the first byte to the last, with what lies between (tags, most often); ok is
// false where it stands for none. data is the capture's bytes.
func Bytes(r *rapporteur.Reading, data []byte, s rapporteur.Span) (bytes rapporteur.Span, ok bool) {
	for _, run := range r.SourceMap {
		if !run.Text.Overlaps(s) || run.Bytes.Start < 0 || run.Bytes.End > len(data) || run.Bytes.Empty() {
			continue
		}
		part := within(run, s, data, r.Encoding)
		if !ok {
			bytes, ok = part, true
			continue
		}
		bytes.Start, bytes.End = min(bytes.Start, part.Start), max(bytes.End, part.End)
	}
	return bytes, ok
}

// within cuts a run's bytes to those of a span: a run of text is decoded to find where its characters begin, one of a reference stays whole.
func within(run rapporteur.SourceRun, s rapporteur.Span, data []byte, encoding string) rapporteur.Span {
	if s.Contains(run.Text) {
		return run.Bytes
	}
	d, err := decodeAs(data[run.Bytes.Start:run.Bytes.End], encoding)
	text := rapporteur.NewText(d.text)
	if err != nil || text.Len() != run.Text.Len() {
		return run.Bytes
	}
	from, to := max(s.Start, run.Text.Start)-run.Text.Start, min(s.End, run.Text.End)-run.Text.Start
	first, last, ok := d.source.Source(text.Byte(from), text.Byte(to))
	if !ok {
		return run.Bytes
	}
	return rapporteur.Span{Start: run.Bytes.Start + first, End: run.Bytes.Start + last}
}
