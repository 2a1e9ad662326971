package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/language"
)

// tally is how many pieces of a language were told right.
type tally struct {
	sentences, right, texts, textsRight int
	wrong                               map[string]int
}

func (t *tally) sentenceShare() float64 { return float64(t.right) / float64(max(t.sentences, 1)) }

func (t *tally) textShare() float64 { return float64(t.textsRight) / float64(max(t.texts, 1)) }

// add counts another's pieces in.
func (t *tally) add(other *tally) {
	t.sentences, t.right, t.texts, t.textsRight = t.sentences+other.sentences, t.right+other.right, t.texts+other.texts, t.textsRight+other.textsRight
}

// figures measures by language.
type figures map[string]*tally

func (f figures) add(code, got string, whole bool) {
	t := f[code]
	if t == nil {
		t = &tally{wrong: map[string]int{}}
		f[code] = t
	}
	if whole {
		t.texts++
		if got == code {
			t.textsRight++
		}
		return
	}
	t.sentences++
	if got == code {
		t.right++
	} else {
		t.wrong[got]++
	}
}

func measure(to io.Writer, parallel string) error {
	packs, err := language.Builtin()
	if err != nil {
		return err
	}
	f := figures{}
	if parallel != "" {
		err = f.parallel(packs, parallel)
	} else {
		err = f.heldOut(packs, ".")
	}
	f.print(to)
	return err
}

func (f figures) heldOut(packs *language.Packs, root string) error {
	scripts, err := gather(root)
	if err != nil {
		return err
	}
	for _, s := range scripts {
		for _, p := range s.pieces {
			if p.held {
				got, _ := packs.Identify(p.body)
				f.add(s.codes[p.class], got, p.whole)
			}
		}
	}
	return nil
}

func (f figures) parallel(packs *language.Packs, dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.txt"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no %s/<language>/*.txt", dir)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		code := filepath.Base(filepath.Dir(file))
		got, _ := packs.Identify(string(b))
		f.add(code, got, true)
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSpace(line); line != "" {
				got, _ := packs.Identify(line)
				f.add(code, got, false)
			}
		}
	}
	return nil
}

func (f figures) print(to io.Writer) {
	total := tally{}
	fmt.Fprintln(to, "| language | sentences | right | texts | right | sentences taken for |\n|---|---|---|---|---|---|")
	for _, code := range slices.Sorted(maps.Keys(f)) {
		t := f[code]
		total.add(t)
		fmt.Fprintf(to, "| %s | %d | %s | %d | %s | %s |\n", code, t.sentences, share(t.right, t.sentences), t.texts, share(t.textsRight, t.texts), t.taken())
	}
	fmt.Fprintf(to, "| all | %d | %s | %d | %s | |\n", total.sentences, share(total.right, total.sentences), total.texts, share(total.textsRight, total.texts))
}

func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return strings.TrimPrefix(fmt.Sprintf("%.4f", float64(n)/float64(of)), "0")
}

// taken lists what sentences were taken for, the most frequent first.
func (t *tally) taken() string {
	codes := slices.SortedFunc(maps.Keys(t.wrong), func(a, b string) int {
		if t.wrong[a] != t.wrong[b] {
			return t.wrong[b] - t.wrong[a]
		}
		return strings.Compare(a, b)
	})
	out := make([]string, 0, len(codes))
	for _, c := range codes {
		out = append(out, fmt.Sprintf("%s %d", c, t.wrong[c]))
	}
	return strings.Join(out, ", ")
}
