package metadata

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a name.
const (
	longestName = 90 // bytes, of one
	mostWords   = 8
	mostNames   = 24
)

// author keeps the names that a text gives as its authors'.
func (p *page) author(s string, c Candidate) {
	if s = tidy(s); s == "" || len(s) > longestValue {
		return
	}
	c.Field = Author
	p.texts++
	c.text = p.texts
	n := 0
	if c.node >= 0 {
		s = afterSmall(s)
	}
	for _, name := range p.names(s) {
		if n++; n > mostNames {
			return
		}
		c.Value = name
		p.add(c)
	}
}

// names parts a text into names and leaves out what is none: labels before them, addresses, numbers.
func (p *page) names(s string) []string {
	var out []string
	for _, piece := range p.divide(p.unlabel(s)) {
		piece = strings.Trim(piece, " ,;:|·•–—-/\u00a0")
		if isName(piece) {
			out = append(out, piece)
		}
	}
	return out
}

// unlabel takes the words that lead to an author, "By" or "Author:", off a text.
func (p *page) unlabel(s string) string {
	for _, code := range p.codes() {
		for _, label := range p.ctx.Packs.For(code).Furniture.Bylines {
			if rest, ok := cutFold(s, label); ok {
				return strings.TrimLeft(rest, " :：")
			}
		}
	}
	return s
}

// cutFold takes a label, and the space or colon after it, off a text, whatever its case.
func cutFold(s, label string) (string, bool) {
	if len(s) <= len(label) || !strings.EqualFold(s[:len(label)], label) {
		return s, false
	}
	r, _ := utf8.DecodeRuneInString(s[len(label):])
	if r != ' ' && r != ':' && r != '：' {
		return s, false
	}
	return s[len(label):], true
}

// divide parts names at commas, semicolons, strokes and the pack's words for "and".
func (p *page) divide(s string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case ',', ';', '|', '،', '、', '；', '，', '•', '·', '&':
			return true
		}
		return false
	})
	var out []string
	for _, part := range parts {
		out = append(out, p.divideAnd(part)...)
	}
	return out
}

func (p *page) divideAnd(s string) []string {
	fields := strings.Fields(s)
	if len(fields) < 3 {
		return []string{s}
	}
	var out []string
	from := 0
	for i, w := range fields {
		if i > 0 && i < len(fields)-1 && p.and(w) {
			out = append(out, strings.Join(fields[from:i], " "))
			from = i + 1
		}
	}
	return append(out, strings.Join(fields[from:], " "))
}

func (p *page) and(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	if unicode.IsUpper(r) {
		return false
	}
	for _, code := range p.codes() {
		for _, a := range p.ctx.Packs.For(code).People.And {
			if w == a {
				return true
			}
		}
	}
	return false
}

// isName tells whether a text can be a name: of a person, an agency, a desk.
func isName(s string) bool {
	if s == "" || len(s) > longestName || strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "@") || strings.HasPrefix(s, "#") || strings.ContainsAny(s, "{}<>=\\") {
		return false
	}
	if at := strings.IndexByte(s, '@'); at > 0 && !strings.Contains(s, " ") {
		return false
	}
	letters, figures, spaces := 0, 0, 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			figures++
		case r == ' ':
			spaces++
		}
	}
	low := strings.ToLower(s)
	return letters > 1 && figures*2 < letters && spaces < mostWords && low != "null" && low != "undefined" && low != "none" && low != "n/a" && low != "admin" && low != "administrator"
}

// codes are the codes of the packs that the page's language may be read with.
func (p *page) codes() []string {
	if p.packs == nil {
		p.packs = append(p.packs, p.pack())
		if p.packs[0] != "en" {
			p.packs = append(p.packs, "en")
		}
	}
	return p.packs
}

// pack is the code of the pack of the page's language: that which it declares, where there is a pack for it, and otherwise that which its text shows.
func (p *page) pack() string {
	for _, c := range p.found.Candidates {
		if c.Field == Language {
			if pack := p.ctx.Packs.For(c.Value); pack.Code != "und" {
				return pack.Code
			}
		}
	}
	return p.spoken()
}

// spoken is the code of the language of the page's text.
func (p *page) spoken() string {
	const enough = 1500
	var b strings.Builder
	for i := range p.blocks.List {
		if k := &p.blocks.List[i]; !k.Hidden && k.Size > 60 && k.Linked*3 < k.Size {
			b.WriteString(p.blocks.TextOf(i))
			if b.WriteByte('\n'); b.Len() > enough {
				break
			}
		}
	}
	code, _ := p.ctx.Packs.Identify(b.String())
	return code
}
