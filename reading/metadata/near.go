package metadata

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/dates"
	"rapporteur/reading/markup"
)

// How far from the headline, in blocks, what the page shows of its date and authors is looked for.
const (
	farBefore = 6
	farAfter  = 14
)

// Sizes of lines, in letters.
const (
	longestLine  = 150 // that tells date and source
	longestNames = 90
	shortLine    = 25
)

// nearHead reads the lines about the headline, and the short ones that follow the article, for the date and the authors.
func (p *page) nearHead() {
	if p.shown == NoBlock {
		return
	}
	linked := p.linkedDates()
	for i := max(0, p.shown-farBefore); i < len(p.blocks.List); i++ {
		b := &p.blocks.List[i]
		if i == p.shown || b.Hidden || b.Kind == markup.Caption || b.Size > longestLine || b.Stops > 6 || p.place[b.Node].hidden || p.apart(b.Node) {
			continue
		}
		gap := i - p.shown
		if gap > farAfter {
			if b.Size <= shortLine && b.Linked == 0 {
				p.lineDate(i, weightFar)
			}
			continue
		}
		if gap < 0 {
			gap *= -3
		}
		weight := .5 - float64(gap)*.012
		if b.Size > longestLine/2 {
			weight -= .08
		}
		p.lineNames(i, weight)
		if b.Linked*2 > b.Size {
			if weight -= .1; linked >= mostLinked {
				weight -= .2
			}
		}
		p.lineDate(i, weight)
	}
	p.farDates()
}

// mostLinked is how many lines about a headline may be links and dates before they are a list of other articles.
const mostLinked = 2

// linkedDates counts the lines about the headline that are links and hold numbers as dates do.
func (p *page) linkedDates() int {
	n := 0
	for i := max(0, p.shown-farBefore); i < min(len(p.blocks.List), p.shown+farAfter); i++ {
		if b := &p.blocks.List[i]; b.Linked*2 > b.Size && b.Size <= longestLine && numbers(p.blocks.TextOf(i)) >= 2 {
			n++
		}
	}
	return n
}

// weightFar is that of a date in a line far from the headline.
const weightFar = .2

// farDates trusts the dates far from the headline where they are the same: many days are those of other articles.
func (p *page) farDates() {
	times, all := map[string]int{}, 0
	for _, day := range p.far {
		times[day]++
		all++
	}
	for i := range p.found.Candidates {
		if c := &p.found.Candidates[i]; c.Field == Published && c.From == "text" && c.weight == weightFar && times[c.Value[:10]]*3 > all*2 {
			c.weight += .1
		}
	}
}

// lineDate keeps the date that a line gives: the earliest where it gives that of a change too.
func (p *page) lineDate(i int, weight float64) {
	s := p.blocks.TextOf(i)
	c := Candidate{From: "text", Block: i, node: p.blocks.List[i].Node, weight: weight}
	if c.Other = p.place[c.node].aside; len(s) > longestValue {
		return
	}
	gap := i - p.shown
	if gap > 0 && gap <= 4 && p.blocks.List[i].Size <= shortLine && !p.ctx.Fetched.IsZero() && p.relative(s, c) || numbers(s) < 2 {
		return
	}
	if v, precision, share, ok := p.earliest(s); ok {
		if share < leastShare && precision == "day" || weight == weightFar && share < leastFarShare {
			c.weight -= .3 // a sentence that speaks of a day
		}
		if p.dated(v, precision, c); weight == weightFar && share >= leastFarShare && p.possible(v) {
			p.far = append(p.far, v[:10])
		}
	}
}

// numbers counts the numbers of a text, up to three.
func numbers(s string) int {
	n, inside := 0, false
	for _, r := range s {
		d := digitOf(r) >= 0
		if d && !inside {
			if n++; n == 3 {
				break
			}
		}
		inside = d
	}
	return n
}

// leastFarShare is that of a date far from the headline.
const leastFarShare = .5

