package statement

import (
	"math"

	"rapporteur"
	"rapporteur/encoder"
	"rapporteur/tagging"
)

// Heads reads statements out of vectors. It is immutable and safe for concurrent use.
type Heads struct {
	tag, mode          encoder.Linear
	role               encoder.Pairwise
	tags, roles        *tagging.Decoder
	contentB, contentI int // columns of content in the tag head
}

// NewHeads takes the heads of a model; it fails where the model has none.
func NewHeads(m *encoder.Model) (*Heads, error) {
	h := &Heads{}
	var err error
	if h.tag, err = m.Linear("tag"); err != nil {
		return nil, err
	}
	if h.mode, err = m.Linear("mode"); err != nil {
		return nil, err
	}
	if h.role, err = m.Pairwise("role"); err != nil {
		return nil, err
	}
	h.tags, h.roles = tagging.NewDecoder(h.tag.Labels), tagging.NewDecoder(h.role.Labels)
	for i, l := range h.tag.Labels {
		switch l {
		case "B-content":
			h.contentB = i
		case "I-content":
			h.contentI = i
		}
	}
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
	Confidence          float64 // mean probability of the cue's tags and of the parts found for it
}

// reading is what the heads say about one article.
type reading struct {
	pieces  []encoder.Piece
	rows    [][]float32 // of the tag head
	heads   *Heads
	drafts  []Draft
	sources []rapporteur.Span // as the tag head bounds them
}

// read gives the drafts of an article: for each cue that the tag head finds, the parts that the role head gives it.
func (h *Heads) read(e *encoder.Encoding) *reading {
	r := &reading{pieces: e.Pieces, rows: e.Classify(h.tag), heads: h}
	chunks := h.tags.Decode(r.rows)
	for _, c := range chunks {
		if c.Part == "cue" {
			if d, ok := r.draft(e, c); ok {
				r.drafts = append(r.drafts, d)
			}
		}
	}
	for _, c := range chunks {
		if s := r.span(c.First, c.End); c.Part == "source" && !s.Empty() {
			r.sources = append(r.sources, s)
		}
	}
	return r
}

// Drafts gives the statements of an article with a cue as the heads alone give them, to compare with the training code.
func (h *Heads) Drafts(e *encoder.Encoding) []Draft { return h.read(e).drafts }

func (r *reading) draft(e *encoder.Encoding, cue tagging.Chunk) (Draft, bool) {
	window, ok := e.Around(cue.First, cue.End-1)
	if !ok {
		return Draft{}, false
	}
	base := e.Windows[window].First
	rows := e.Relate(r.heads.role, window, cue.First, cue.End-1)
	d := Draft{Cue: r.span(cue.First, cue.End)}
	mode := e.Vote(r.heads.mode, window, cue.First, cue.End-1)
	d.Thought = mode[1] > mode[0]
	sum, n := 0.0, 0
	for _, c := range r.heads.roles.Decode(rows) {
		s := r.span(base+c.First, base+c.End)
		if s.Empty() {
			continue
		}
		switch c.Part {
		case "content":
			d.Content = append(d.Content, s)
			for i := c.First; i < c.End; i++ {
				sum, n = sum+math.Exp(float64(max(rows[i][1], rows[i][2]))), n+1
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
	d.Confidence = r.probability(cue.First, cue.End) * sum / float64(n)
	return d, true
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
	sum, n := 0.0, 0
	for i, p := range r.pieces {
		if p.Span.Start >= s.Start && p.Span.End <= s.End && !p.Span.Empty() {
			sum += math.Exp(float64(r.rows[i][r.heads.contentB])) + math.Exp(float64(r.rows[i][r.heads.contentI]))
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}
