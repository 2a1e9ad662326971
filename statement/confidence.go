package statement

import (
	_ "embed"
	"encoding/json"
	"math"
	"slices"

	"rapporteur"
)

// calibration turns what the heads give for a statement into how often such a statement is right, whose words it is included: a logistic
// regression over the logarithms of the odds (Platt 1999), with an offset a kind and a language. training/calibrate.py fits it on held-out passages
// and takes a discount off.
type calibration struct {
	Base                  float64
	Cue, Content, Reports float64            // weights of the heads' odds
	Kinds                 map[string]float64 // offsets by kind
	Speakers              map[string]float64 // offsets by how the speaker is known: "named", "words", "none"
	Bare, Turn            float64            // offsets of content without a cue: that goes on or stands alone, and that is a turn of a dialogue
	Languages             map[string]float64 // offsets by language; 0 where there was too little to measure
}

//go:embed calibration.json
var calibrationFile []byte

func builtinCalibration() *calibration {
	c := new(calibration)
	if err := json.Unmarshal(calibrationFile, c); err != nil {
		panic("statement: calibration.json: " + err.Error()) // part of the program; a test reads it
	}
	return c
}

// of is the calibrated confidence of a statement.
func (c *calibration) of(lang string, s rapporteur.Statement, h headsSay) float64 {
	z := c.Base + c.Content*odds(h.content) + c.Kinds[string(s.Kind)] + c.Speakers[knownBy(s)] + c.Languages[lang]
	switch {
	case h.turn:
		z += c.Turn
	case len(s.Cue) == 0:
		z += c.Bare
	default:
		z += c.Cue*odds(h.cue) + c.Reports*odds(h.reports)
	}
	return 1 / (1 + math.Exp(-z))
}

// knownBy tells how the speaker of a statement is known.
func knownBy(s rapporteur.Statement) string {
	switch {
	case s.Speaker == nil || s.Speaker.Span == nil:
		return "none"
	case s.Speaker.Rule == ByName || s.Speaker.Rule == BySpokes:
		return "named"
	}
	return "words"
}

// odds is the logarithm of the odds of a probability, bounded.
func odds(p float64) float64 {
	p = min(max(p, .001), .999)
	return math.Log(p / (1 - p))
}

// act is what a statement does, "" for plain stating and for thoughts.
func act(d Draft, labels []string) string {
	if d.Thought || len(d.heads.acts) == 0 {
		return ""
	}
	best := 0
	for i, v := range d.heads.acts {
		if v > d.heads.acts[best] {
			best = i
		}
	}
	if best == 0 { // states
		return ""
	}
	return labels[best]
}

// told is how many of several answers are told.
const told = 3

func (c *cast) explanation(d Draft, s rapporteur.Statement, acts []string) *rapporteur.Explanation {
	h := d.heads
	e := &rapporteur.Explanation{Cue: rounded(h.cue), Content: rounded(h.content), Reports: rounded(h.reports), Raw: rounded(d.Confidence), Thought: rounded(h.thought), Turn: h.turn, Acts: []rapporteur.Chance{}, Means: []rapporteur.Chance{}}
	for i, v := range h.acts {
		e.Acts = append(e.Acts, rapporteur.Chance{What: acts[i], Probability: rounded(math.Exp(float64(v)))})
	}
	e.Acts = likeliest(e.Acts)
	if s.Speaker != nil {
		e.Rule = s.Speaker.Rule
		if s.Speaker.Span != nil && c.referral != nil {
			for entity, p := range c.referral.chances(*s.Speaker.Span) {
				e.Means = append(e.Means, rapporteur.Chance{What: entity, Probability: rounded(p)})
			}
		}
	}
	e.Means = likeliest(e.Means)
	return e
}

// likeliest gives the first few of several answers, likeliest first, without those of less than one in two hundred.
func likeliest(all []rapporteur.Chance) []rapporteur.Chance {
	slices.SortFunc(all, func(a, b rapporteur.Chance) int {
		switch {
		case a.Probability > b.Probability || a.Probability == b.Probability && a.What < b.What:
			return -1
		}
		return 1
	})
	all = all[:min(len(all), told)]
	return slices.DeleteFunc(all, func(c rapporteur.Chance) bool { return c.Probability < .005 })
}

func rounded(p float64) float64 { return math.Round(p*1000) / 1000 }
