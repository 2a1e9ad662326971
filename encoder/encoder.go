// Package encoder turns text into sub-words with their places and vectors, by a small multilingual encoder (post-norm
// transformer layers, nine of them 384 wide as shipped, started from multilingual-e5-small: Wang et al. 2024) in 8-bit integers. It knows no task: whoever
// wants to know something asks its vectors through a Linear or a Pairwise head.
//
//	pieces := model.Pieces(text, paragraph)       // sub-words with their places
//	encoding := model.Encode(pieces)              // one pass
//	rows := encoding.Classify(head)              // log-probabilities for each piece, by model.Linear("tag")
package encoder

import (
	"encoding/json"
	"fmt"
	"math"
	"unsafe"

	"rapporteur/encoder/kernel"
)

// Meta is what the weights say of themselves.
type Meta struct {
	Layers, Width, Heads, Inner int
	Epsilon                     float32
	Window, Stride              int                 // sub-words of a window with its two control symbols, and from one window's start to the next
	Labels                      map[string][]string // of the heads that classify, by their names: "tag", "name", "mode", "act", "report", "role"
	Far                         int                 // distances from an anchor beyond this are one
	PairInner, PairLayers       int                 // width and number of the thin layers of a pairwise head
	Tables                      []int               // sizes of the tables of a choosing head, by feature
	Steps                       []int               // lower bounds of the classes of distance, in pieces, that a choosing head knows
	Ranks                       int                 // other names between a place and a candidate; more are as many
}

// Model is an encoder with its heads. It is immutable but for a cache, and safe for concurrent use.
type Model struct {
	Meta
	vocabulary *vocabulary
	bos, eos   int32
	words      []byte // sub-word vectors in 4 bits
	position   []float32
	normW      []float32
	normB      []float32
	stack      stack
	heads      *file
	path       kernel.Path
}

// Builtin gives the model that the program carries.
func Builtin() (*Model, error) { return Open(bytesOf(subwords), bytesOf(layers)) }

func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// Open reads a model from the two files that training/export.py writes; the model keeps and shares their memory. An error tells which
// file is of another version, cut short or does not fit.
func Open(subwords, layers []byte) (*Model, error) {
	sf, err := openFile("subwords", subwords)
	if err != nil {
		return nil, err
	}
	lf, err := openFile("layers", layers)
	if err != nil {
		return nil, err
	}
	m := &Model{heads: lf, path: kernel.Best()}
	var sm vocabularyMeta
	if err := json.Unmarshal(sf.meta, &sm); err != nil {
		return nil, fmt.Errorf("weights subwords: %w", err)
	}
	if err := json.Unmarshal(lf.meta, &m.Meta); err != nil {
		return nil, fmt.Errorf("weights layers: %w", err)
	}
	if err := m.check(sm); err != nil {
		return nil, err
	}
	if m.vocabulary, err = openVocabulary(sf, sm); err != nil {
		return nil, err
	}
	m.bos, m.eos = int32(sm.Bos), int32(sm.Eos)
	t := sf.tensors["word"]
	if t.Type != "q4" || t.Bytes != sm.Pieces*m.Width/32*18 {
		return nil, fmt.Errorf("weights subwords: the vectors are missing or of another size")
	}
	m.words = sf.data[t.Offset : t.Offset+t.Bytes]
	m.load(lf)
	return m, lf.err
}

func (m *Model) check(sm vocabularyMeta) error {
	switch {
	case m.Width != sm.Width || m.Width <= 0 || m.Width%32 != 0 || m.Width > 4096 || m.Inner <= 0 || m.Inner%32 != 0 || m.Inner > 1<<15:
		return fmt.Errorf("weights: widths %d, %d and %d do not fit each other", sm.Width, m.Width, m.Inner)
	case m.Heads <= 0 || m.Width != m.Heads*kernel.HeadWidth:
		return fmt.Errorf("weights layers: %d heads of width %d are not supported", m.Heads, kernel.HeadWidth)
	case m.Layers <= 0 || m.Layers > 64 || m.Window <= around || m.Window > positions || m.Stride <= 0 || m.Stride > m.held():
		return fmt.Errorf("weights layers: %d layers, windows of %d and stride %d are not supported", m.Layers, m.Window, m.Stride)
	case sm.Pieces <= control || sm.Pieces > 1<<22 || sm.Bos < 0 || sm.Bos >= sm.Pieces || sm.Eos < 0 || sm.Eos >= sm.Pieces || sm.Unk < 0 || sm.Unk >= sm.Pieces:
		return fmt.Errorf("weights subwords: %d pieces are not supported", sm.Pieces)
	}
	return nil
}

const positions = 512

func (m *Model) load(f *file) {
	w := m.Width
	m.position = f.floats("pos", f.count("pos"))
	if len(m.position) < m.Window*w && f.err == nil {
		f.err = fmt.Errorf("weights layers: too few positions")
	}
	m.normW, m.normB = f.floats("ln.w", w), f.floats("ln.b", w)
	m.stack = f.stack("l", m.Layers, w, m.Inner, m.Epsilon)
}

// around is how many control symbols stand at the ends of a window.
const around = 2

// held is how many sub-words a window holds: with the control symbols they come to whole steps of the kernel.
func (m *Model) held() int { return m.Window - around }

// On gives the same model computing on another path: the results are the same bits, only slower or faster.
func (m *Model) On(p kernel.Path) *Model {
	c := *m
	c.path = p
	return &c
}

// vector writes the vector of a sub-word: blocks of 32 weights as an f16 scale and 16 bytes, low nibbles first, minus 8.
func (m *Model) vector(dst []float32, id int32) {
	size := m.Width / 32 * 18
	row := m.words[int(id)*size : (int(id)+1)*size]
	for b := 0; b < m.Width/32; b++ {
		block := row[b*18 : b*18+18]
		scale := half(uint16(block[0]) | uint16(block[1])<<8)
		for i, v := range block[2:] {
			dst[b*32+i] = float32(int(v&15)-8) * scale
			dst[b*32+16+i] = float32(int(v>>4)-8) * scale
		}
	}
}

// half converts an IEEE 754 half to float32; scales are never infinite.
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10)&31, uint32(h)&1023
	if exponent == 0 {
		f := float32(fraction) / (1 << 24)
		if sign != 0 {
			f = -f
		}
		return f
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}
