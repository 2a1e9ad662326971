// Package identify tells which language a text is in. The script decides first; among the languages of one script a linear model over n-grams of
// letters, words and pairs of words does. The model is trained by the command in training/language and stands in model.bin.
package identify

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
)

//go:embed model.bin
var packed []byte

// Builtin gives the model that the program carries, unpacked at the first call. It is read-only and safe for concurrent use.
var Builtin = sync.OnceValues(func() (*Model, error) { return Read(bytes.NewReader(packed)) })

// Unknown is the code of a text whose language is not told (ISO 639-2).
const Unknown = "und"

// Model is a linear model for each script, and for each group of languages that a script's model takes as one.
type Model struct {
	Scripts []Linear
}

// Linear is the model of one script's languages: each feature of a text adds its weights to the languages' scores.
type Linear struct {
	Script string   // ISO 15924
	Group  string   // the code that the script's model has for all languages of this one; "" for the script's model itself
	Codes  []string // BCP 47, a group, or Unknown for languages that are seen but not told
	Keys   []uint32 // features (see Features), in order; none where the script alone decides
	// Weights are those of Keys, one row of len(Codes) a key.
	Weights []int8
	// Sharpness, Power and Offsets, one a code, make a probability of scores: softmax(score * Sharpness / features^Power + offset).
	Sharpness, Power float64
	Offsets          []float64

	slots []int32 // 1 + index into Keys, by the hash of the key; a power of two long
	shift uint
}

// Answer is a language and how often such an answer is right, 0 to 1.
type Answer struct {
	Code       string
	Confidence float64
}

// fewestLetters is how many letters a text must have to be of any language.
const fewestLetters = 2

// Identify tells a text's language: Unknown and 0 where it has no letters of a known script. The work is bounded: some 3,000 letters are looked at.
func (m *Model) Identify(text string) Answer {
	script, letters := Script(text)
	l := m.find(script, "")
	if l == nil || letters < fewestLetters {
		return Answer{Code: Unknown}
	}
	if len(l.Codes) == 1 {
		return Answer{l.Codes[0], 1}
	}
	buffer := buffers.Get().(*[]uint32)
	defer buffers.Put(buffer)
	*buffer = thin(Features((*buffer)[:0], text, script))
	a := l.answer(*buffer)
	if l := m.find(script, a.Code); l != nil {
		within := l.answer(*buffer)
		return Answer{within.Code, a.Confidence * within.Confidence}
	}
	return a
}

// Knows tells whether a code is one that Identify may give.
func (m *Model) Knows(code string) bool {
	return slices.ContainsFunc(m.Scripts, func(l Linear) bool { return slices.Contains(l.Codes, code) })
}

func (m *Model) find(script, group string) *Linear {
	for i := range m.Scripts {
		if l := &m.Scripts[i]; l.Script == script && l.Group == group {
			return l
		}
	}
	return nil
}

// answer is the likeliest language of a text by its features.
func (l *Linear) answer(features []uint32) Answer {
	scores, known := l.Scores(features)
	if known == 0 {
		return Answer{Code: Unknown}
	}
	p := l.Probabilities(scores, known)
	best := 0
	for i := range p {
		if p[i] > p[best] {
			best = i
		}
	}
	return Answer{l.Codes[best], p[best]}
}

// dense is how many features are all scored; of what follows, every third is enough.
const (
	dense  = 2500
	sparse = 3
)

// thin leaves out most features of a long text.
func thin(features []uint32) []uint32 {
	n := min(len(features), dense)
	for i := n; i < len(features); i += sparse {
		features[n] = features[i]
		n++
	}
	return features[:n]
}

var buffers = sync.Pool{New: func() any { return new([]uint32) }}

// Scores adds up the weights of a text's features by language, and counts those that the model knows.
func (l *Linear) Scores(features []uint32) (scores []int32, known int) {
	scores = make([]int32, len(l.Codes))
	for _, f := range features {
		k := l.place(f)
		if k < 0 {
			continue
		}
		known++
		for i, w := range l.Weights[k*len(scores):][:len(scores)] {
			scores[i] += int32(w)
		}
	}
	return scores, known
}

