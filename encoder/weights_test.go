package encoder

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

func TestHalf(t *testing.T) {
	for h, want := range map[uint16]float32{0x0000: 0, 0x3c00: 1, 0xc000: -2, 0x3555: 0.33325195, 0x7bff: 65504, 0x0400: 6.1035156e-05, 0x0001: 5.9604645e-08, 0x8001: -5.9604645e-08, 0x03ff: 6.0975552e-05} {
		if got := half(h); got != want {
			t.Errorf("%#04x is %v, want %v", h, got, want)
		}
	}
}

// container writes a file of weights as training/export.py does, all numbers nought: tensors are "name kind bytes".
func container(meta any, tensors ...string) []byte {
	head := struct {
		Meta    any      `json:"meta"`
		Tensors []tensor `json:"tensors"`
	}{Meta: meta, Tensors: []tensor{}}
	at := 0
	for _, s := range tensors {
		t := tensor{Offset: at}
		if _, err := fmt.Sscan(s, &t.Name, &t.Type, &t.Bytes); err != nil {
			panic(err)
		}
		head.Tensors, at = append(head.Tensors, t), at+(t.Bytes+63)/64*64
	}
	j, err := json.Marshal(head)
	if err != nil {
		panic(err)
	}
	b := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(j)))
	b = append(b, j...)
	return append(b, make([]byte, (64-len(b)%64)%64+at)...)
}

// without leaves out what begins with a name.
func without(lack string, tensors []string) []string {
	var out []string
	for _, s := range tensors {
		if lack == "" || !strings.HasPrefix(s, lack+" ") {
			out = append(out, s)
		}
	}
	return out
}

var tinySubwords = []string{"pieces.offsets u32 36", "pieces.scores f32 32", "pieces.blob u8 0", "norm u32 0", "word q4 144"}

// tinyLayers are the tensors of one layer 32 wide with three heads.
func tinyLayers() []string {
	out := []string{"pos f32 2048", "ln.w f32 128", "ln.b f32 128", "tag.w f32 128", "tag.b f32 4", "role.d f32 384", "role.n.w f32 128", "role.n.b f32 128", "refer.o.w f32 128", "refer.o.b f32 4", "refer.none.w f32 128", "refer.none.b f32 4", "refer.f0 f32 128"}
	for name, n := range map[string]int{"l0.qkv": 96, "l0.o": 32, "l0.f1": 32, "l0.f2": 32} {
		out = append(out, fmt.Sprintf("%s.w i8 %d", name, 32*n), fmt.Sprintf("%s.scale f32 %d", name, 4*n), fmt.Sprintf("%s.b f32 %d", name, 4*n), fmt.Sprintf("%s.sum i32 %d", name, 4*n), name+".even f32 128")
	}
	for _, name := range []string{"l0.n1.w", "l0.n1.b", "l0.n2.w", "l0.n2.b", "role.c.b", "role.t.b", "refer.a.b", "refer.b.b", "refer.m.b"} {
		out = append(out, name+" f32 128")
	}
	for _, name := range []string{"role.c.w", "role.t.w", "refer.a.w", "refer.b.w", "refer.m.w"} {
		out = append(out, name+" f32 4096")
	}
	return append(out, "role.o.w f32 128", "role.o.b f32 4")
}

// tinyWeights gives the two files of a whole model, small enough to be changed anywhere; a tensor of a name is left out.
func tinyWeights(lack string) (subwords, layers []byte) {
	meta := Meta{Layers: 1, Width: 32, Heads: 1, Inner: 32, Window: 16, Stride: 8, Labels: map[string][]string{"tag": {"O"}, "role": {"O"}}, Far: 1, PairInner: 32, Tables: []int{1}, Steps: []int{0}, Ranks: 1}
	return container(vocabularyMeta{Pieces: 8, Bos: 1, Eos: 2, Pad: 3, Unk: 0, Width: 32}, without(lack, tinySubwords)...), container(meta, without(lack, tinyLayers())...)
}

// openWhole opens a model and its heads.
func openWhole(subwords, layers []byte) error {
	m, err := Open(subwords, layers)
	if err == nil {
		_, err = m.Linear("tag")
	}
	if err == nil {
		_, err = m.Pairwise("role")
	}
	if err == nil {
		_, err = m.Choice("refer")
	}
	return err
}

// Whatever tensor is missing, and wherever the files are cut, an error tells, and names the tensor or the cut.
func TestEveryTensorIsNeeded(t *testing.T) {
	s, l := tinyWeights("")
	if err := openWhole(s, l); err != nil {
		t.Fatal(err)
	}
	for _, tensor := range append(tinyLayers(), tinySubwords...) {
		name, _, _ := strings.Cut(tensor, " ")
		if name == "norm" || name == "pieces.blob" { // may be empty
			continue
		}
		if err := openWhole(tinyWeights(name)); err == nil || !strings.Contains(err.Error(), "weights ") {
			t.Errorf("without %s: %v", name, err)
		}
	}
	for n := 0; n < len(l)-64; n += 61 {
		if openWhole(s, l[:n]) == nil {
			t.Errorf("layers cut after %d of %d bytes: no error", n, len(l))
		}
	}
}

// A file that only promises much takes no memory for it.
func TestPromisedWeightsTakeNoMemory(t *testing.T) {
	s := container(vocabularyMeta{Pieces: 8, Bos: 1, Eos: 2, Width: 4096}, "pieces.offsets u32 36", "pieces.scores f32 32", "pieces.blob u8 0", "norm u32 0", "word q4 18432")
	l := container(Meta{Layers: 64, Width: 4096, Heads: 128, Inner: 1 << 15, Window: 16, Stride: 8})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Open(s, l); err == nil {
		t.Error("no error")
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 4<<20 {
		t.Errorf("%d bytes were taken", took)
	}
}
