package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// text is one text of a language.
type text struct {
	code string
	body string
	held bool // never trained on: a fifth, by its hash, the same as written/check.py holds out
	line bool // one sentence by itself
}

var (
	divider = regexp.MustCompile(`(?m)^---\s*$`)
	marks   = regexp.MustCompile(`\[(\d+)([sqtcavo])(?::([a-z]+))?(?:=(\d+))? ?|\{([polie])(\d*) |([\[\]{}])`)
	stop    = regexp.MustCompile(`[.!?؟。！？։।۔]+["”“»«’)\]」』]*(?:\s+|$)|[。！？][」』”"]*|\n+`)
)

func held(s string) bool { return sha256.Sum256([]byte(s))[0]%5 == 0 }

// written reads the passages of training/written, their marks taken out.
func written(dir string) ([]text, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no written passages in %s", dir)
	}
	var out []text
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		code := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(filepath.Base(f), ".txt"), "-articles"), "-news")
		for _, block := range divider.Split(string(b), -1) {
			if _, body, ok := strings.Cut(strings.Trim(block, "\n"), "\n"); ok {
				body = marks.ReplaceAllString(body, "")
				out = append(out, text{code: code, body: body, held: held(body)})
			}
		}
	}
	return out, nil
}

// open reads the texts of training/open.
func open(dir string) ([]text, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	var out []text
	for _, f := range files {
		code, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".jsonl"), "-gum")
		r, err := os.Open(f)
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var d struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				return nil, fmt.Errorf("%s: %w", f, err)
			}
			if code == "pt" {
				d.Text = contract(d.Text)
			}
			out = append(out, text{code: code, body: d.Text, held: held(d.Text)})
		}
		r.Close()
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
	}
	return out, nil
}

// lines reads the sentences of training/language/text, one a line; a file is called after its language.
func lines(dir string) ([]text, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no sentences in %s", dir)
	}
	var out []text
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		code := strings.TrimSuffix(filepath.Base(f), ".txt")
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, text{code: code, body: line, held: held(line), line: true})
			}
		}
	}
	return out, nil
}

// listed reads "code: text" lines; lines that begin with # are comments.
func listed(path string) ([]text, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []text
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		code, body, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fmt.Errorf("%s: no code before %.40q", path, line)
		}
		out = append(out, text{code: code, body: body})
	}
	return out, nil
}

// handful is how many words of a list make one example; each word is in repeats of them, beside others each time.
const (
	handful = 4
	repeats = 6
)

// handfuls parts a list of words into examples. Commas keep words from being pairs.
func handfuls(body string) []string {
	words := strings.FieldsFunc(body, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.;!?", r) })
	random := rand.New(rand.NewPCG(3, uint64(len(words))))
	var out []string
	for range repeats {
		random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		for some := range slices.Chunk(words, handful) {
			out = append(out, strings.Join(some, ", "))
		}
	}
	return out
}

// yat is the old vowel as Croatian and Bosnian write it inside a word, and its letter before. Serbian in Latin letters mostly writes e.
var yat = regexp.MustCompile(`(ij|[bcčdfghmpstvzžšr]j)e[a-zčćđšž]`)

// notYat is words whose je or ije is an ending, or borrowed, or whose like Serbian lacks or writes with je too.
var notYat = regexp.MustCompile(`(ij|[^aeiou]j)e(m|g|ga|mu|te|mo)?$|^nije|ijer|ijent|objav|objek|subjek|utje|natje|uvjet|jedin|siječ|tijek|tjed|izvješ|povijes|odvjet`)

// ekavianOf is what Serbian writes for a Croatian or Bosnian word with a yat; other words are given back as they are.
func ekavianOf(word string) string {
	if notYat.MatchString(word) {
		return word
	}
	return yat.ReplaceAllStringFunc(word, func(m string) string { return strings.TrimPrefix(strings.Replace(m, "j", "", 1), "i") })
}

func words(body string) []string {
	return strings.FieldsFunc(strings.ToLower(body), func(r rune) bool { return !unicode.IsLetter(r) })
}

// contract joins what the Portuguese set splits: "em o" is written "no".
func contract(s string) string { return contractions.Replace(s) }

var contractions = func() *strings.Replacer {
	var pairs []string
	for _, p := range []struct{ of, joined string }{{"de", "d"}, {"em", "n"}, {"por", "pel"}, {"a", "a"}} {
		for _, article := range []string{"o", "a", "os", "as"} {
			joined := p.joined + article
			if p.of == "a" {
				joined = map[string]string{"o": "ao", "a": "à", "os": "aos", "as": "às"}[article]
			}
			pairs = append(pairs, " "+p.of+" "+article+" ", " "+joined+" ")
		}
		if p.of == "de" || p.of == "em" {
			for _, other := range []string{"este", "esta", "estes", "estas", "esse", "essa", "ele", "ela", "eles", "elas", "isto", "isso", "um", "uma", "aquele", "aquela"} {
				pairs = append(pairs, " "+p.of+" "+other+" ", " "+p.joined+other+" ")
			}
		}
	}
	return strings.NewReplacer(pairs...)
}()

// sentences cuts a text into its sentences, roughly, as written/check.py does.
func sentences(s string) []string {
	var out []string
	from := 0
	for _, m := range append(stop.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		if t := strings.TrimSpace(s[from:m[1]]); t != "" {
			out = append(out, t)
		}
		from = m[1]
	}
	return out
}

// Serbian is written in both scripts, letter for letter, so each text of it is one of the other script too.
var (
	toLatin    = strings.NewReplacer(pairs("абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ", "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š A B V G D Đ E Ž Z I J K L Lj M N Nj O P R S T Ć U F H C Č Dž Š")...)
	toCyrillic = strings.NewReplacer(append([]string{"LJ", "Љ", "NJ", "Њ", "DŽ", "Џ"}, turned(pairs("љњџЉЊЏабвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ", "lj nj dž Lj Nj Dž a b v g d đ e ž z i j k l m n o p r s t ć u f h c č š A B V G D Đ E Ž Z I J K L M N O P R S T Ć U F H C Č Š"))...)...)
)

func pairs(letters, spellings string) []string {
	var out []string
	for i, s := range strings.Fields(spellings) {
		out = append(out, string([]rune(letters)[i]), s)
	}
	return out
}

func turned(pairs []string) []string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i], pairs[i+1] = pairs[i+1], pairs[i]
	}
	return pairs
}
