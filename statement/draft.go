package statement

import (
	"math"
	"slices"
	"sort"
	"strings"

	"rapporteur"
	"rapporteur/encoder"
	"rapporteur/tagging"
)

// Heads reads statements out of vectors. It is immutable and safe for concurrent use.
type Heads struct {
	tag, mode, act, report encoder.Linear
	role                   encoder.Pairwise
	refer                  encoder.Choice
	steps                  []int // classes of distance that refer knows
	ranks                  int
	kinds                  []rapporteur.Kind // of names, in the order that refer knows
	tags, roles            *tagging.Decoder
	contentB, contentI     int // columns of content in the tag head
}

// NewHeads takes the heads of a model; it fails where the model has none.
func NewHeads(m *encoder.Model) (*Heads, error) {
	h := &Heads{steps: m.Steps, ranks: m.Ranks}
	var err error
	for name, to := range map[string]*encoder.Linear{"tag": &h.tag, "mode": &h.mode, "act": &h.act, "report": &h.report} {
		if *to, err = m.Linear(name); err != nil {
			return nil, err
		}
	}
	if h.role, err = m.Pairwise("role"); err != nil {
		return nil, err
	}
	if h.refer, err = m.Choice("refer"); err != nil {
		return nil, err
	}
	for _, l := range m.Labels["name"] {
		if k, ok := strings.CutPrefix(l, "B-"); ok {
			h.kinds = append(h.kinds, rapporteur.Kind(k))
		}
	}
	h.tags, h.roles = tagging.NewDecoder(h.tag.Labels), tagging.NewDecoder(h.role.Labels)
	h.contentB, h.contentI = slices.Index(h.tag.Labels, "B-content"), slices.Index(h.tag.Labels, "I-content")
	return h, nil
}

// Draft is a statement as the heads alone give it, before any rule.
type Draft struct {
	Cue                 rapporteur.Span // empty where content stands without a cue
	Content             []rapporteur.Span
	Source              []rapporteur.Span
	Addressee, Occasion *rapporteur.Span
	Via                 []rapporteur.Span
	Thought             bool
	Confidence          float64 // probability of the cue times that of the content; of the content alone where no cue is
	heads               headsSay
	nobody              bool            // whether nobody else is to be taken for its speaker where no source is settled
	own                 rapporteur.Span // the words that stand for its source where those of Source tell who that is; empty where Source are the words
	signed              bool            // whether its source is signed under it: what follows is somebody else's
}

// headsSay is what the heads give for a draft, as probabilities; zero where there is no cue.
type headsSay struct {
	cue, content, reports, thought float64
	acts                           []float32 // logarithms
	turn                           bool      // content is a speaker's turn in a dialogue, without a cue
}

// reading is what the heads say about one article.
type reading struct {
	encoding *encoder.Encoding
	pieces   []encoder.Piece
	rows     [][]float32 // of the tag head
	heads    *Heads
	drafts   []Draft
	sources  []rapporteur.Span // as the tag head bounds them
}

// read gives the drafts of an article: for each cue that the tag head finds, the parts that the role head gives it.
func (h *Heads) read(e *encoder.Encoding) *reading {
	r := &reading{encoding: e, pieces: e.Pieces, rows: e.Classify(h.tag), heads: h}
	var cues []encoder.Place
	for _, c := range h.tags.Decode(r.rows) {
		switch c.Part {
		case "cue":
			cues = append(cues, encoder.Place{First: c.First, Last: c.End - 1})
		case "source":
			if s := r.span(c.First, c.End); !s.Empty() {
				r.sources = append(r.sources, s)
			}
		}
	}
	for i, relation := range e.Relate(h.role, cues) {
		if d, ok := r.draft(cues[i], relation); ok {
			r.drafts = append(r.drafts, d)
		}
	}
	return r
}

// Drafts gives the statements of an article with a cue as the heads alone give them, to compare with the training code.
func (h *Heads) Drafts(e *encoder.Encoding) []Draft { return h.read(e).drafts }

