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

// Knowing gives the same pipeline knowing the lines that come back on each outlet's pages.
func (p *Pipeline) Knowing(lines reading.Recurring) *Pipeline {
	k := *p
	k.reader = p.reader.Knowing(lines)
	return &k
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
		encodings[i] = p.model.Encode(p.pieces(d.Text, a))
		defer encodings[i].Release()
		spans := spansOf(a)
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

// What is read of one article, so that time and memory are bounded: some 25,000 words. What comes after is dropped with its reason.
const (
	longestArticle   = 40000              // sub-words
	longestParagraph = 8 * longestArticle // code points; a sub-word is seldom longer than eight, so that a paragraph without end is not segmented whole
)

// notRead is the reason of text that is dropped because an article is too long.
const notRead = "beyond what is read of one article"

// pieces gives the sub-words of an article and cuts its body after the last that is read.
func (p *Pipeline) pieces(text rapporteur.Text, a *rapporteur.Article) []encoder.Piece {
	var pieces []encoder.Piece
	if a.Title != nil && a.Title.Span != nil {
		pieces, _ = p.upTo(longestArticle, text, *a.Title.Span)
	}
	for i, s := range a.Body {
		ps, end := p.upTo(longestArticle-len(pieces), text, s)
		pieces = append(pieces, ps...)
		if end < s.End {
			a.Dropped = append(a.Dropped, rapporteur.Dropped{Span: rapporteur.Span{Start: end, End: a.Body[len(a.Body)-1].End}, Reason: notRead})
			if a.Body = a.Body[:i]; end > s.Start {
				a.Body = append(a.Body, rapporteur.Span{Start: s.Start, End: end})
			}
			break
		}
	}
	return pieces
}

// upTo gives the first sub-words of a span, and where they end: the span's end where all of it is read.
func (p *Pipeline) upTo(most int, text rapporteur.Text, s rapporteur.Span) ([]encoder.Piece, int) {
	end := min(s.End, s.Start+longestParagraph)
	ps := p.model.Pieces(text, rapporteur.Span{Start: s.Start, End: end})
	if len(ps) <= most {
		return ps, end
	}
	if ps = ps[:most]; most == 0 {
		return ps, s.Start
	}
	return ps, ps[most-1].Span.End
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
