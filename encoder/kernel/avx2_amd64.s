#include "textflag.h"

// The steps of avx512_amd64.s in 256 bits: sixteen lanes are two registers, constants lie in memory.

#define CONST8(name, twice) \
	DATA name<>+0(SB)/8, twice \
	DATA name<>+8(SB)/8, twice \
	DATA name<>+16(SB)/8, twice \
	DATA name<>+24(SB)/8, twice \
	GLOBL name<>(SB), RODATA, $32

CONST8(absMask, $0x7fffffff7fffffff)
CONST8(signMask, $0x8000000080000000)
CONST8(i127, $0x0000007f0000007f)
CONST8(one, $0x3f8000003f800000)
CONST8(half, $0x3f0000003f000000)
CONST8(rounder, $0x4b4000004b400000)
CONST8(log2e, $0x3fb8aa3b3fb8aa3b)
CONST8(ln2hi, $0x3f3180003f318000)
CONST8(ln2lo, $0xb95e8083b95e8083)
CONST8(expMin, $0xc2ae0000c2ae0000)
CONST8(p0, $0x3950696739506967)
CONST8(p1, $0x3ab743ce3ab743ce)
CONST8(p2, $0x3c0889083c088908)
CONST8(p3, $0x3d2aa9c13d2aa9c1)
CONST8(p4, $0x3e2aaaaa3e2aaaaa)
CONST8(p5, $0x3f0000003f000000)
CONST8(lowBytes, $0x00ff00ff00ff00ff)
CONST8(powerMin, $0xc2fc0000c2fc0000)
CONST8(t0, $0x3d61fb723d61fb72)
CONST8(t1, $0x3e786ef83e786ef8)
CONST8(t2, $0x3f31798d3f31798d)
CONST8(t3, $0x3f7ffb4a3f7ffb4a)
CONST8(rsqrt2, $0x3f3504f33f3504f3)
CONST8(e0, $0x3ea7ba053ea7ba05)
CONST8(e1, $0x3e8279063e827906)
CONST8(e2, $0xbe91a98ebe91a98e)
CONST8(e3, $0x3fb5f0e33fb5f0e3)
CONST8(e4, $0xbfba00e3bfba00e3)
CONST8(e5, $0x3f87dc223f87dc22)
CONST8(tiny, $0x1e3ce5081e3ce508)

// FINISH turns sums of eight channels, at a place among them in bytes, into results at DI, with the row's scale in Y14 and zero point in Y13; R9, R10 and R11 have the channels'
// scales, biases and sums. Y15 is lost.
#define FINISH(at, y) \
	VCVTDQ2PS at(R11), Y15 \
	VCVTDQ2PS y, y \
	VFNMADD231PS Y15, Y13, y \
	VMULPS Y14, y, y \
	VMOVUPS at(R9), Y15 \
	VFMADD213PS at(R10), Y15, y \
	VMOVUPS y, at(DI)

// ROW loads the scale and zero point of a row, at a place in bytes from R8 and R12.
#define ROW(at) \
	VBROADCASTSS at(R8), Y14 \
	VPBROADCASTD at(R12), Y13 \
	VCVTDQ2PS Y13, Y13

CONST8(words, $0x0001000100010001)

// BYTES adds the products of four bytes of Y14 with four of a register of weights to each lane of a sum; two of them must fit 16 bits. Y15 is lost.
#define BYTES(weights, sum) \
	VPMADDUBSW weights, Y14, Y15 \
	VPMADDWD words<>(SB), Y15, Y15 \
	VPADDD Y15, sum, sum

// func product256(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32, at *int32, rest *int8, low, high int)
//
// Tile rows of bytes with 16 channels, then what is missing (split): low groups for the first eight channels, high ones for the others.
TEXT ·product256(SB), NOSPLIT, $0-112
	MOVQ dst+0(FP), DI
	MOVQ a+16(FP), R8
	MOVQ w+24(FP), DX
	MOVQ k+32(FP), CX
	LEAQ (R8)(CX*1), R9
	LEAQ (R9)(CX*1), R10
	LEAQ (R10)(CX*1), R11
	LEAQ (R11)(CX*1), R12
	LEAQ (R12)(CX*1), R13
	XORQ AX, AX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11