func (r *reading) draft(cue encoder.Place, relation encoder.Relation) (Draft, bool) {
	if relation.Rows == nil {
		return Draft{}, false
	}
	d := Draft{Cue: r.span(cue.First, cue.Last+1)}
	mode := r.encoding.Vote(r.heads.mode, cue)
	d.Thought = mode[1] > mode[0]
	d.heads = headsSay{thought: math.Exp(float64(mode[1])), acts: r.encoding.Vote(r.heads.act, cue)}
	sum, n := 0.0, 0
	for _, c := range r.heads.roles.Decode(relation.Rows) {
		s := r.span(relation.First+c.First, relation.First+c.End)
		if s.Empty() {
			continue
		}
		switch c.Part {
		case "content":
			d.Content = append(d.Content, s)
			for _, row := range relation.Rows[c.First:c.End] {
				sum, n = sum+math.Exp(float64(max(row[1], row[2]))), n+1
			}
		case "source":
			d.Source = append(d.Source, s)
		case "addressee":
			d.Addressee = &s
		case "occasion":
			d.Occasion = &s
		case "via":
			d.Via = append(d.Via, s)
		}
	}
	if len(d.Content) == 0 || d.Cue.Empty() {
		return d, false
	}
	d.heads.cue, d.heads.content = r.probability(cue.First, cue.Last+1), sum/float64(n)
	d.Confidence = d.heads.cue * d.heads.content
	return d, true
}

// place is the pieces that stand for a span; false where none does.
func (r *reading) place(s rapporteur.Span) (encoder.Place, bool) {
	at := func(i int) int {
		return sort.Search(len(r.pieces), func(k int) bool { return r.pieces[k].Span.Start >= i })
	}
	first, end := at(s.Start), at(s.End)
	for first < end && r.pieces[first].Span.Empty() {
		first++
	}
	return encoder.Place{First: first, Last: end - 1}, first < end
}

// reports is the probability that a sentence reports anything.
func (r *reading) reports(sentence rapporteur.Span) float64 {
	p, ok := r.place(sentence)
	if !ok {
		return 0
	}
	return math.Exp(float64(r.encoding.Judge(r.heads.report, p)[1]))
}

// span is the place of the pieces [first, end) in the text, without lone marks at its edges.
func (r *reading) span(first, end int) rapporteur.Span {
	for first < end && r.pieces[first].Span.Empty() {
		first++
	}
	if first >= end {
		return rapporteur.Span{}
	}
	return rapporteur.Span{Start: r.pieces[first].Span.Start, End: r.pieces[end-1].Span.End}
}

// probability is the geometric mean of the best tags' probabilities.
func (r *reading) probability(first, end int) float64 {
	sum := 0.0
	for _, row := range r.rows[first:end] {
		top := row[0]
		for _, v := range row {
			top = max(top, v)
		}
		sum += float64(top)
	}
	return math.Exp(sum / float64(end-first))
}

// contentIn is the mean probability that the pieces within a span are content.
func (r *reading) contentIn(s rapporteur.Span) float64 {
	return r.mean(s, func(row []float32) float64 {
		return math.Exp(float64(row[r.heads.contentB])) + math.Exp(float64(row[r.heads.contentI]))
	})
}

// partsIn is the mean probability that the pieces within a span are part of any statement.
func (r *reading) partsIn(s rapporteur.Span) float64 {
	return r.mean(s, func(row []float32) float64 { return 1 - math.Exp(float64(row[0])) })
}

// mean is the mean of a value over the rows of the pieces within a span.
func (r *reading) mean(s rapporteur.Span, value func([]float32) float64) float64 {
	sum, n := 0.0, 0
	within, _ := r.place(s)
	for i := within.First; i <= within.Last; i++ {
		if p := r.pieces[i]; p.Span.End <= s.End && !p.Span.Empty() {
			sum, n = sum+value(r.rows[i]), n+1
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}
