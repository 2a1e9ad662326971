package pipeline

import (
	"slices"
	"strings"
	"testing"

	"rapporteur"
)

// paragraphs makes an article of paragraphs, one a line.
func paragraphs(s string) (rapporteur.Text, *rapporteur.Article) {
	text, a, at := rapporteur.NewText(s), &rapporteur.Article{}, 0
	for _, p := range strings.Split(s, "\n") {
		n := len([]rune(p))
		a.Body = append(a.Body, rapporteur.Span{Start: at, End: at + n})
		at += n + 1
	}
	return text, a
}

// An article without end is read up to a bound, and what is left is told; nothing is taken off one within it, whatever its paragraphs end with.
func TestLongArticlesAreCut(t *testing.T) {
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	text, a := paragraphs("It rained. \u200b\u200b \u00ad\n\u200b\nAna Kolt said that it would go on.  ")
	whole := slices.Clone(a.Body)
	if p.pieces(text, a); len(a.Dropped) > 0 || !slices.Equal(a.Body, whole) {
		t.Errorf("a short article lost %v, body %v", a.Dropped, a.Body)
	}
	for name, s := range map[string]string{
		"one paragraph":   strings.Repeat("the bridge ", longestArticle),
		"many paragraphs": strings.Repeat("the bridge\n", longestArticle),
	} {
		text, a := paragraphs(s)
		last := a.Body[len(a.Body)-1].End
		got := p.pieces(text, a)
		if len(got) != longestArticle || len(a.Dropped) != 1 || a.Dropped[0].Reason != notRead || a.Dropped[0].Span.End != last {
			t.Fatalf("%s: %d sub-words, dropped %v", name, len(got), a.Dropped)
		}
		if end := a.Body[len(a.Body)-1].End; end != a.Dropped[0].Span.Start && end+1 != a.Dropped[0].Span.Start || got[len(got)-1].Span.End > end {
			t.Errorf("%s: body ends at %d, dropped from %d, read to %d", name, end, a.Dropped[0].Span.Start, got[len(got)-1].Span.End)
		}
	}
}
