package statement

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// The role head takes whatever stands where a subject would for the speaker. Where words of the language tell otherwise, voice corrects it: whom a passive
// accuses does not speak, "according to" is said of what stands beside it alone, and whoever is quoted speaks, not the paper.
func (c *cast) voice(as *assembly, d Draft) Draft {
	if d.Cue.Empty() {
		return c.signed(as, d)
	}
	cue := words(c.text, d.Cue)
	fs := c.lexicon.reports.find(cue)
	for _, f := range fs {
		switch {
		case f.use == according && (f.first == 0 || f.end < len(cue)):
			return c.accordingTo(as, d, cue[f.end:], false)
		case f.use == accordingAfter && f.end == len(cue):
			return c.accordingTo(as, d, cue[:f.first], true)
		case f.use == quoting:
			return c.quoted(as, d)
		case f.use == saying:
			return c.conveyed(as, d)
		case f.use == impersonal && len(d.Source) == 0:
			d.nobody = true
			return d
		}
	}
	return c.relayed(as, c.somebody(c.told(as, d, fs)))
}

// fartherSource is how many words may part a source from a word for "according to" before it.
const fartherSource = 4

// accordingTo keeps of a draft's sources what stands beside a word for "according to"; where none does, rest, the other words of its cue, are the source if one is
// written as nouns or names are: "nach ersten Funden", but not "según dijo". A possessive there stands for who spoke before, "own" for the subject.
func (c *cast) accordingTo(as *assembly, d Draft, rest []word, after bool) Draft {
	var beside []rapporteur.Span
	for _, s := range d.Source {
		gap := rapporteur.Span{Start: d.Cue.End, End: s.Start}
		if after {
			gap = rapporteur.Span{Start: c.ending(s.End), End: d.Cue.Start}
		}
		n := len(wordStarts(c.text, gap))
		if gap.Start <= gap.End && (n == 0 || !after && n <= fartherSource && !as.inContent(gap, d) && !c.clauseEnds(gap.Start, gap.End)) {
			beside = append(beside, s)
		}
	}
	behind := c.before(d.Cue)
	behind = behind[max(0, len(behind)-2):]
	if len(rest) == 0 && after && len(behind) > 0 && c.together(behind[len(behind)-1].span.End, d.Cue.Start) {
		rest = behind[len(behind)-1:]
	} else {
		behind = rest
	}
	uses := map[use]bool{}
	for _, f := range c.lexicon.reports.find(behind) {
		uses[f.use] = true
	}
	switch {
	case len(beside) > 0:
		d.Source, d.nobody = beside, true
	case uses[own] && len(d.Source) > 0:
		d.own = rapporteur.Span{Start: behind[0].span.Start, End: behind[len(behind)-1].span.End}
	case uses[own]:
	case uses[possessive]:
		d.Source = nil
	case c.pronounAlone(rest):
		d.Source, d.nobody = []rapporteur.Span{{Start: rest[0].span.Start, End: rest[len(rest)-1].span.End}}, true
	case slices.ContainsFunc(rest, func(w word) bool { return unicode.IsUpper(c.text.Rune(w.span.Start)) }):
		d.Source, d.nobody = []rapporteur.Span{{Start: rest[0].span.Start, End: rest[len(rest)-1].span.End}}, true
	case len(rest) == 0:
		d.Source, d.nobody = nil, true
	}
	return d
}

// ending is where the ending stops that an apostrophe joins to what ends at a place: "Kolt'a göre".
func (c *cast) ending(i int) int {
	if i+1 >= c.text.Len() || !has("'’", c.text.Rune(i)) || !isWord(c.text.Rune(i+1)) {
		return i
	}
	for i++; i < c.text.Len() && isWord(c.text.Rune(i)); i++ {
	}
	return i
}

// pronounAlone tells whether words are one pronoun and nothing else: "volgens hem".
func (c *cast) pronounAlone(ws []word) bool {
	return wholly(c.lexicon.find(ws), pronoun, ws)
}

