package encoder

import (
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"unsafe"

	"rapporteur/encoder/kernel"
)

//go:embed weights/subwords.bin
var subwords string

//go:embed weights/layers.bin
var layers string

// magic opens a file of weights; its last digit is the version of the layout that training/export.py writes.
const magic = "RAPTRW1\n"

// tensor is a named array within a file of weights.
type tensor struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
	Bytes  int    `json:"bytes"`
}

// file is a file of weights: a JSON header, then tensors. Tensors share the file's memory.
type file struct {
	name    string
	meta    json.RawMessage
	data    []byte
	tensors map[string]tensor
	err     error // the first tensor asked for that was missing or of another form
}

func openFile(name string, b []byte) (*file, error) {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("weights %s: not a file of weights of this version", name)
	}
	size := int(binary.LittleEndian.Uint32(b[len(magic):]))
	start := len(magic) + 4 + size
	if start > len(b) {
		return nil, fmt.Errorf("weights %s: cut short in the header", name)
	}
	var head struct {
		Meta    json.RawMessage `json:"meta"`
		Tensors []tensor        `json:"tensors"`
	}
	if err := json.Unmarshal(b[len(magic)+4:start], &head); err != nil {
		return nil, fmt.Errorf("weights %s: header: %w", name, err)
	}
	f := &file{name: name, meta: head.Meta, tensors: make(map[string]tensor, len(head.Tensors))}
	f.data = b[min((start+63)/64*64, len(b)):]
	for _, t := range head.Tensors {
		if t.Offset < 0 || t.Bytes < 0 || t.Offset > len(f.data)-t.Bytes {
			return nil, fmt.Errorf("weights %s: cut short, %s is not there", name, t.Name)
		}
		f.tensors[t.Name] = t
	}
	return f, nil
}

var sizes = map[string]int{"f16": 2, "f32": 4, "i32": 4, "u32": 4, "i8": 1, "u8": 1}

// raw gives the bytes of a tensor of n values; a mistake is kept in f.err and gives nothing, so that a file cannot make the program take what it merely promises.
func (f *file) raw(name, kind string, n int) []byte {
	t, ok := f.tensors[name]
	if !ok || t.Type != kind || t.Bytes != n*sizes[kind] {
		if f.err == nil {
			f.err = fmt.Errorf("weights %s: %s is missing or not %d values of %s", f.name, name, n, kind)
		}
		return nil
	}
	return f.data[t.Offset : t.Offset+t.Bytes]
}

// count is how many values a tensor holds; 0 where it is not there.
func (f *file) count(name string) int {
	if t, ok := f.tensors[name]; ok && sizes[t.Type] > 0 {
		return t.Bytes / sizes[t.Type]
	}
	return 0
}

func view[T any](b []byte, n int) []T {
	if n == 0 || len(b) == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), n)
}

// floats gives numbers that are kept as such, or in half the room where that is exact enough.
func (f *file) floats(name string, n int) []float32 {
	if f.tensors[name].Type != "f16" {
		return view[float32](f.raw(name, "f32", n), n)
	}
	halves := view[uint16](f.raw(name, "f16", n), n)
	out := make([]float32, len(halves))
	for i, h := range halves {
		out[i] = half(h)
	}
	return out
}

func (f *file) ints(name string, n int) []int32   { return view[int32](f.raw(name, "i32", n), n) }
func (f *file) words(name string, n int) []uint32 { return view[uint32](f.raw(name, "u32", n), n) }

// product gives the matrix of one 8-bit linear layer.
func (f *file) product(name string, n, k int) *kernel.Weights {
	return &kernel.Weights{N: n, K: k, Q: view[int8](f.raw(name+".w", "i8", n*k), n*k), Scale: f.floats(name+".scale", n), Bias: f.floats(name+".b", n), Sum: f.ints(name+".sum", n), Even: f.floats(name+".even", k)}
}