// leastShare is how much of a line's letters and digits a date without a time of day takes, where the line is there to tell it.
const leastShare = .2

// earliest is the earliest date that a line gives to the day, and its share of the line.
func (p *page) earliest(s string) (v, precision string, share float64, ok bool) {
	figures := 10. // of a date in numbers, with the words that mark them
	if strings.Contains(s, ":") && numbers(s) > 2 {
		figures += 4 // of the time of day
	}
	all := float64(max(size(s), 1))
	if v, precision, ok = yearFirst(s); ok {
		return v, precision, figures / all, true
	}
	text := rapporteur.NewText(s)
	for _, code := range p.codes() {
		for _, d := range p.ctx.Dates.Parse(text, rapporteur.Span{End: text.Len()}, code, dates.Anchor{}) {
			if len(d.Value) < 10 {
				continue
			}
			share += float64(size(text.Slice(d.Span))) / all
			if !ok || d.Value < v {
				v, precision, ok = d.Value, d.Precision, true
			}
		}
		if ok {
			return v, precision, share, true
		}
	}
	v, precision, ok = shortYear(s, p.ctx.Fetched)
	return v, precision, figures / all, ok
}

// relative keeps a time that a line tells by its distance from the capture, and tells whether it did: "yesterday 14:05", "2 hours ago".
func (p *page) relative(s string, c Candidate) bool {
	text := rapporteur.NewText(s)
	for _, d := range p.ctx.Dates.Parse(text, rapporteur.Span{End: text.Len()}, p.codes()[0], dates.At(p.ctx.Fetched)) {
		if len(d.Value) >= 10 && d.Span.Len()*2 >= text.Len() && !written(text.Slice(d.Span)) {
			c.weight -= .2
			p.dated(d.Value, d.Precision, c)
			return true
		}
	}
	return false
}

// written tells whether a date stands there in full, with its year, and so needs no other to be told.
func written(s string) bool {
	n := 0
	for _, r := range s {
		if d := digitOf(r); d < 0 {
			n = 0
		} else if n++; n == 4 {
			return true
		}
	}
	return false
}

// shortYear reads a date with two figures for the year, 18.05.31, where it lies in the two years before the capture.
func shortYear(s string, fetched time.Time) (v, precision string, ok bool) {
	if fetched.IsZero() {
		return "", "", false
	}
	for i := 0; i+8 <= len(s); i++ {
		if w := s[i : i+8]; w[2] == '.' && w[5] == '.' && digits(w[:2]) && digits(w[3:5]) && digits(w[6:8]) && (i == 0 || s[i-1] < '0' && s[i-1] != '.') && (i+8 == len(s) || s[i+8] < '0' || s[i+8] > '9') {
			if t, err := time.Parse("02.01.06", w); err == nil && t.After(fetched.AddDate(-2, 0, 0)) && !t.After(fetched) {
				return t.Format(time.DateOnly), "day", true
			}
		}
	}
	return "", "", false
}

// lineNames keeps the names that a line gives after the words that lead to an author.
func (p *page) lineNames(i int, weight float64) {
	b := &p.blocks.List[i]
	if b.Size > longestNames || b.Size < 4 || b.Kind == markup.Heading {
		return
	}
	c := Candidate{From: "text", Block: i, node: b.Node, weight: weight, Other: p.place[b.Node].aside}
	for part := range strings.FieldsFuncSeq(tidy(p.blocks.TextOf(i)), func(r rune) bool { return r == '|' || r == '•' || r == '·' || r == '/' }) {
		part = strings.TrimSpace(part)
		rest := p.unlabel(part)
		if rest == part {
			if rest = afterSmall(part); rest == part {
				continue
			}
			c.weight = weight - .1
		}
		for _, name := range p.names(rest, false) {
			if isPerson(name) {
				c.Field, c.Value = Author, name
				p.add(c)
			}
		}
	}
}