// told makes the subject of a passive the one addressed ("Kolt was accused"): its speaker has a word for "by", or is not told.
func (c *cast) told(as *assembly, d Draft, cue []found) Draft {
	home := as.sentenceOf(d.Cue.Start)
	uses := map[use]bool{}
	alone := slices.ContainsFunc(cue, func(f found) bool { return f.use == spokenOf })
	for _, w := range []rapporteur.Span{as.wordBefore(d.Cue.Start, home.Start), as.wordAfter(d.Cue.End, home.End)} {
		if as.adjacent(w.End, d.Cue.Start) && as.adjacent(d.Cue.End, w.Start) {
			cue = append(cue, c.lexicon.reports.find(words(c.text, w))...)
		}
	}
	for _, f := range cue {
		uses[f.use] = true
	}
	if (!uses[passive] || !uses[toldOf]) && !alone {
		return d
	}
	var by []rapporteur.Span
	for _, s := range d.Source {
		if c.agent(as, s) {
			by = append(by, s)
		} else if d.Addressee == nil {
			d.Addressee = &s
		}
	}
	d.Source, d.nobody = by, true
	return d
}

// quoted makes the one who is quoted the source: of several that stand beside such a verb the last, but not one that a word for "by" marks.
func (c *cast) quoted(as *assembly, d Draft) Draft {
	all := slices.Clone(d.Source)
	if d.Addressee != nil {
		all = append(all, *d.Addressee)
	}
	if len(all) < 2 {
		return d
	}
	slices.SortFunc(all, func(x, y rapporteur.Span) int { return x.Start - y.Start })
	who := len(all) - 1
	for who > 0 && c.agent(as, all[who]) {
		who--
	}
	d.Source, d.Addressee = all[who:who+1], nil
	d.Via = slices.Concat(d.Via, all[:who], all[who+1:])
	return d
}

// longestBy is the longest form of a word for "by", in words: "की ओर से".
const longestBy = 3

// agent tells whether a passive is a span's doing: a word for "by" stands before it or begins it, or one stands behind it or ends it.
func (c *cast) agent(as *assembly, s rapporteur.Span) bool {
	home, own := as.sentenceOf(s.Start), words(c.text, s)
	before := words(c.text, rapporteur.Span{Start: max(home.Start, s.Start-contextRunes), End: s.Start})
	before = before[max(0, len(before)-longestBy):]
	to := len(before)
	if slices.ContainsFunc(c.lexicon.reports.find(append(before, own[:min(len(own), 1)]...)), func(f found) bool { return f.use == agentive && f.end >= to }) {
		return true
	}
	after := words(c.text, rapporteur.Span{Start: s.End, End: min(home.End, s.End+contextRunes)})
	return slices.ContainsFunc(c.lexicon.reports.find(append(own, after[:min(len(after), longestBy)]...)), func(f found) bool {
		return f.use == agentiveAfter && (f.first == len(own) || f.end == len(own))
	})
}

// longestFrom is how many words may stand between "from" and "his saying".
const longestFrom = 8

// conveyed makes the source what stands between a word for "from" and the noun of saying that is somebody's: "the agency relayed from the minister his saying".
func (c *cast) conveyed(as *assembly, d Draft) Draft {
	before := words(c.text, rapporteur.Span{Start: as.sentenceOf(d.Cue.Start).Start, End: d.Cue.Start})
	fs := c.lexicon.reports.find(before)
	for i := len(fs) - 1; i >= 0; i-- {
		if f := fs[i]; f.use == from {
			if n := len(before) - f.end; n > 0 && n <= longestFrom && !c.clauseEnds(before[f.end].span.Start, d.Cue.Start) {
				d.Source = []rapporteur.Span{{Start: before[f.end].span.Start, End: before[len(before)-1].span.End}}
			}
			break
		}
	}
	return d
}

