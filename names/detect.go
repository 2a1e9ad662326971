package names

import (
	"rapporteur"
	"rapporteur/encoder"
	"rapporteur/tagging"
)

// Detector finds mentions in vectors. It is immutable and safe for concurrent use.
type Detector struct {
	head encoder.Linear
	tags *tagging.Decoder
}

// NewDetector takes the name head of a model; it fails where the model has none.
func NewDetector(m *encoder.Model) (*Detector, error) {
	h, err := m.Linear("name")
	if err != nil {
		return nil, err
	}
	return &Detector{h, tagging.NewDecoder(h.Labels)}, nil
}

// Detect gives the mentions of an article as the head sees them, in order, without entities.
func (d *Detector) Detect(e *encoder.Encoding) []rapporteur.Mention {
	var out []rapporteur.Mention
	for _, c := range d.tags.Decode(e.Classify(d.head)) {
		first, end := c.First, c.End
		for first < end && e.Pieces[first].Span.Empty() {
			first++
		}
		if first < end {
			s := rapporteur.Span{Start: e.Pieces[first].Span.Start, End: e.Pieces[end-1].Span.End}
			out = append(out, rapporteur.Mention{Span: s, Kind: rapporteur.Kind(c.Part)})
		}
	}
	return out
}
