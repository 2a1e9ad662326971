package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// respelling is what Bosnian writes for the words of Croatian or Serbian.
type respelling struct {
	whole  map[string]string
	starts [][2]string     // beginnings of words and what stands for them, longest first
	never  map[string]bool // words that are the other language's alone, with nothing known to stand for them
}

// respellings reads "code: theirs>ours" lines, a * for the rest of a word and a _ for a space.
func respellings(path string) (map[string]*respelling, error) {
	lists, err := listed(path)
	if err != nil {
		return nil, err
	}
	out := map[string]*respelling{}
	for _, l := range lists {
		r := out[l.code]
		if r == nil {
			r = &respelling{whole: map[string]string{}, never: map[string]bool{}}
			out[l.code] = r
		}
		for pair := range strings.FieldsSeq(l.body) {
			theirs, ours, _ := strings.Cut(strings.ReplaceAll(pair, "_", " "), ">")
			if strings.Trim(theirs, "*") == "" || strings.Trim(ours, "*") == "" {
				return nil, fmt.Errorf("%s: %q is not theirs>ours", path, pair)
			}
			if start, ok := strings.CutSuffix(theirs, "*"); ok {
				r.starts = append(r.starts, [2]string{start, strings.TrimSuffix(ours, "*")})
			} else {
				r.whole[theirs] = ours
			}
		}
		slices.SortStableFunc(r.starts, func(a, b [2]string) int { return len(b[0]) - len(a[0]) })
	}
	return out, nil
}

// learn takes in what the texts to train on and the lists of words tell: the yats that Serbian writes as e, and words that are not Bosnian.
func (r *respelling) learn(code string, texts, lists []text) {
	seen, own := map[string]bool{}, map[string]bool{}
	var ijekavian []string
	for _, t := range texts {
		if t.held || t.code != "hr" && t.code != "bs" {
			continue
		}
		for _, w := range words(t.body) {
			own[w] = own[w] || t.code == "bs"
			if !seen[w] && ekavianOf(w) != w {
				ijekavian = append(ijekavian, w)
			}
			seen[w] = true
		}
	}
	for _, l := range lists {
		for w := range strings.FieldsSeq(l.body) {
			own[w] = own[w] || slices.Contains(strings.Fields(l.code), "bs")
		}
	}
	for _, l := range lists {
		for w := range strings.FieldsSeq(l.body) {
			if l.code == code && !own[w] && (code == "hr" && ekavianOf(w) == w || code != "hr" && !seen[w]) {
				r.never[w] = true
			}
		}
	}
	if code == "hr" {
		return
	}
	for _, w := range ijekavian {
		if e := ekavianOf(w); !seen[e] && r.whole[e] == "" {
			r.whole[e] = w
		}
	}
}

var letters = regexp.MustCompile(`\p{L}+`)

// of gives a sentence as Bosnian writes it; "" where that is the same, or where a word of it is not Bosnian.
func (r *respelling) of(sentence string) string {
	foreign := false
	out := letters.ReplaceAllStringFunc(sentence, func(w string) string {
		lower := strings.ToLower(w)
		to := r.word(lower)
		foreign = foreign || r.never[to]
		if to == lower {
			return w
		}
		if unicode.IsUpper([]rune(w)[0]) {
			first := []rune(to)
			first[0] = unicode.ToUpper(first[0])
			return string(first)
		}
		return to
	})
	if foreign || out == sentence {
		return ""
	}
	return out
}

func (r *respelling) word(w string) string {
	if to, ok := r.whole[w]; ok {
		return to
	}
	for _, p := range r.starts {
		if rest, ok := strings.CutPrefix(w, p[0]); ok {
			return p[1] + rest
		}
	}
	return w
}

// addRespelt adds the sentences of the Croatian and Serbian texts to train on as Bosnian writes them. They differ from what they were made of in such
// words alone, which keeps names and subjects from being taken for a language.
func (c *corpus) addRespelt(path string, texts, lists []text) error {
	by, err := respellings(path)
	if err != nil {
		return err
	}
	for code, r := range by {
		r.learn(code, texts, lists)
	}
	for _, t := range texts {
		r := by[t.code]
		if r == nil || t.held {
			continue
		}
		c.texts++
		for _, s := range sentences(t.body) {
			if b := r.of(s); b != "" {
				c.add(piece{body: b, listed: true, made: true, text: c.texts}, "bs")
			}
		}
	}
	return nil
}
