package metadata

import (
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/reading/markup"
)

// unescape decodes character references.
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return html.UnescapeString(s)
}

// tidy is a value as readers see it: references decoded, twice where they were escaped twice, tags left out, white space folded, marks of direction and soft hyphens gone.
func tidy(s string) string {
	s = unescape(unescape(s))
	if strings.Contains(s, "<") && strings.Contains(s, ">") {
		s = untag(s)
	}
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] > ' ' && s[i] < utf8.RuneSelf || s[i] == ' ' && i > 0 && s[i-1] != ' '
	}
	if plain {
		return strings.TrimRight(s, " ")
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r < ' ':
			space = b.Len() > 0
			continue
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r >= '\u202a' && r <= '\u202e' || r == '\u200e' || r == '\u200f' || r >= '\u2066' && r <= '\u2069':
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// untag leaves out what stands in pointed brackets and looks like a tag.
func untag(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 == len(s) {
			break
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			break
		}
		b.WriteString(s[:i])
		if c := s[i+1]; c == '/' || isLetter(c) {
			b.WriteByte(' ')
		} else {
			b.WriteString(s[i : i+j+1])
		}
		s = s[i+j+1:]
	}
	return b.String() + s
}

// words are the words of a text in lower case; of scripts without spaces, the letters.
func words(s string) []string {
	var out []string
	start := -1
	end := func(i int) {
		if start >= 0 {
			out = append(out, strings.ToLower(s[start:i]))
			start = -1
		}
	}
	for i, r := range s {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if r >= utf8.RuneSelf && markup.IsWide(r) && letter {
			end(i)
			out = append(out, s[i:i+utf8.RuneLen(r)])
			continue
		}
		if !letter {
			end(i)
		} else if start < 0 {
			start = i
		}
	}
	end(len(s))
	return out
}

// alike is how much two texts share of their words in number and order: 1 where all is the same. It looks at whether the shorter stands in the longer, or how many words both have.
func alike(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	have := make(map[string]int, len(a))
	for _, w := range a {
		have[w]++
	}
	n := 0
	for _, w := range b {
		if have[w] > 0 {
			have[w]--
			n++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}

// same tells whether the words of two texts are the same.
func same(a, b []string) bool { return slices.Equal(a, b) }

// indexWords is where words stand in others one after another, or -1.
func indexWords(in, w []string) int {
	if len(w) == 0 {
		return -1
	}
next:
	for i := 0; i+len(w) <= len(in); i++ {
		for k := range w {
			if in[i+k] != w[k] {
				continue next
			}
		}
		return i
	}
	return -1
}

// saysLess tells whether words are words of others in their order, less some. One short word may be their own: articles and the like change with what is left out.
func saysLess(w, of []string) bool {
	const longestOwn = 2
	own := 0
	for _, v := range w {
		i := slices.Index(of, v)
		if i >= 0 {
			of = of[i+1:]
			continue
		}
		r, _ := utf8.DecodeRuneInString(v)
		if own++; own > 1 || utf8.RuneCountInString(v) > longestOwn || !unicode.IsLetter(r) || markup.IsWide(r) {
			return false
		}
	}
	return true
}

// size is the letters and digits of a text; one of a script without spaces counts for more.
func size(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r >= utf8.RuneSelf && markup.IsWide(r):
			n += markup.Wide
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n++
		}
	}
	return n
}

// pathOf is the path of an address without marks at its end; "" for that of a site's front.
func pathOf(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	return strings.Trim(u.Path, "/")
}

// hostOf is the host of an address without "www.".
func hostOf(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// ownAddress tells whether a path is that of the page.
func (p *page) ownAddress(path string) bool {
	if pathOf(p.ctx.Address) == path {
		return true
	}
	for i := range p.found.Candidates {
		if c := &p.found.Candidates[i]; c.Field == Canonical && pathOf(c.Value) == path {
			return true
		}
	}
	return false
}
