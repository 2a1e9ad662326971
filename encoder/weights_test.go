package encoder

import "testing"

func TestHalf(t *testing.T) {
	for h, want := range map[uint16]float32{0x0000: 0, 0x3c00: 1, 0xc000: -2, 0x3555: 0.33325195, 0x7bff: 65504, 0x0400: 6.1035156e-05, 0x0001: 5.9604645e-08, 0x8001: -5.9604645e-08, 0x03ff: 6.0975552e-05} {
		if got := half(h); got != want {
			t.Errorf("%#04x is %v, want %v", h, got, want)
		}
	}
}