// somebody lets go of sources that stand for nobody: "es heißt", after which nobody is looked for, and "saying", which has the subject of its verb.
func (c *cast) somebody(d Draft) Draft {
	var out []rapporteur.Span
	for _, s := range d.Source {
		ws := words(c.text, s)
		switch fs := c.lexicon.reports.find(ws); {
		case wholly(fs, impersonal, ws):
			d.nobody = true
		case !wholly(fs, participle, ws):
			out = append(out, s)
		}
	}
	d.Source = out
	return d
}

// wholly tells whether what is found in words is one form of some use, and no other word stands beside it.
func wholly(fs []found, u use, ws []word) bool {
	return len(fs) == 1 && fs[0].use == u && fs[0].end-fs[0].first == len(ws)
}

// relayed makes a channel the source where it stands as the subject of a lone verb that begins its sentence: an outlet that alone speaks.
func (c *cast) relayed(as *assembly, d Draft) Draft {
	if len(d.Source) > 0 || d.nobody || len(wordStarts(c.text, rapporteur.Span{Start: as.sentenceOf(d.Cue.Start).Start, End: d.Cue.End})) > 1 {
		return d
	}
	for i, v := range d.Via {
		if v.Start >= d.Cue.End && as.nothingBetween(d.Cue.End, v.Start) && len(c.named(v, rapporteur.Organisation)) > 0 && !c.addressed(v) {
			d.Source, d.Via = []rapporteur.Span{v}, slices.Delete(slices.Clone(d.Via), i, i+1)
			return d
		}
	}
	return d
}

// addressed tells whether a word for "to" or "of" is written together with the first of a span.
func (c *cast) addressed(s rapporteur.Span) bool {
	ws := words(c.text, s)
	return len(ws) > 0 && slices.ContainsFunc(c.lexicon.prefixes, func(p string) bool {
		return p != "" && slices.Contains(c.lexicon.pack.People.Of, p) && strings.HasPrefix(ws[0].text, p)
	})
}

// signed finds the source of a quotation without a cue: the name behind a dash that ends its paragraph, as in letters and under mottoes, or a name and a
// colon within its marks, as where the turns of a dialogue are quoted.
func (c *cast) signed(as *assembly, d Draft) Draft {
	k := as.paragraphOf(d.Content[0].Start)
	if len(d.Source) > 0 || d.heads.turn || k < 0 {
		return d
	}
	last := d.Content[len(d.Content)-1]
	home := as.paragraphs[k]
	for _, m := range c.mentions {
		switch {
		case m.Kind != rapporteur.Person || m.Entity == "":
		case m.Span.Start == d.Content[0].Start && m.Span.End < d.Content[0].End && has(colons, c.text.Rune(m.Span.End)):
			d.Source = []rapporteur.Span{m.Span}
			d.Content = slices.Clone(d.Content)
			d.Content[0] = as.edges(rapporteur.Span{Start: m.Span.End + 1, End: d.Content[0].End})
			return d
		case m.Span.Start > last.End && m.Span.End <= home.End && c.signature(last.End, m.Span, home.End):
			d.Source, d.signed = []rapporteur.Span{m.Span}, true
			return d
		}
	}
	return d
}

// signature tells whether nothing but marks, a dash the last of them, parts a name from what it stands under, and a comma or nothing follows it.
func (c *cast) signature(from int, name rapporteur.Span, end int) bool {
	between := strings.TrimRightFunc(c.text.Slice(rapporteur.Span{Start: from, End: name.Start}), unicode.IsSpace)
	dash, _ := utf8.DecodeLastRuneInString(between)
	if !has(dashes, dash) || !strings.ContainsAny(between, quoteMarks) || strings.ContainsFunc(between, isWord) {
		return false
	}
	after := strings.TrimLeftFunc(c.text.Slice(rapporteur.Span{Start: name.End, End: end}), unicode.IsSpace)
	return strings.HasPrefix(after, ",") || !strings.ContainsFunc(after, isWord)
}