// Probabilities makes probabilities of the scores of so many features.
func (l *Linear) Probabilities(scores []int32, features int) []float64 {
	p, sum := make([]float64, len(scores)), 0.0
	t := l.Sharpness / math.Pow(float64(max(features, 1)), l.Power)
	for i, s := range scores {
		p[i] = float64(s)*t + l.Offsets[i]
	}
	top := slices.Max(p)
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// place gives a feature's place in Keys, or -1.
func (l *Linear) place(f uint32) int {
	for i := slot(f, l.shift); ; i = (i + 1) & (len(l.slots) - 1) {
		k := int(l.slots[i]) - 1
		if k < 0 || l.Keys[k] == f {
			return k
		}
	}
}

func slot(f uint32, shift uint) int { return int(f * 2654435769 >> shift) }

// Index makes the table that features are found by. It must be called when Keys has been set, and before Scores.
func (l *Linear) Index() {
	bits := uint(1)
	for 1<<bits < 2*len(l.Keys)+1 {
		bits++
	}
	l.slots, l.shift = make([]int32, 1<<bits), 32-bits
	for k, f := range l.Keys {
		i := slot(f, l.shift)
		for l.slots[i] != 0 {
			i = (i + 1) & (len(l.slots) - 1)
		}
		l.slots[i] = int32(k + 1)
	}
}

// magic begins a model: its form and version.
const magic = "rapporteur languages 1\n"

// Bounds of what a model may hold, so that a broken one cannot take all memory.
const (
	mostScripts = 64
	mostCodes   = 256
	mostKeys    = 1 << 20
	mostBytes   = 1 << 25
	mostName    = 32
)

// Write packs a model: magic, then deflated: the scripts, each its name, group, codes with offsets, sharpness and power, keys as differences, and weights language by language.
func (m *Model) Write(to io.Writer) error {
	if _, err := io.WriteString(to, magic); err != nil {
		return err
	}
	z, err := flate.NewWriter(to, flate.BestCompression)
	if err != nil {
		return err
	}
	b := binary.AppendUvarint(nil, uint64(len(m.Scripts)))
	for i := range m.Scripts {
		b = m.Scripts[i].append(b)
	}
	if _, err := z.Write(b); err != nil {
		return err
	}
	return z.Close()
}

func (l *Linear) append(b []byte) []byte {
	b = appendString(appendString(b, l.Script), l.Group)
	b = binary.AppendUvarint(b, uint64(len(l.Codes)))
	for i, c := range l.Codes {
		b = appendFloat(appendString(b, c), l.Offsets[i])
	}
	b = appendFloat(appendFloat(b, l.Sharpness), l.Power)
	b = binary.AppendUvarint(b, uint64(len(l.Keys)))
	last := uint32(0)
	for _, k := range l.Keys {
		b = binary.AppendUvarint(b, uint64(k-last))
		last = k
	}
	for c := range l.Codes {
		for k := range l.Keys {
			b = append(b, byte(l.Weights[k*len(l.Codes)+c]))
		}
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendFloat(b []byte, f float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
}

// Read unpacks a model. Errors tell what is wrong with it.
func Read(from io.Reader) (*Model, error) {
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(from, head); err != nil || string(head) != magic {
		return nil, errors.New("language model: not a model, or of another version")
	}
	z := flate.NewReader(from)
	b, err := io.ReadAll(io.LimitReader(z, mostBytes))
	if err != nil {
		return nil, fmt.Errorf("language model: %w", err)
	}
	r := &reader{b: b}
	m := &Model{Scripts: make([]Linear, r.count(mostScripts))}
	for i := range m.Scripts {
		r.linear(&m.Scripts[i])
	}
	if r.err != nil {
		return nil, fmt.Errorf("language model: %w", r.err)
	}
	return m, nil
}

// reader takes values from the front of a model; after the first error all values are zero.
type reader struct {
	b   []byte
	err error
}

var errShort = errors.New("ends too early, or holds more than it may")

func (r *reader) linear(l *Linear) {
	l.Script, l.Group = r.name(), r.name()
	l.Codes = make([]string, r.count(mostCodes))
	l.Offsets = make([]float64, len(l.Codes))
	for i := range l.Codes {
		l.Codes[i], l.Offsets[i] = r.name(), r.float()
	}
	l.Sharpness, l.Power = r.float(), r.float()
	l.Keys = make([]uint32, r.count(min(mostKeys, len(r.b))))
	last := uint32(0)
	for i := range l.Keys {
		last += uint32(r.count(math.MaxUint32))
		l.Keys[i] = last
	}
	if len(l.Codes) == 0 && r.err == nil {
		r.err = errors.New("a script without languages")
	}
	packed := r.bytes(len(l.Keys) * len(l.Codes))
	if r.err != nil {
		return
	}
	l.Weights = make([]int8, len(packed))
	for c := range l.Codes {
		for k, w := range packed[c*len(l.Keys):][:len(l.Keys)] {
			l.Weights[k*len(l.Codes)+c] = int8(w)
		}
	}
	l.Index()
}

func (r *reader) count(most int) int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > uint64(most) {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.b) {
		r.fail()
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) name() string { return string(r.bytes(r.count(mostName))) }

func (r *reader) float() float64 {
	b := r.bytes(8)
	if r.err != nil {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

func (r *reader) fail() {
	if r.err == nil {
		r.err = errShort
	}
	r.b = nil
}