products:
	VMOVDQU (DX), Y12
	VMOVDQU 32(DX), Y13
	VPBROADCASTD (R8)(AX*1), Y14
	BYTES(Y12, Y0)
	BYTES(Y13, Y1)
	VPBROADCASTD (R9)(AX*1), Y14
	BYTES(Y12, Y2)
	BYTES(Y13, Y3)
	VPBROADCASTD (R10)(AX*1), Y14
	BYTES(Y12, Y4)
	BYTES(Y13, Y5)
	VPBROADCASTD (R11)(AX*1), Y14
	BYTES(Y12, Y6)
	BYTES(Y13, Y7)
	VPBROADCASTD (R12)(AX*1), Y14
	BYTES(Y12, Y8)
	BYTES(Y13, Y9)
	VPBROADCASTD (R13)(AX*1), Y14
	BYTES(Y12, Y10)
	BYTES(Y13, Y11)
	ADDQ $64, DX
	ADDQ $4, AX
	CMPQ AX, CX
	JLT products

	MOVQ at+80(FP), BX
	MOVQ rest+88(FP), DX
	MOVQ low+96(FP), CX
	JMP lowCheck

lowRest:
	MOVLQSX (BX), AX
	VMOVDQU (DX), Y12
	VPBROADCASTD (R8)(AX*1), Y14
	BYTES(Y12, Y0)
	VPBROADCASTD (R9)(AX*1), Y14
	BYTES(Y12, Y2)
	VPBROADCASTD (R10)(AX*1), Y14
	BYTES(Y12, Y4)
	VPBROADCASTD (R11)(AX*1), Y14
	BYTES(Y12, Y6)
	VPBROADCASTD (R12)(AX*1), Y14
	BYTES(Y12, Y8)
	VPBROADCASTD (R13)(AX*1), Y14
	BYTES(Y12, Y10)
	ADDQ $4, BX
	ADDQ $32, DX
	DECQ CX

lowCheck:
	TESTQ CX, CX
	JNE lowRest
	MOVQ high+104(FP), CX
	JMP highCheck

highRest:
	MOVLQSX (BX), AX
	VMOVDQU (DX), Y12
	VPBROADCASTD (R8)(AX*1), Y14
	BYTES(Y12, Y1)
	VPBROADCASTD (R9)(AX*1), Y14
	BYTES(Y12, Y3)
	VPBROADCASTD (R10)(AX*1), Y14
	BYTES(Y12, Y5)
	VPBROADCASTD (R11)(AX*1), Y14
	BYTES(Y12, Y7)
	VPBROADCASTD (R12)(AX*1), Y14
	BYTES(Y12, Y9)
	VPBROADCASTD (R13)(AX*1), Y14
	BYTES(Y12, Y11)
	ADDQ $4, BX
	ADDQ $32, DX
	DECQ CX

highCheck:
	TESTQ CX, CX
	JNE highRest

	MOVQ ldd+8(FP), SI
	MOVQ scale+40(FP), R8
	MOVQ zero+48(FP), R12
	MOVQ wscale+56(FP), R9
	MOVQ bias+64(FP), R10
	MOVQ sum+72(FP), R11
	ROW(0)
	FINISH(0, Y0)
	FINISH(32, Y1)
	ADDQ SI, DI
	ROW(4)
	FINISH(0, Y2)
	FINISH(32, Y3)
	ADDQ SI, DI
	ROW(8)
	FINISH(0, Y4)
	FINISH(32, Y5)
	ADDQ SI, DI
	ROW(12)
	FINISH(0, Y6)
	FINISH(32, Y7)
	ADDQ SI, DI
	ROW(16)
	FINISH(0, Y8)
	FINISH(32, Y9)
	ADDQ SI, DI
	ROW(20)
	FINISH(0, Y10)
	FINISH(32, Y11)
	VZEROUPPER
	RET

// DOT adds the products of four bytes of Y14 with four of a register of weights to each lane of a sum: VPDPBUSD in its VEX form (AVX-VNNI), which the
// assembler does not know. high is 0xC2 for Y0 to Y7 and 0x42 for Y8 to Y11; operands is 0xC4 plus 8 times the sum's number in Y0 to Y7 (or Y8 to Y15), and one
// more for weights in Y13 instead of Y12.
#define DOT(high, operands) BYTE $0xC4; BYTE $high; BYTE $0x0D; BYTE $0x50; BYTE $operands

