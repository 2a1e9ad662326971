package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"

	"rapporteur"
	"rapporteur/capture"
	"rapporteur/dates"
	"rapporteur/language"
	"rapporteur/reading"
)

// extractor reads pages. Its name begins with one word that tells it from the others.
type extractor struct {
	name string
	read func(rapporteur.Capture) (*rapporteur.Reading, error)
}

// extractors are those whose names begin with a word; all where it is "".
func extractors(begin string) ([]extractor, error) {
	packs, err := language.Builtin()
	if err != nil {
		return nil, err
	}
	reader := reading.New(packs, dates.New(packs))
	all := []extractor{
		{"rapporteur", func(c rapporteur.Capture) (*rapporteur.Reading, error) {
			d, err := reader.Read(c)
			if err != nil {
				return nil, err
			}
			return &d.Reading, nil
		}},
		{"readeck go-readability v2", readeck},
		{"trafilatura (go) alone", trafilaturaWith(false)},
		{"trafilatura+ (go) with its fallback", trafilaturaWith(true)},
	}
	var out []extractor
	for _, x := range all {
		if strings.HasPrefix(x.name, begin) {
			out = append(out, x)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no reader's name begins with %q", begin)
	}
	return out, nil
}

func readeck(c rapporteur.Capture) (*rapporteur.Reading, error) {
	p := readability.NewParser()
	a, err := p.Parse(bytes.NewReader(c.Data), address(c))
	if err != nil {
		return nil, err
	}
	if a.Node == nil {
		return nil, errors.New("no article")
	}
	var text strings.Builder
	if err := a.RenderText(&text); err != nil {
		return nil, err
	}
	published, _ := a.PublishedTime()
	return made(c, a.Title(), a.Byline(), published, text.String()), nil
}

func trafilaturaWith(fallback bool) func(rapporteur.Capture) (*rapporteur.Reading, error) {
	return func(c rapporteur.Capture) (*rapporteur.Reading, error) {
		r, err := trafilatura.Extract(bytes.NewReader(c.Data), trafilatura.Options{OriginalURL: address(c), EnableFallback: fallback, ExcludeComments: true})
		if err != nil {
			return nil, err
		}
		return made(c, r.Metadata.Title, r.Metadata.Author, r.Metadata.Date, r.ContentText), nil
	}
}

// address is where a page comes from, as far as that is an address.
func address(c rapporteur.Capture) *url.URL {
	if !capture.IsAddress(c.Source) {
		return nil
	}
	u, err := url.Parse(c.Source)
	if err != nil {
		return nil
	}
	return u
}

// made is the reading of what an extractor gave: the text is its body, each line a paragraph.
func made(c rapporteur.Capture, title, author string, published time.Time, body string) *rapporteur.Reading {
	text := rapporteur.NewText(strings.ToValidUTF8(body, "\uFFFD"))
	a := rapporteur.Article{ID: "1", Span: rapporteur.Span{End: text.Len()}, Author: author}
	if title != "" {
		a.Title = &rapporteur.Titled{Text: title}
	}
	if !published.IsZero() {
		a.Published = &rapporteur.Published{DateCandidate: rapporteur.DateCandidate{Value: published.Format(time.RFC3339), Precision: "second", From: "extractor"}}
	}
	at := 0
	for line := range strings.Lines(text.String()) {
		if strings.TrimSpace(line) != "" {
			a.Body = append(a.Body, rapporteur.Span{Start: text.Point(at), End: text.Point(at + len(strings.TrimRight(line, "\n")))})
		}
		at += len(line)
	}
	return &rapporteur.Reading{Schema: rapporteur.Schema, Capture: c.Ref(), Text: text, Articles: []rapporteur.Article{a}}
}
