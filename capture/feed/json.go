package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// jsonStream reads JSON from byte start of a text on, and tells places in it.
type jsonStream struct {
	t     *text
	start int
	dec   *json.Decoder
}

func (t *text) json(start, end int) *jsonStream {
	return &jsonStream{t, start, json.NewDecoder(bytes.NewReader(t.b[start:end]))}
}

// enter passes over the bracket that opens an object or array.
func (j *jsonStream) enter(d json.Delim) error {
	tok, err := j.dec.Token()
	if err == nil && tok != d {
		return fault{j.start + int(j.dec.InputOffset()), "not " + d.String()}
	}
	return j.fault(err)
}

// value passes over the next value and tells where it stands.
func (j *jsonStream) value() (start, end int, err error) {
	var raw json.RawMessage
	if err := j.dec.Decode(&raw); err != nil {
		return 0, 0, j.fault(err)
	}
	end = j.start + int(j.dec.InputOffset())
	return end - len(raw), end, nil
}

// fault says where JSON is wrong.
func (j *jsonStream) fault(err error) error {
	var syntax *json.SyntaxError
	at := j.start + int(j.dec.InputOffset())
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return fault{at, "JSON is broken (" + syntax.Error() + ") in the value"}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fault{at, "JSON ends within the value"}
	}
	return fault{at, err.Error()}
}

// members calls f with the name of each member of an object; f must pass over its value.
func (j *jsonStream) members(f func(name string) error) error {
	if err := j.enter('{'); err != nil {
		return err
	}
	for j.dec.More() {
		tok, err := j.dec.Token()
		if err != nil {
			return j.fault(err)
		}
		name, _ := tok.(string)
		if err := f(name); err != nil {
			return err
		}
	}
	_, err := j.dec.Token()
	return j.fault(err)
}

// elements calls f for each element of an array; f must pass over it.
func (j *jsonStream) elements(f func() error) error {
	if err := j.enter('['); err != nil {
		return err
	}
	for j.dec.More() {
		if err := f(); err != nil {
			return err
		}
	}
	_, err := j.dec.Token()
	return j.fault(err)
}

// scalar gives a string or number at [start, end); nothing for other values.
func (t *text) scalar(start, end int, markup bool) Value {
	v := &text{}
	switch c := t.b[start]; {
	case c == '"':
		v.unquote(t, start+1, end-1)
		return newValue(v, String, markup)
	case c == '-' || '0' <= c && c <= '9':
		v.copy(t, start, end)
		return newValue(v, Bare, false)
	}
	return Value{}
}

// jsonFields reads an item of a JSON Feed.
func (t *text) jsonFields() (Fields, error) {
	var f Fields
	var plain Value
	j := t.json(0, len(t.b))
	err := j.members(func(name string) error {
		from, to, err := j.value()
		if err != nil {
			return err
		}
		v := t.scalar(from, to, name == "content_html")
		switch name {
		case "id":
			first(&f.ID, v)
		case "url":
			first(&f.Link, v)
		case "title":
			first(&f.Title, v)
		case "date_published":
			first(&f.Published, v)
		case "date_modified":
			first(&f.Updated, v)
		case "language":
			first(&f.Language, v)
		case "summary":
			first(&f.Summary, v)
		case "content_html":
			first(&f.Content, v)
		case "content_text":
			first(&plain, v)
		case "author", "authors":
			t.names(&f.Authors, from, to)
		case "tags":
			t.names(&f.Categories, from, to)
		}
		return nil
	})
	first(&f.Content, plain)
	return f, err
}

// names adds the strings, and the names of the objects, that stand at [start, end), alone or in an array. The JSON is whole: it was passed over before.
func (t *text) names(vs *[]Value, start, end int) {
	j := t.json(start, end)
	switch t.b[start] {
	case '"':
		more(vs, t.scalar(start, end, false))
	case '{':
		_ = j.members(func(name string) error {
			from, to, err := j.value()
			if err == nil && name == "name" {
				more(vs, t.scalar(from, to, false))
			}
			return err
		})
	case '[':
		_ = j.elements(func() error {
			from, to, err := j.value()
			if err == nil && t.b[from] != '[' {
				t.names(vs, from, to)
			}
			return err
		})
	}
}
