package metadata

import (
	"slices"
	"strings"
	"unicode"
)

// separators stand between a headline and the names of section and site.
var separators = [...]string{" | ", " :: ", " » ", " « ", " • ", " // ", " - ", " – ", " — ", " · ", " / ", " ~ ", "_", " < ", " > ", "｜", "ㅣ", "|", "--", "－"}

// bare is a title less the names of the site and its sections at its end or beginning. They are known by the page's outlet and address.
func (p *page) bare(s string) string {
	for range 4 {
		cut := s
		for _, sep := range separators {
			if i := strings.LastIndex(s, sep); i > 0 && (p.isSite(s[i+len(sep):]) || p.isNamed(s[i+len(sep):])) {
				cut = s[:i]
				break
			}
			if i := strings.Index(s, sep); i > 0 && i < len(s)-i && p.isSite(s[:i]) { // a longer part is a headline with the site's name in it
				cut = s[i+len(sep):]
				break
			}
		}
		if i := strings.LastIndexByte(s, '-'); cut == s && i > 0 && p.isNamed(s[i+1:]) {
			cut = s[:i]
		}
		if cut = strings.TrimSpace(cut); cut == s || size(cut) < shortestTitle {
			break
		}
		s = cut
	}
	if i := strings.Index(s, " | "); i > 0 && size(s[:i]) >= longKicker && len(words(s[:i])) > 2 {
		s = s[:i] // strokes hardly stand within headlines
	}
	return s
}

// longKicker is how many letters before a stroke are more than a kicker.
const longKicker = 20

// pieces are what the separators part a title into.
func pieces(s string) []string {
	out := []string{s}
	for _, sep := range separators {
		for i := 0; i < len(out) && len(out) < mostTold; i++ {
			if a, b, ok := strings.Cut(out[i], sep); ok {
				out = append(out[:i], append([]string{a, b}, out[i+1:]...)...)
			}
		}
	}
	return out
}

// shortestTitle is how many letters of a title are left where a name is cut off it.
const shortestTitle = 8

// isSite tells whether a text is, or holds, the name of the site, as the page or its address gives it.
func (p *page) isSite(s string) bool {
	name := letters(s)
	if name == "" {
		return false
	}
	if p.sites == nil {
		p.sites = p.siteNames()
	}
	for _, site := range p.sites {
		if name == site.name || site.part && (len(site.name) >= leastPart && len(name) < 4*len(site.name) && strings.Contains(name, site.name) || len(name) >= leastPart && len(site.name) < 3*len(name) && strings.Contains(site.name, name)) {
			return true
		}
	}
	return false
}

// leastPart is how long a name is that tells of the site as part of another, in bytes.
const leastPart = 5

// siteName is a name of the site, letters alone.
type siteName struct {
	name string
	part bool // whether it tells of the site as part of a longer name too
}

// isNamed tells whether a text is, to the letter, the name of the site or a section that the page gives.
func (p *page) isNamed(s string) bool {
	name := letters(s)
	if name == "" {
		return false
	}
	for i := range p.found.Candidates {
		if c := &p.found.Candidates[i]; (c.Field == Section || c.Field == Outlet) && len(c.Value) < longestSite && letters(c.Value) == name {
			return true
		}
	}
	return false
}

// siteNames are the names of the site: those that the page gives, its hosts, and their labels.
func (p *page) siteNames() []siteName {
	out := []siteName{}
	hosts := []string{hostOf(p.ctx.Address)}
	for _, c := range p.found.Candidates {
		switch {
		case c.Field == Outlet && !c.Other:
			n := letters(c.Value)
			if n != "" && len(n) < longestSite && len(out) < mostTold && !slices.ContainsFunc(p.found.Candidates, func(o Candidate) bool { return o.Field == Title && o.Value == c.Value }) {
				out = append(out, siteName{n, true})
			}
		case c.Field == Canonical && len(hosts) < mostTold:
			hosts = append(hosts, hostOf(c.Value))
		}
	}
	for _, h := range hosts {
		labels := strings.Split(h, ".")
		longest := slices.MaxFunc(labels, func(a, b string) int { return len(a) - len(b) })
		out = append(out, siteName{letters(h), false}, siteName{letters(labels[0]), false}, siteName{letters(longest), len(longest) > 3})
	}
	return out
}

// longestSite is how long the name of a site may be, in bytes.
const longestSite = 60

// letters are the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
