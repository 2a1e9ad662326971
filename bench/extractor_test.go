package main

import (
	"strings"
	"testing"
	"time"

	"rapporteur/capture"
)

// The page is invented.
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bridge opens in Sandor</title></head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Bridge opens in Sandor</h1>
<p>The bridge over the Lenn was opened on Monday after three years of work, the city of Sandor said in a statement to the press.</p>
<p>Ana Kolt, the mayor, said that the old one would be taken down in spring, once the river is low enough for the machines to work.</p>
<p>Some four thousand people crossed it on the first day, most of them on foot, and the trams are to follow in the summer of next year.</p>
</article></body></html>`

func TestExtractors(t *testing.T) {
	c, err := capture.New("bridge.html", []byte(page), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := extractors("")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range all {
		r, err := x.read(c)
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		a := r.Articles[0]
		body := ""
		for _, s := range a.Body {
			body += r.Text.Slice(s) + "\n"
		}
		if !strings.Contains(body, "Ana Kolt, the mayor") || strings.Contains(body, "World") || a.Title == nil || a.Title.Text != "Bridge opens in Sandor" {
			t.Errorf("%s: %+v with body %q", x.name, a.Title, body)
		}
	}
	if some, err := extractors("readeck"); err != nil || len(some) != 1 {
		t.Errorf("%d readers of readeck's name, %v", len(some), err)
	}
	if _, err := extractors("nobody"); err == nil {
		t.Error("nobody reads")
	}
}
