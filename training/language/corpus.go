package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"rapporteur/language"
	"rapporteur/language/identify"
)

// all gives every text that may train.
func all(root string) ([]text, error) {
	w, err := written(root + "/training/written")
	if err != nil {
		return nil, err
	}
	o, err := open(root + "/training/open")
	if err != nil {
		return nil, err
	}
	l, err := lines(root + "/training/language/text")
	return slices.Concat(w, o, l), err
}

// script is the texts of one script's languages, in pieces.
type script struct {
	script string
	group  string // of languages of the script; "" for the script itself
	codes  []string
	pieces []piece
}

// piece is a sentence, or a whole text.
type piece struct {
	class  int
	body   string
	whole  bool
	held   bool
	listed bool // words of a list, or made: not a text
	made   bool // respelt from another language; for the model of a group only
	text   int  // which text it is of; -1 for part of a piece
}

// corpus is the texts by script.
type corpus struct {
	packs    *language.Packs
	byScript map[string]*script
	texts    int
}

// gather reads everything that trains or is held out, most languages first.
func gather(root string) ([]*script, error) {
	packs, err := language.Builtin()
	if err != nil {
		return nil, err
	}
	c := &corpus{packs: packs, byScript: map[string]*script{}}
	texts, err := all(root)
	if err != nil {
		return nil, err
	}
	for _, t := range texts {
		c.addText(t)
		switch t.code {
		case "sr":
			c.addText(t.in("sr-Latn", toLatin))
		case "sr-Latn":
			c.addText(t.in("sr", toCyrillic))
		}
	}
	ijekavian, ekavian := yats(texts)
	c.addWords("hr", ijekavian)
	c.addWords("bs", ijekavian)
	c.addWords("sr-Latn", ekavian)
	lists, err := listed(root + "/training/language/words.txt")
	if err != nil {
		return nil, err
	}
	for _, code := range packs.Codes() {
		lists = append(lists, text{code: code, body: packs.For(code).Profile.Words})
	}
	if err := c.addRespelt(root+"/training/language/bosnian.txt", texts, lists); err != nil {
		return nil, err
	}
	for _, w := range lists {
		for code := range strings.FieldsSeq(w.code) {
			c.addWords(code, w.body)
		}
	}
	other, err := listed(root + "/training/language/other.txt")
	if err != nil {
		return nil, err
	}
	for _, o := range other {
		for _, s := range sentences(o.body) {
			c.add(piece{body: s}, identify.Unknown)
		}
		c.addWords(identify.Unknown, o.body)
	}
	return c.scripts(), nil
}

// yats gives the words with a yat of the Croatian and Bosnian texts to train on, each once, and what Serbian writes for them.
func yats(texts []text) (ijekavian, ekavian string) {
	known := map[string]string{}
	for _, t := range texts {
		if t.held || t.code != "hr" && t.code != "bs" {
			continue
		}
		for _, w := range words(t.body) {
			if e := ekavianOf(w); e != w {
				known[w] = e
			}
		}
	}
	for _, w := range slices.Sorted(maps.Keys(known)) {
		ijekavian += " " + w
		ekavian += " " + known[w]
	}
	return ijekavian, ekavian
}

// in gives the text in the other script of its language.
func (t text) in(code string, letters *strings.Replacer) text {
	t.code, t.body = code, letters.Replace(t.body)
	return t
}

func (c *corpus) addText(t text) {
	c.texts++
	if t.line {
		c.add(piece{body: t.body, held: t.held, text: c.texts}, t.code)
		return
	}
	c.add(piece{body: t.body, whole: true, held: t.held, text: c.texts}, t.code)
	for _, s := range sentences(t.body) {
		c.add(piece{body: s, held: t.held, text: c.texts}, t.code)
	}
}

func (c *corpus) addWords(code, body string) {
	for _, s := range handfuls(body) {
		c.texts++
		c.add(piece{body: s, listed: true, text: c.texts}, code)
	}
}

// add takes a piece to its script's, unless it is in another script than its language's, a quotation or nothing but figures.
func (c *corpus) add(p piece, code string) {
	name, letters := identify.Script(p.body)
	if letters < 2 || code != identify.Unknown && name != c.packs.For(code).Profile.Script {
		return
	}
	s := c.byScript[name]
	if s == nil {
		s = &script{script: name}
		c.byScript[name] = s
	}
	s.add(p, code)
}

func (c *corpus) scripts() []*script {
	return slices.SortedFunc(maps.Values(c.byScript), func(a, b *script) int {
		return cmp.Or(len(b.codes)-len(a.codes), strings.Compare(a.script, b.script))
	})
}

// groups are languages so close that a model of their own tells them apart; their script's model takes each group as one.
var groups = [][]string{{"hr", "bs", "sr-Latn"}}

// grouped gives the script's pieces with groups as one language, and those of each group.
func (s *script) grouped() []*script {
	out := []*script{{script: s.script}}
	for _, g := range groups {
		if slices.Contains(s.codes, g[0]) {
			out = append(out, &script{script: s.script, group: strings.Join(g, " "), codes: g})
		}
	}
	for _, p := range s.pieces {
		code := s.codes[p.class]
		for _, g := range out[1:] {
			if c := slices.Index(g.codes, code); c >= 0 {
				code = g.group
				g.pieces = append(g.pieces, p.as(c))
			}
		}
		if !p.made {
			out[0].add(p, code)
		}
	}
	return out
}

func (p piece) as(class int) piece {
	p.class = class
	return p
}

// add takes a piece of a language.
func (s *script) add(p piece, code string) {
	c := slices.Index(s.codes, code)
	if c < 0 {
		c = len(s.codes)
		s.codes = append(s.codes, code)
	}
	s.pieces = append(s.pieces, p.as(c))
}

// train makes the model; where there is one language there is nothing to tell.
func (s *script) train() identify.Linear {
	if len(s.codes) == 1 {
		return identify.Linear{Script: s.script, Codes: s.codes, Offsets: make([]float64, 1)}
	}
	l := s.linear()
	calibrate(&l, s)
	return l
}