// func productVNNI(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32)
//
// Tile rows of bytes with 16 channels.
TEXT ·productVNNI(SB), NOSPLIT, $0-80
	MOVQ dst+0(FP), DI
	MOVQ a+16(FP), R8
	MOVQ w+24(FP), DX
	MOVQ k+32(FP), CX
	LEAQ (R8)(CX*1), R9
	LEAQ (R9)(CX*1), R10
	LEAQ (R10)(CX*1), R11
	LEAQ (R11)(CX*1), R12
	LEAQ (R12)(CX*1), R13
	XORQ AX, AX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11

products:
	VMOVDQU (DX), Y12
	VMOVDQU 32(DX), Y13
	VPBROADCASTD (R8)(AX*1), Y14
	DOT(0xC2, 0xC4)
	DOT(0xC2, 0xCD)
	VPBROADCASTD (R9)(AX*1), Y14
	DOT(0xC2, 0xD4)
	DOT(0xC2, 0xDD)
	VPBROADCASTD (R10)(AX*1), Y14
	DOT(0xC2, 0xE4)
	DOT(0xC2, 0xED)
	VPBROADCASTD (R11)(AX*1), Y14
	DOT(0xC2, 0xF4)
	DOT(0xC2, 0xFD)
	VPBROADCASTD (R12)(AX*1), Y14
	DOT(0x42, 0xC4)
	DOT(0x42, 0xCD)
	VPBROADCASTD (R13)(AX*1), Y14
	DOT(0x42, 0xD4)
	DOT(0x42, 0xDD)
	ADDQ $64, DX
	ADDQ $4, AX
	CMPQ AX, CX
	JLT products

	MOVQ ldd+8(FP), SI
	MOVQ scale+40(FP), R8
	MOVQ zero+48(FP), R12
	MOVQ wscale+56(FP), R9
	MOVQ bias+64(FP), R10
	MOVQ sum+72(FP), R11
	ROW(0)
	FINISH(0, Y0)
	FINISH(32, Y1)
	ADDQ SI, DI
	ROW(4)
	FINISH(0, Y2)
	FINISH(32, Y3)
	ADDQ SI, DI
	ROW(8)
	FINISH(0, Y4)
	FINISH(32, Y5)
	ADDQ SI, DI
	ROW(12)
	FINISH(0, Y6)
	FINISH(32, Y7)
	ADDQ SI, DI
	ROW(16)
	FINISH(0, Y8)
	FINISH(32, Y9)
	ADDQ SI, DI
	ROW(20)
	FINISH(0, Y10)
	FINISH(32, Y11)
	VZEROUPPER
	RET

// FUSED adds a value of a row times 16 columns to its two sums.
#define FUSED(row, low, high) \
	VBROADCASTSS (row)(AX*4), Y14 \
	VFMADD231PS Y12, Y14, low \
	VFMADD231PS Y13, Y14, high

// func multiply256(c *float32, ldc int, a *float32, lda int, b *float32, ldb, k int)
//
// Tile rows with 16 columns.
TEXT ·multiply256(SB), NOSPLIT, $0-56
	MOVQ c+0(FP), DI
	MOVQ ldc+8(FP), SI
	MOVQ a+16(FP), R8
	MOVQ lda+24(FP), R13
	MOVQ b+32(FP), DX
	MOVQ ldb+40(FP), BX
	MOVQ k+48(FP), CX
	LEAQ (R8)(R13*1), R9
	LEAQ (R9)(R13*1), R10
	LEAQ (R10)(R13*1), R11
	LEAQ (R11)(R13*1), R12
	ADDQ R12, R13
	XORQ AX, AX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11