// afterSmall is a text without the small word that it begins with, as "by" does in any language that has capitals: names begin with one.
func afterSmall(s string) string {
	w, rest, ok := strings.Cut(s, " ")
	r, _ := utf8.DecodeRuneInString(w)
	next, _ := utf8.DecodeRuneInString(rest)
	if !ok || !unicode.IsLower(r) || !unicode.IsUpper(next) || utf8.RuneCountInString(w) > 4 {
		return s
	}
	return rest
}

// isPerson tells whether a text has the shape of a person's name: two to five words that begin with capitals, small ones between; where the script has none, few letters.
func isPerson(s string) bool {
	fields := strings.Fields(s)
	if strings.ContainsAny(s, "?!:;0123456789\"") || len(fields) > 5 {
		return false
	}
	small := 0
	for i, w := range fields {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsLower(r):
			if small++; i == 0 || i == len(fields)-1 || utf8.RuneCountInString(w) > 4 {
				return false
			}
		case unicode.IsUpper(r):
		case markup.IsWide(r):
			return len(fields) <= 2 && utf8.RuneCountInString(s) <= 8
		case !unicode.IsLetter(r):
			return false
		}
	}
	return len(fields) > 1+small
}

// lastResort looks for the date in the data that scripts carry.
func (p *page) lastResort() {
	left, tries := mostScript, mostTries
	for k := range p.tree.Nodes {
		n := &p.tree.Nodes[k]
		if n.Name != "script" || n.First == markup.None {
			continue
		}
		s := p.tree.Source[p.tree.Nodes[n.First].Start:p.tree.Nodes[n.Last].End]
		if left -= len(s); left < 0 {
			return
		}
		if p.scriptDate(s, &tries) {
			return
		}
	}
}

// scriptKeys are parts of the keys that data in scripts give the date of publication by.
var scriptKeys = [...]string{"ublish", "pubDate", "pub_date", "deploy", "released", "posted"}

// mostTries is how often a key in scripts is looked at.
const mostTries = 60

// scriptDate keeps the first date of publication in a script that holds the page's title too.
func (p *page) scriptDate(s string, tries *int) bool {
	const far = 20_000
	for _, key := range scriptKeys {
		for at := 0; *tries > 0; *tries-- {
			i := strings.Index(s[at:], key)
			if i < 0 {
				break
			}
			i += at
			at = i + len(key)
			v := keyed(s[i:])
			if v == "" {
				continue
			}
			if day, precision, ok := machineDate(v); ok && p.tells(s[max(0, i-far):min(len(s), i+far)]) {
				p.dated(day, precision, Candidate{From: "script", Block: NoBlock, node: markup.None, weight: .3})
				return true
			}
		}
	}
	return false
}

// keyed is the text that is the value of the key that s begins within.
func keyed(s string) string {
	const longestKey = 30
	i := 0
	for i < len(s) && i < longestKey && (isLetter(s[i]) || s[i] == '_') {
		i++
	}
	rest := strings.TrimLeft(s[i:min(len(s), i+longestKey+longestDate)], `\`)
	rest, ok := strings.CutPrefix(rest, `"`)
	if !ok {
		return ""
	}
	if rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " "), ":"); !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, ` \`)
	if rest, ok = strings.CutPrefix(rest, `"`); ok {
		rest = rest[:max(0, strings.IndexAny(rest, `"\`))]
		return rest
	}
	n := 0
	for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	return rest[:n]
}

// tells tells whether a piece of a script holds one of the page's titles: the longest stretch of one without marks, which scripts may write otherwise.
func (p *page) tells(s string) bool {
	for _, t := range p.told {
		longest := ""
		for part := range strings.FieldsFuncSeq(t.value, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ' ' }) {
			if len(part) > len(longest) {
				longest = part
			}
		}
		if size(longest) >= shortestTitle && strings.Contains(s, longest) {
			return true
		}
	}
	return len(p.told) == 0
}
