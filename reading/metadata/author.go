package metadata

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/reading/markup"
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
	if c.node != markup.None {
		s = afterSmall(s)
	}
	for _, name := range p.names(s, c.From != "class") {
		if n++; n > mostNames {
			return
		}
		c.Value = name
		p.add(c)
	}
}

// names parts a text into names and leaves out what is none: labels before them, addresses, numbers. Where the text is marked as the author's, any label before a colon leads to one;
// elsewhere it may lead to whoever took the picture.
func (p *page) names(s string, marked bool) []string {
	var out []string
	for i, piece := range p.divide(p.unlabel(s)) {
		piece = unbrace(strings.Trim(piece, " ,;:|·•–—-/\u00a0"))
		if marked {
			piece = afterColon(piece)
		}
		if isName(piece) && (i == 0 || !isRole(piece)) {
			out = append(out, piece)
		}
	}
	return out
}

// afterColon is the name that follows a label and a colon, in whatever language the label is.
func afterColon(s string) string {
	if _, rest, ok := strings.Cut(s, ":"); ok && isPerson(strings.TrimSpace(rest)) {
		return strings.TrimSpace(rest)
	}
	return s
}

// unbrace takes the short sign in braces off that newsrooms put behind a name.
func unbrace(s string) string {
	if i := strings.LastIndex(s, " ("); i > 0 && strings.HasSuffix(s, ")") && isPerson(s[:i]) {
		return s[:i]
	}
	return s
}

// isRole tells whether what follows a name begins with a body's short name, "VNA Harbour Writer", and so is a role.
func isRole(s string) bool {
	const longestShort = 5
	first, rest, ok := strings.Cut(s, " ")
	return ok && utf8.RuneCountInString(first) > 1 && utf8.RuneCountInString(first) <= longestShort && isUpper(first) && !isUpper(rest)
}

func isUpper(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

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
	if slices.ContainsFunc(strings.Fields(s), digits) {
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