sums:
	VMOVUPS (DX), Y12
	VMOVUPS 32(DX), Y13
	FUSED(R8, Y0, Y1)
	FUSED(R9, Y2, Y3)
	FUSED(R10, Y4, Y5)
	FUSED(R11, Y6, Y7)
	FUSED(R12, Y8, Y9)
	FUSED(R13, Y10, Y11)
	ADDQ BX, DX
	INCQ AX
	CMPQ AX, CX
	JLT sums
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	ADDQ SI, DI
	VMOVUPS Y2, (DI)
	VMOVUPS Y3, 32(DI)
	ADDQ SI, DI
	VMOVUPS Y4, (DI)
	VMOVUPS Y5, 32(DI)
	ADDQ SI, DI
	VMOVUPS Y6, (DI)
	VMOVUPS Y7, 32(DI)
	ADDQ SI, DI
	VMOVUPS Y8, (DI)
	VMOVUPS Y9, 32(DI)
	ADDQ SI, DI
	VMOVUPS Y10, (DI)
	VMOVUPS Y11, 32(DI)
	VZEROUPPER
	RET

// MAX8 leaves the greatest lane of Y0 in X0.
#define MAX8 \
	VEXTRACTF128 $1, Y0, X1 \
	VMAXPS X1, X0, X0 \
	VMOVHLPS X0, X0, X1 \
	VMAXPS X1, X0, X0 \
	VMOVSHDUP X0, X1 \
	VMAXSS X1, X0, X0

// TOTAL16 leaves the sum of the lanes of Y0 and Y1 in X0, added in halves.
#define TOTAL16 \
	VADDPS Y1, Y0, Y0 \
	VEXTRACTF128 $1, Y0, X1 \
	VADDPS X1, X0, X0 \
	VMOVHLPS X0, X0, X1 \
	VADDPS X1, X0, X0 \
	VMOVSHDUP X0, X1 \
	VADDSS X1, X0, X0

// EXP8: x becomes exp(x), and x1 exp(x1), one beside the other since each step waits for the one before; the others are lost.
#define EXP8(x, n, y, x1, n1, y1) \
	VMAXPS expMin<>(SB), x, x \
	VMAXPS expMin<>(SB), x1, x1 \
	VMULPS log2e<>(SB), x, n \
	VMULPS log2e<>(SB), x1, n1 \
	VADDPS rounder<>(SB), n, n \
	VADDPS rounder<>(SB), n1, n1 \
	VSUBPS rounder<>(SB), n, n \
	VSUBPS rounder<>(SB), n1, n1 \
	VMULPS ln2hi<>(SB), n, y \
	VMULPS ln2hi<>(SB), n1, y1 \
	VSUBPS y, x, x \
	VSUBPS y1, x1, x1 \
	VMULPS ln2lo<>(SB), n, y \
	VMULPS ln2lo<>(SB), n1, y1 \
	VSUBPS y, x, x \
	VSUBPS y1, x1, x1 \
	VMULPS p0<>(SB), x, y \
	VMULPS p0<>(SB), x1, y1 \
	VADDPS p1<>(SB), y, y \
	VADDPS p1<>(SB), y1, y1 \
	VMULPS x, y, y \
	VMULPS x1, y1, y1 \
	VADDPS p2<>(SB), y, y \
	VADDPS p2<>(SB), y1, y1 \
	VMULPS x, y, y \
	VMULPS x1, y1, y1 \
	VADDPS p3<>(SB), y, y \
	VADDPS p3<>(SB), y1, y1 \
	VMULPS x, y, y \
	VMULPS x1, y1, y1 \
	VADDPS p4<>(SB), y, y \
	VADDPS p4<>(SB), y1, y1 \
	VMULPS x, y, y \
	VMULPS x1, y1, y1 \
	VADDPS p5<>(SB), y, y \
	VADDPS p5<>(SB), y1, y1 \
	VMULPS x, y, y \
	VMULPS x1, y1, y1 \
	VMULPS x, y, y \
	VMULPS x1, y1, y1 \
	VADDPS x, y, y \
	VADDPS x1, y1, y1 \
	VADDPS one<>(SB), y, y \
	VADDPS one<>(SB), y1, y1 \
	VCVTPS2DQ n, n \
	VCVTPS2DQ n1, n1 \
	VPADDD i127<>(SB), n, n \
	VPADDD i127<>(SB), n1, n1 \
	VPSLLD $23, n, n \
	VPSLLD $23, n1, n1 \
	VMULPS n, y, x \
	VMULPS n1, y1, x1

// func quantise256(q *uint8, x, even *float32, n int) (scale float32, zero int32)
TEXT ·quantise256(SB), NOSPLIT, $0-48
	MOVQ q+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ even+16(FP), R8
	MOVQ n+24(FP), CX
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	XORQ AX, AX

