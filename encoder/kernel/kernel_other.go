//go:build !amd64

package kernel

// Best is the fastest path that this processor has.
func Best() Path { return Plain }

const other = "kernel: no such path on this processor"

func product512(*float32, int, *uint8, *int8, int, *float32, *int32, *float32, *float32, *int32) {
	panic(other)
}
func multiply512(*float32, int, *float32, int, *float32, int, int)              { panic(other) }
func quantise512(*uint8, *float32, *float32, int) (float32, int32)              { panic(other) }
func softmax512(*float32, int, float32) float32                                 { panic(other) }
func gelu512(*float32, int)                                                     { panic(other) }
func norm512(*float32, *float32, int, *float32, *float32, float32)              { panic(other) }
func productAVX2([]float32, []uint8, []int8, []float32, []int32, *Weights, int) { panic(other) }
