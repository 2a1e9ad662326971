// Package pipeline runs the steps of reading in their order, and nothing else.
package pipeline

import (
	"io"

	"rapporteur"
	"rapporteur/commitment"
	"rapporteur/dates"
	"rapporteur/encoder"
	"rapporteur/language"
	"rapporteur/names"
	"rapporteur/reading"
	"rapporteur/statement"
)

// Pipeline reads captures. It is safe for concurrent use.
type Pipeline struct {
	reader      *reading.Reader
	model       *encoder.Model
	detector    *names.Detector
	resolver    *names.Resolver
	statements  *statement.Finder
	dates       *dates.Parser
	commitments *commitment.Finder
}

// New wires the steps with the packs, the model and the names that the program carries; extra tables add a user's own names.
func New(extra ...io.Reader) (*Pipeline, error) {
	packs, err := language.Builtin()
	if err != nil {
		return nil, err
	}
	base, err := names.BuiltinBase(packs, extra...)
	if err != nil {
		return nil, err
	}
	model, err := encoder.Builtin()
	if err != nil {
		return nil, err
	}
	detector, err := names.NewDetector(model)
	if err != nil {
		return nil, err
	}
	heads, err := statement.NewHeads(model)
	if err != nil {
		return nil, err
	}
	parser := dates.New(packs)
	return &Pipeline{
		reader: reading.New(packs, parser), model: model, detector: detector, resolver: names.New(packs, base),
		statements: statement.NewFinder(packs, heads, base.Country), dates: parser, commitments: commitment.New(packs),
	}, nil
}

// Explaining gives the same pipeline telling for each statement what the model's heads gave and what settled its speaker.
func (p *Pipeline) Explaining() *Pipeline {
	e := *p
	e.statements = p.statements.Explaining()
	return &e
}

// Read reads one capture. Its error says why the capture holds no text.
func (p *Pipeline) Read(c rapporteur.Capture) (*rapporteur.Reading, error) {
	d, err := p.reader.Read(c)
	if err != nil {
		return nil, err
	}
	encodings := make([]*encoder.Encoding, len(d.Articles))
	mentioned := make([]names.Article, len(d.Articles))
	for i := range d.Articles {
		a := &d.Articles[i]
		var pieces []encoder.Piece
		spans := spansOf(a)
		for _, s := range spans {
			pieces = append(pieces, p.model.Pieces(d.Text, s)...)
		}
		encodings[i] = p.model.Encode(pieces)
		mentioned[i] = names.Article{Language: a.Language, Spans: spans, Mentions: p.detector.Detect(encodings[i]), Credits: d.Credits[i]}
	}
	who := p.resolver.Resolve(d.Text, mentioned)
	d.Entities = who.Entities
	statements := 1
	for i := range d.Articles {
		a := &d.Articles[i]
		a.Mentions, a.Agencies = who.Mentions[i], who.Credits[i]
		a.Dates = p.datesOf(d.Text, a)
		a.Statements = p.statements.Find(d.Text, a, encodings[i], statements)
		statements += len(a.Statements)
		a.Commitments = p.commitments.Find(d.Text, a)
	}
	return &d.Reading, nil
}

// spansOf is what is read of an article: its title and the paragraphs of its body.
func spansOf(a *rapporteur.Article) []rapporteur.Span {
	var out []rapporteur.Span
	if a.Title != nil && a.Title.Span != nil {
		out = append(out, *a.Title.Span)
	}
	return append(out, a.Body...)
}

func (p *Pipeline) datesOf(text rapporteur.Text, a *rapporteur.Article) []rapporteur.Date {
	out, anchor := []rapporteur.Date{}, dates.AnchorOf(a.Published)
	for _, s := range a.Body {
		out = append(out, p.dates.Parse(text, s, a.Language, anchor)...)
	}
	return out
}