bounds:
	VMOVUPS (SI)(AX*4), Y1
	VMULPS (R8)(AX*4), Y1, Y1
	VMINPS Y1, Y3, Y3
	VMAXPS Y1, Y4, Y4
	ADDQ $8, AX
	CMPQ AX, CX
	JLT bounds
	VMOVAPS Y4, Y0
	MAX8
	VMOVAPS X0, X4
	VPXOR signMask<>(SB), Y3, Y0
	MAX8
	MOVBLZX mirrored+36(FP), AX
	TESTL AX, AX
	JZ span
	VMAXSS X0, X4, X4
	VMOVAPS X4, X0

span:
	VADDSS X0, X4, X5
	VMAXSS tiny<>(SB), X5, X5
	VMOVSS levels+32(FP), X6
	VDIVSS X6, X5, X7
	VMOVSS X7, scale+40(FP)
	VDIVSS X5, X6, X5
	VMULSS X5, X0, X0
	VCVTSS2SI X0, AX
	MOVL AX, zero+44(FP)
	VMOVD AX, X7
	VPBROADCASTD X7, Y7
	VBROADCASTSS X5, Y5
	XORQ AX, AX

bytes:
	VMOVUPS (SI)(AX*4), Y0
	VMOVUPS 32(SI)(AX*4), Y1
	VMULPS (R8)(AX*4), Y0, Y0
	VMULPS 32(R8)(AX*4), Y1, Y1
	VMULPS Y5, Y0, Y0
	VMULPS Y5, Y1, Y1
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VPADDD Y7, Y0, Y0
	VPADDD Y7, Y1, Y1
	VPACKUSDW Y1, Y0, Y0
	VPERMQ $0xD8, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKUSWB X1, X0, X0
	VMOVDQU X0, (DI)(AX*1)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT bytes
	VZEROUPPER
	RET

// POWER8 replaces two registers of exponents that are at most 0 by the powers of two.
#define POWER8(x, n, y, x1, n1, y1) \
	VMAXPS powerMin<>(SB), x, x \
	VMAXPS powerMin<>(SB), x1, x1 \
	VADDPS rounder<>(SB), x, n \
	VADDPS rounder<>(SB), x1, n1 \
	VSUBPS rounder<>(SB), n, y \
	VSUBPS rounder<>(SB), n1, y1 \
	VSUBPS y, x, x \
	VSUBPS y1, x1, x1 \
	VMOVUPS t0<>(SB), y \
	VMOVUPS t0<>(SB), y1 \
	VFMADD213PS t1<>(SB), x, y \
	VFMADD213PS t1<>(SB), x1, y1 \
	VFMADD213PS t2<>(SB), x, y \
	VFMADD213PS t2<>(SB), x1, y1 \
	VFMADD213PS t3<>(SB), x, y \
	VFMADD213PS t3<>(SB), x1, y1 \
	VPSLLD $23, n, n \
	VPSLLD $23, n1, n1 \
	VPADDD n, y, x \
	VPADDD n1, y1, x1

// func softmax256(high, low *uint8, x, even *float32, n int, scale float32) float32
TEXT ·softmax256(SB), NOSPLIT, $0-52
	MOVQ high+0(FP), DI
	MOVQ low+8(FP), R9
	MOVQ x+16(FP), SI
	MOVQ even+24(FP), R8
	MOVQ n+32(FP), CX
	VMOVUPS (SI), Y0
	MOVQ $8, AX

maxLoop:
	VMAXPS (SI)(AX*4), Y0, Y0
	ADDQ $8, AX
	CMPQ AX, CX
	JLT maxLoop
	MAX8
	VMOVSS scale+40(FP), X5
	VMULSS log2e<>(SB), X5, X5
	VBROADCASTSS X5, Y5
	VMULSS X5, X0, X0
	VXORPS signMask<>(SB), X0, X0
	VBROADCASTSS X0, Y4
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	XORQ AX, AX

