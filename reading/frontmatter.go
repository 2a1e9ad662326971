package reading

import (
	"fmt"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"gopkg.in/yaml.v3"

	"rapporteur"
)

// matter is what the front matter of a capture says, and where it ends.
type matter struct {
	end    int // code point after it; 0 where there is none
	values map[string]string
	spans  map[string]rapporteur.Span
}

// frontMatter reads the YAML ("---") or TOML ("+++") block that opens a text. A block that cannot be parsed still parts from the article:
// its plain "key: value" lines are taken.
func frontMatter(text rapporteur.Text) matter {
	m := matter{values: map[string]string{}, spans: map[string]rapporteur.Span{}}
	s := text.String()
	fence := ""
	for _, f := range []string{"---", "+++"} {
		if strings.HasPrefix(s, f+"\n") || strings.HasPrefix(s, f+"\r\n") {
			fence = f
		}
	}
	if fence == "" {
		return m
	}
	first := strings.IndexByte(s, '\n') + 1
	size, block := 0, ""
	for at := first; at < len(s) && at < 64<<10; {
		next := strings.IndexByte(s[at:], '\n')
		stop := len(s)
		if next >= 0 {
			stop = at + next
		}
		if strings.TrimRight(s[at:stop], "\r ") == fence {
			block, size = s[first:at], min(stop+1, len(s))
			break
		}
		at = stop + 1
	}
	if size == 0 {
		return m
	}
	m.end = text.Point(size)
	if size == len(s) {
		m.end = text.Len()
	}
	m.parse(fence, block)
	m.locate(text, first, block)
	return m
}

func (m *matter) parse(fence, block string) {
	raw := map[string]any{}
	var err error
	if fence == "---" {
		err = yaml.Unmarshal([]byte(block), &raw)
	} else {
		err = toml.Unmarshal([]byte(block), &raw)
	}
	if err != nil {
		raw = map[string]any{}
		for _, l := range strings.Split(block, "\n") {
			if k, v, ok := strings.Cut(l, ":"); ok {
				raw[strings.TrimSpace(k)] = strings.Trim(strings.TrimSpace(v), `"'`)
			}
		}
	}
	for k, v := range raw {
		switch x := v.(type) {
		case nil:
		case time.Time:
			m.values[strings.ToLower(k)] = x.Format(time.RFC3339Nano)
		case []any:
			if len(x) > 0 {
				m.values[strings.ToLower(k)] = fmt.Sprint(x[0])
			}
		default:
			m.values[strings.ToLower(k)] = fmt.Sprint(x)
		}
	}
}

// locate finds where the values stand, so that facts from the front matter have their characters too.
func (m *matter) locate(text rapporteur.Text, first int, block string) {
	at := first
	for _, l := range strings.SplitAfter(block, "\n") {
		k, v, ok := strings.Cut(l, ":")
		if fence, _, toml := strings.Cut(l, "="); !ok || toml && len(fence) < len(k) {
			k, v, ok = strings.Cut(l, "=")
		}
		if ok && !strings.HasPrefix(l, " ") {
			from := at + len(k) + 1
			trimmed := strings.TrimLeft(v, " \"'")
			from += len(v) - len(trimmed)
			trimmed = strings.TrimRight(trimmed, " \"'\r\n")
			if trimmed != "" {
				m.spans[strings.ToLower(strings.TrimSpace(k))] = rapporteur.Span{Start: text.Point(from), End: text.Point(from + len(trimmed))}
			}
		}
		at += len(l)
	}
}

// first gives the value of the first of some keys that is there, and where it stands.
func (m *matter) first(keys ...string) (string, *rapporteur.Span) {
	for _, k := range keys {
		if v := m.values[k]; v != "" {
			if s, ok := m.spans[k]; ok {
				return v, &s
			}
			return v, nil
		}
	}
	return "", nil
}