expLoop:
	VMOVUPS (SI)(AX*4), Y0
	VMOVUPS 32(SI)(AX*4), Y8
	VFMADD213PS Y4, Y5, Y0
	VFMADD213PS Y4, Y5, Y8
	POWER8(Y0, Y1, Y2, Y8, Y9, Y10)
	VADDPS Y0, Y6, Y6
	VADDPS Y8, Y7, Y7
	VMULPS (R8)(AX*4), Y0, Y0
	VMULPS 32(R8)(AX*4), Y8, Y8
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y8, Y8
	VPACKUSDW Y8, Y0, Y0
	VPERMQ $0xD8, Y0, Y0
	VPSRLW $8, Y0, Y8
	VPAND lowBytes<>(SB), Y0, Y0
	VPACKUSWB Y8, Y0, Y0
	VPERMQ $0xD8, Y0, Y0
	VMOVDQU X0, (R9)(AX*1)
	VEXTRACTI128 $1, Y0, (DI)(AX*1)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT expLoop
	VMOVAPS Y6, Y0
	VMOVAPS Y7, Y1
	TOTAL16
	VMOVSS one<>(SB), X1
	VDIVSS X0, X1, X0
	VMOVSS X0, ret+48(FP)
	VZEROUPPER
	RET

// func gelu256(x *float32, n int)
TEXT ·gelu256(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VMOVUPS signMask<>(SB), Y14
	VMOVUPS absMask<>(SB), Y13
	VMOVUPS one<>(SB), Y12
	VMOVUPS half<>(SB), Y7
	XORQ AX, AX

geluLoop:
	VMOVUPS (SI)(AX*4), Y0
	VMOVUPS 32(SI)(AX*4), Y8
	VMULPS rsqrt2<>(SB), Y0, Y0
	VMULPS rsqrt2<>(SB), Y8, Y8
	VPAND Y13, Y0, Y0
	VPAND Y13, Y8, Y8
	VMULPS e0<>(SB), Y0, Y3
	VMULPS e0<>(SB), Y8, Y11
	VADDPS Y12, Y3, Y3
	VADDPS Y12, Y11, Y11
	VDIVPS Y3, Y12, Y3
	VDIVPS Y11, Y12, Y11
	VMULPS Y0, Y0, Y0
	VMULPS Y8, Y8, Y8
	VPXOR Y14, Y0, Y0
	VPXOR Y14, Y8, Y8
	EXP8(Y0, Y1, Y2, Y8, Y9, Y10)
	VMULPS e5<>(SB), Y3, Y1
	VMULPS e5<>(SB), Y11, Y9
	VADDPS e4<>(SB), Y1, Y1
	VADDPS e4<>(SB), Y9, Y9
	VMULPS Y3, Y1, Y1
	VMULPS Y11, Y9, Y9
	VADDPS e3<>(SB), Y1, Y1
	VADDPS e3<>(SB), Y9, Y9
	VMULPS Y3, Y1, Y1
	VMULPS Y11, Y9, Y9
	VADDPS e2<>(SB), Y1, Y1
	VADDPS e2<>(SB), Y9, Y9
	VMULPS Y3, Y1, Y1
	VMULPS Y11, Y9, Y9
	VADDPS e1<>(SB), Y1, Y1
	VADDPS e1<>(SB), Y9, Y9
	VMULPS Y3, Y1, Y1
	VMULPS Y11, Y9, Y9
	VMULPS Y0, Y1, Y1
	VMULPS Y8, Y9, Y9
	VSUBPS Y1, Y12, Y1
	VSUBPS Y9, Y12, Y9
	VPAND (SI)(AX*4), Y14, Y2
	VPAND 32(SI)(AX*4), Y14, Y10
	VPXOR Y2, Y1, Y1
	VPXOR Y10, Y9, Y9
	VADDPS Y12, Y1, Y1
	VADDPS Y12, Y9, Y9
	VMULPS (SI)(AX*4), Y7, Y0
	VMULPS 32(SI)(AX*4), Y7, Y8
	VMULPS Y1, Y0, Y0
	VMULPS Y9, Y8, Y8
	VMOVUPS Y0, (SI)(AX*4)
	VMOVUPS Y8, 32(SI)(AX*4)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT geluLoop
	VZEROUPPER
	RET

// func norm256(x, add *float32, n int, w, b *float32, epsilon float32)
TEXT ·norm256(SB), NOSPLIT, $0-44
	MOVQ x+0(FP), SI
	MOVQ add+8(FP), DI
	MOVQ n+16(FP), CX
	MOVQ w+24(FP), R8
	MOVQ b+32(FP), R9
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	XORQ AX, AX

addLoop:
	VMOVUPS (SI)(AX*4), Y3
	VMOVUPS 32(SI)(AX*4), Y5
	VADDPS (DI)(AX*4), Y3, Y3
	VADDPS 32(DI)(AX*4), Y5, Y5
	VMOVUPS Y3, (SI)(AX*4)
	VMOVUPS Y5, 32(SI)(AX*4)
	VADDPS Y3, Y0, Y0
	VADDPS Y5, Y1, Y1
	ADDQ $16, AX
	CMPQ AX, CX
	JLT addLoop
	TOTAL16
	VXORPS X7, X7, X7
	VCVTSI2SSQ CX, X7, X7
	VDIVSS X7, X0, X4
	VBROADCASTSS X4, Y4
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	XORQ AX, AX

squares:
	VMOVUPS (SI)(AX*4), Y3
	VMOVUPS 32(SI)(AX*4), Y5
	VSUBPS Y4, Y3, Y3
	VSUBPS Y4, Y5, Y5
	VMULPS Y3, Y3, Y3
	VMULPS Y5, Y5, Y5
	VADDPS Y3, Y0, Y0
	VADDPS Y5, Y1, Y1
	ADDQ $16, AX
	CMPQ AX, CX
	JLT squares
	TOTAL16
	VDIVSS X7, X0, X0
	VADDSS epsilon+40(FP), X0, X0
	VSQRTSS X0, X0, X0
	VMOVSS one<>(SB), X1
	VDIVSS X0, X1, X5
	VBROADCASTSS X5, Y5
	XORQ AX, AX

scaled:
	VMOVUPS (SI)(AX*4), Y3
	VSUBPS Y4, Y3, Y3
	VMULPS Y5, Y3, Y3
	VMULPS (R8)(AX*4), Y3, Y3
	VADDPS (R9)(AX*4), Y3, Y3
	VMOVUPS Y3, (SI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT scaled
	VZEROUPPER
	RET

CONST8(sixtyFour, $0x4040404040404040)
CONST8(oneBytes, $0x0101010101010101)

// KEYS takes half of the small levels off what eight keys have in four inputs, writes it, and adds it up. Y4 is lost.
#define KEYS(at, y) \
	VPSUBB Y0, y, y \
	VMOVDQU y, at(DI) \
	VPMADDUBSW y, Y1, Y4 \
	VPMADDWD words<>(SB), Y4, Y4 \
	VPADDD Y4, Y3, Y3

// func packKeys256(q *int8, sum *int32, rows *uint8, n int)
//
// Columns of 32 inputs out of rows of them: eight keys at a time, their four-byte groups transposed.
TEXT ·packKeys256(SB), NOSPLIT, $0-32
	MOVQ q+0(FP), DI
	MOVQ sum+8(FP), SI
	MOVQ rows+16(FP), DX
	MOVQ n+24(FP), CX

keys:
	VMOVDQU (DX), Y0
	VMOVDQU 32(DX), Y1
	VMOVDQU 64(DX), Y2
	VMOVDQU 96(DX), Y3
	VMOVDQU 128(DX), Y4
	VMOVDQU 160(DX), Y5
	VMOVDQU 192(DX), Y6
	VMOVDQU 224(DX), Y7
	VUNPCKLPS Y1, Y0, Y8
	VUNPCKHPS Y1, Y0, Y9
	VUNPCKLPS Y3, Y2, Y10
	VUNPCKHPS Y3, Y2, Y11
	VUNPCKLPS Y5, Y4, Y12
	VUNPCKHPS Y5, Y4, Y13
	VUNPCKLPS Y7, Y6, Y14
	VUNPCKHPS Y7, Y6, Y15
	VUNPCKLPD Y10, Y8, Y0
	VUNPCKHPD Y10, Y8, Y1
	VUNPCKLPD Y11, Y9, Y2
	VUNPCKHPD Y11, Y9, Y3
	VUNPCKLPD Y14, Y12, Y4
	VUNPCKHPD Y14, Y12, Y5
	VUNPCKLPD Y15, Y13, Y6
	VUNPCKHPD Y15, Y13, Y7
	VPERM2I128 $0x20, Y4, Y0, Y8
	VPERM2I128 $0x31, Y4, Y0, Y12
	VPERM2I128 $0x20, Y5, Y1, Y9
	VPERM2I128 $0x31, Y5, Y1, Y13
	VPERM2I128 $0x20, Y6, Y2, Y10
	VPERM2I128 $0x31, Y6, Y2, Y14
	VPERM2I128 $0x20, Y7, Y3, Y11
	VPERM2I128 $0x31, Y7, Y3, Y15
	VMOVDQU sixtyFour<>(SB), Y0
	VMOVDQU oneBytes<>(SB), Y1
	VPXOR Y3, Y3, Y3
	KEYS(0, Y8)
	KEYS(64, Y9)
	KEYS(128, Y10)
	KEYS(192, Y11)
	KEYS(256, Y12)
	KEYS(320, Y13)
	KEYS(384, Y14)
	KEYS(448, Y15)
	VMOVDQU Y3, (SI)
	ADDQ $256, DX
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $8, CX
	TESTQ $8, CX
	JNZ keys
	ADDQ $448, DI // to the next panel of 16 keys
	TESTQ CX, CX
	JNZ keys
	VZEROUPPER
	RET

// VALUES adds up what eight channels have in four inputs. Y0 is lost.
#define VALUES(y, sum) \
	VPMADDUBSW y, Y3, Y0 \
	VPMADDWD words<>(SB), Y0, Y0 \
	VPADDD Y0, sum, sum

// func packValues256(q *int8, sum *int32, rows *uint8, k int)
//
// Inputs of 32 channels out of rows of them, four inputs at a time.
TEXT ·packValues256(SB), NOSPLIT, $0-32
	MOVQ q+0(FP), DI
	MOVQ sum+8(FP), SI
	MOVQ rows+16(FP), DX
	MOVQ k+24(FP), CX
	MOVQ CX, BX
	SHLQ $4, BX
	ADDQ DI, BX
	VPXOR Y12, Y12, Y12
	VPXOR Y13, Y13, Y13
	VPXOR Y14, Y14, Y14
	VPXOR Y15, Y15, Y15

values:
	VMOVDQU sixtyFour<>(SB), Y8
	VMOVDQU (DX), Y0
	VMOVDQU 32(DX), Y1
	VMOVDQU 64(DX), Y2
	VMOVDQU 96(DX), Y3
	VPSUBB Y8, Y0, Y0
	VPSUBB Y8, Y1, Y1
	VPSUBB Y8, Y2, Y2
	VPSUBB Y8, Y3, Y3
	VPUNPCKLBW Y1, Y0, Y4
	VPUNPCKHBW Y1, Y0, Y5
	VPUNPCKLBW Y3, Y2, Y6
	VPUNPCKHBW Y3, Y2, Y7
	VPUNPCKLWD Y6, Y4, Y8
	VPUNPCKHWD Y6, Y4, Y9
	VPUNPCKLWD Y7, Y5, Y10
	VPUNPCKHWD Y7, Y5, Y11
	VMOVDQU X8, (DI)
	VMOVDQU X9, 16(DI)
	VMOVDQU X10, 32(DI)
	VMOVDQU X11, 48(DI)
	VEXTRACTI128 $1, Y8, (BX)
	VEXTRACTI128 $1, Y9, 16(BX)
	VEXTRACTI128 $1, Y10, 32(BX)
	VEXTRACTI128 $1, Y11, 48(BX)
	VMOVDQU oneBytes<>(SB), Y3
	VALUES(Y8, Y12)
	VALUES(Y9, Y13)
	VALUES(Y10, Y14)
	VALUES(Y11, Y15)
	ADDQ $128, DX
	ADDQ $64, DI
	ADDQ $64, BX
	SUBQ $4, CX
	JGT values
	VMOVDQU X12, (SI)
	VMOVDQU X13, 16(SI)
	VMOVDQU X14, 32(SI)
	VMOVDQU X15, 48(SI)
	VEXTRACTI128 $1, Y12, 64(SI)
	VEXTRACTI128 $1, Y13, 80(SI)
	VEXTRACTI128 $1, Y14, 96(SI)
	VEXTRACTI128 $1, Y15, 112(SI)
	VZEROUPPER
	RET
