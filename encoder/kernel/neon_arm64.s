#include "textflag.h"

// The steps in 128 bits: sixteen lanes are four registers. What the assembler does not know is written as words (Arm Architecture Reference Manual,
// C7). Operands stand in Go's order: the destination is last. As on the other paths, only sums of products (multiplyNEON), the ends of products and what softmax is made of are fused.

#define FADD4(m, n, d) WORD $(0x4E20D400 | (m)<<16 | (n)<<5 | (d))
#define FSUB4(m, n, d) WORD $(0x4EA0D400 | (m)<<16 | (n)<<5 | (d)) // n - m
#define FMUL4(m, n, d) WORD $(0x6E20DC00 | (m)<<16 | (n)<<5 | (d))
#define FDIV4(m, n, d) WORD $(0x6E20FC00 | (m)<<16 | (n)<<5 | (d)) // n / m
#define FMLA4(m, n, d) WORD $(0x4E20CC00 | (m)<<16 | (n)<<5 | (d))
#define FMLS4(m, n, d) WORD $(0x4EA0CC00 | (m)<<16 | (n)<<5 | (d)) // d - n*m
#define FMAX4(m, n, d) WORD $(0x4E20F400 | (m)<<16 | (n)<<5 | (d))
#define FMIN4(m, n, d) WORD $(0x4EA0F400 | (m)<<16 | (n)<<5 | (d))
#define FMAXV4(n, d) WORD $(0x6E30F800 | (n)<<5 | (d))
#define FMINV4(n, d) WORD $(0x6EB0F800 | (n)<<5 | (d))
#define FNEG4(n, d) WORD $(0x6EA0F800 | (n)<<5 | (d))
#define FABS4(n, d) WORD $(0x4EA0F800 | (n)<<5 | (d))
#define FCVTNS4(n, d) WORD $(0x4E21A800 | (n)<<5 | (d))
#define SCVTF4(n, d) WORD $(0x4E21D800 | (n)<<5 | (d))
#define MLA4(m, n, d) WORD $(0x4EA09400 | (m)<<16 | (n)<<5 | (d))
#define ADDP4(m, n, d) WORD $(0x4EA0BC00 | (m)<<16 | (n)<<5 | (d))
#define SDOT(m, n, d) WORD $(0x4E809400 | (m)<<16 | (n)<<5 | (d))
#define SMULL8(m, n, d) WORD $(0x0E20C000 | (m)<<16 | (n)<<5 | (d))
#define SMULL16(m, n, d) WORD $(0x4E20C000 | (m)<<16 | (n)<<5 | (d)) // of the upper halves
#define SADALP8(n, d) WORD $(0x4E606800 | (n)<<5 | (d))
#define XTN4(n, d) WORD $(0x0E612800 | (n)<<5 | (d))
#define XTN4HIGH(n, d) WORD $(0x4E612800 | (n)<<5 | (d))
#define SHRN8(n, d) WORD $(0x0F088400 | (n)<<5 | (d)) // the upper byte of each two
#define SHRN8HIGH(n, d) WORD $(0x4F088400 | (n)<<5 | (d))
#define XTN8(n, d) WORD $(0x0E212800 | (n)<<5 | (d))
#define XTN8HIGH(n, d) WORD $(0x4E212800 | (n)<<5 | (d))

// ALL sets the lanes of a register to a constant; R26 is lost.
#define ALL(bits, v) \
	MOVW $bits, R26 \
	VDUP R26, v.S4

// FINISH turns the sums of one row, in registers a to d (by number, then by name), into results at R0. at is the place of the row's scale and zero point at R10 and R11; R12 and R13 have
// the channels' scales and biases, V24 to V27 their sums, R17 128: what was taken off each byte comes back first.
#define FINISH(at, a, b, c, d, va, vb, vc, vd) \
	FMOVS at(R10), F28 \
	VDUP V28.S[0], V28.S4 \
	MOVW at(R11), R16 \
	VDUP R16, V29.S4 \
	SCVTF4(29, 29) \
	VDUP R17, V30.S4 \
	MLA4(30, 24, a) \
	MLA4(30, 25, b) \
	MLA4(30, 26, c) \
	MLA4(30, 27, d) \
	MOVD R12, R14 \
	MOVD R13, R15 \
	SCVTF4(a, a) \
	SCVTF4(24, 30) \
	FMLS4(29, 30, a) \
	FMUL4(28, a, a) \
	VLD1.P 16(R15), [V30.S4] \
	VLD1.P 16(R14), [V31.S4] \
	FMLA4(31, a, 30) \
	VMOV V30.B16, va.B16 \
	SCVTF4(b, b) \
	SCVTF4(25, 30) \
	FMLS4(29, 30, b) \
	FMUL4(28, b, b) \
	VLD1.P 16(R15), [V30.S4] \
	VLD1.P 16(R14), [V31.S4] \
	FMLA4(31, b, 30) \
	VMOV V30.B16, vb.B16 \
	SCVTF4(c, c) \
	SCVTF4(26, 30) \
	FMLS4(29, 30, c) \
	FMUL4(28, c, c) \
	VLD1.P 16(R15), [V30.S4] \
	VLD1.P 16(R14), [V31.S4] \
	FMLA4(31, c, 30) \
	VMOV V30.B16, vc.B16 \
	SCVTF4(d, d) \
	SCVTF4(27, 30) \
	FMLS4(29, 30, d) \
	FMUL4(28, d, d) \
	VLD1.P 16(R15), [V30.S4] \
	VLD1.P 16(R14), [V31.S4] \
	FMLA4(31, d, 30) \
	VMOV V30.B16, vd.B16 \
	VST1 [va.S4, vb.S4, vc.S4, vd.S4], (R0)

// DOTS adds the products of four bytes of a row with 16 channels to its sums.
#define DOTS(row, a, b, c, d) \
	VLD1R.P 4(row), [V28.S4] \
	VEOR V31.B16, V28.B16, V28.B16 \
	SDOT(28, 24, a) \
	SDOT(28, 25, b) \
	SDOT(28, 26, c) \
	SDOT(28, 27, d)

// func productDot(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32)
//
// Tile rows of bytes with 16 channels, by SDOT (Armv8.2 dot product). Bytes become signed by taking 128 off, which the zero points give back.
TEXT ·productDot(SB), NOSPLIT, $0-80
	MOVD dst+0(FP), R0
	MOVD ldd+8(FP), R1
	MOVD a+16(FP), R2
	MOVD w+24(FP), R8
	MOVD k+32(FP), R9
	MOVD scale+40(FP), R10
	MOVD zero+48(FP), R11
	MOVD wscale+56(FP), R12
	MOVD bias+64(FP), R13
	ADD R9, R2, R3
	ADD R9, R3, R4
	ADD R9, R4, R5
	ADD R9, R5, R6
	ADD R9, R6, R7
	MOVW $0x80808080, R26
	VDUP R26, V31.S4
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16
	VEOR V16.B16, V16.B16, V16.B16
	VEOR V17.B16, V17.B16, V17.B16
	VEOR V18.B16, V18.B16, V18.B16
	VEOR V19.B16, V19.B16, V19.B16
	VEOR V20.B16, V20.B16, V20.B16
	VEOR V21.B16, V21.B16, V21.B16
	VEOR V22.B16, V22.B16, V22.B16
	VEOR V23.B16, V23.B16, V23.B16

products:
	VLD1.P 64(R8), [V24.B16, V25.B16, V26.B16, V27.B16]
	DOTS(R2, 0, 1, 2, 3)
	DOTS(R3, 4, 5, 6, 7)
	DOTS(R4, 8, 9, 10, 11)
	DOTS(R5, 12, 13, 14, 15)
	DOTS(R6, 16, 17, 18, 19)
	DOTS(R7, 20, 21, 22, 23)
	SUBS $4, R9, R9
	BGT products

	MOVD sum+72(FP), R14
	VLD1 (R14), [V24.S4, V25.S4, V26.S4, V27.S4]
	MOVD $128, R17
	FINISH(0, 0, 1, 2, 3, V0, V1, V2, V3)
	ADD R1, R0, R0
	FINISH(4, 4, 5, 6, 7, V4, V5, V6, V7)
	ADD R1, R0, R0
	FINISH(8, 8, 9, 10, 11, V8, V9, V10, V11)
	ADD R1, R0, R0
	FINISH(12, 12, 13, 14, 15, V12, V13, V14, V15)
	ADD R1, R0, R0
	FINISH(16, 16, 17, 18, 19, V16, V17, V18, V19)
	ADD R1, R0, R0
	FINISH(20, 20, 21, 22, 23, V20, V21, V22, V23)
	RET

// PAIRS adds the products of four bytes of a row, in V28, with four channels to two sums each.
#define PAIRS(w, low, high) \
	SMULL8(28, w, 29) \
	SADALP8(29, low) \
	SMULL16(28, w, 30) \
	SADALP8(30, high)

// func productTwo(dst *float32, ldd int, a *uint8, w *int8, k int, scale *float32, zero *int32, wscale, bias *float32, sum *int32)
//
// Two rows of bytes with 16 channels, without the dot product: products of 16 bits are added in pairs.
TEXT ·productTwo(SB), NOSPLIT, $0-80
	MOVD dst+0(FP), R0
	MOVD ldd+8(FP), R1
	MOVD a+16(FP), R2
	MOVD w+24(FP), R8
	MOVD k+32(FP), R9
	MOVD scale+40(FP), R10
	MOVD zero+48(FP), R11
	MOVD wscale+56(FP), R12
	MOVD bias+64(FP), R13
	ADD R9, R2, R3
	MOVW $0x80808080, R26
	VDUP R26, V31.S4
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16

pairs:
	VLD1.P 64(R8), [V24.B16, V25.B16, V26.B16, V27.B16]
	VLD1R.P 4(R2), [V28.S4]
	VEOR V31.B16, V28.B16, V28.B16
	PAIRS(24, 0, 1)
	PAIRS(25, 2, 3)
	PAIRS(26, 4, 5)
	PAIRS(27, 6, 7)
	VLD1R.P 4(R3), [V28.S4]
	VEOR V31.B16, V28.B16, V28.B16
	PAIRS(24, 8, 9)
	PAIRS(25, 10, 11)
	PAIRS(26, 12, 13)
	PAIRS(27, 14, 15)
	SUBS $4, R9, R9
	BGT pairs

	MOVD sum+72(FP), R14
	VLD1 (R14), [V24.S4, V25.S4, V26.S4, V27.S4]
	MOVD $128, R17
	ADDP4(1, 0, 16)
	ADDP4(3, 2, 17)
	ADDP4(5, 4, 18)
	ADDP4(7, 6, 19)
	FINISH(0, 16, 17, 18, 19, V16, V17, V18, V19)
	ADD R1, R0, R0
	ADDP4(9, 8, 16)
	ADDP4(11, 10, 17)
	ADDP4(13, 12, 18)
	ADDP4(15, 14, 19)
	FINISH(4, 16, 17, 18, 19, V16, V17, V18, V19)
	RET

// FUSED adds a value of a row times 16 columns to its sums.
#define FUSED(row, a, b, c, d) \
	VLD1R.P 4(row), [V28.S4] \
	FMLA4(24, 28, a) \
	FMLA4(25, 28, b) \
	FMLA4(26, 28, c) \
	FMLA4(27, 28, d)

// func multiplyNEON(c *float32, ldc int, a *float32, lda int, b *float32, ldb, k int)
//
// Tile rows with 16 columns.
TEXT ·multiplyNEON(SB), NOSPLIT, $0-56
	MOVD c+0(FP), R0
	MOVD ldc+8(FP), R1
	MOVD a+16(FP), R2
	MOVD lda+24(FP), R10
	MOVD b+32(FP), R8
	MOVD ldb+40(FP), R11
	MOVD k+48(FP), R9
	ADD R10, R2, R3
	ADD R10, R3, R4
	ADD R10, R4, R5
	ADD R10, R5, R6
	ADD R10, R6, R7
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16
	VEOR V16.B16, V16.B16, V16.B16
	VEOR V17.B16, V17.B16, V17.B16
	VEOR V18.B16, V18.B16, V18.B16
	VEOR V19.B16, V19.B16, V19.B16
	VEOR V20.B16, V20.B16, V20.B16
	VEOR V21.B16, V21.B16, V21.B16
	VEOR V22.B16, V22.B16, V22.B16
	VEOR V23.B16, V23.B16, V23.B16

sums:
	VLD1 (R8), [V24.S4, V25.S4, V26.S4, V27.S4]
	ADD R11, R8, R8
	FUSED(R2, 0, 1, 2, 3)
	FUSED(R3, 4, 5, 6, 7)
	FUSED(R4, 8, 9, 10, 11)
	FUSED(R5, 12, 13, 14, 15)
	FUSED(R6, 16, 17, 18, 19)
	FUSED(R7, 20, 21, 22, 23)
	SUBS $1, R9, R9
	BGT sums
	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R0)
	ADD R1, R0, R0
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R0)
	ADD R1, R0, R0
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R0)
	ADD R1, R0, R0
	VST1 [V12.S4, V13.S4, V14.S4, V15.S4], (R0)
	ADD R1, R0, R0
	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	ADD R1, R0, R0
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R0)
	ADD R1, R0, R0
	RET

// EXPCONSTANTS and EXP4: V0 becomes exp(V0); V1 and V2 are lost, V16 to V28 hold constants.
#define EXPCONSTANTS \
	ALL(0xc2ae0000, V16) \
	ALL(0x3fb8aa3b, V17) \
	ALL(0x4b400000, V18) \
	ALL(0x3f318000, V19) \
	ALL(0xb95e8083, V20) \
	ALL(0x39506967, V21) \
	ALL(0x3ab743ce, V22) \
	ALL(0x3c088908, V23) \
	ALL(0x3d2aa9c1, V24) \
	ALL(0x3e2aaaaa, V25) \
	ALL(0x3f000000, V26) \
	ALL(0x3f800000, V27) \
	ALL(0x0000007f, V28)

#define EXP4 \
	FMAX4(16, 0, 0) \
	FMUL4(17, 0, 1) \
	FADD4(18, 1, 1) \
	FSUB4(18, 1, 1) \
	FMUL4(19, 1, 2) \
	FSUB4(2, 0, 0) \
	FMUL4(20, 1, 2) \
	FSUB4(2, 0, 0) \
	FMUL4(21, 0, 2) \
	FADD4(22, 2, 2) \
	FMUL4(0, 2, 2) \
	FADD4(23, 2, 2) \
	FMUL4(0, 2, 2) \
	FADD4(24, 2, 2) \
	FMUL4(0, 2, 2) \
	FADD4(25, 2, 2) \
	FMUL4(0, 2, 2) \
	FADD4(26, 2, 2) \
	FMUL4(0, 2, 2) \
	FMUL4(0, 2, 2) \
	FADD4(0, 2, 2) \
	FADD4(27, 2, 2) \
	FCVTNS4(1, 1) \
	VADD V28.S4, V1.S4, V1.S4 \
	VSHL $23, V1.S4, V1.S4 \
	FMUL4(1, 2, 0)

// TOTAL leaves the sum of the lanes of V4 to V7 in F4, added in halves.
#define TOTAL \
	FADD4(6, 4, 4) \
	FADD4(7, 5, 5) \
	FADD4(5, 4, 4) \
	VEXT $8, V4.B16, V4.B16, V5.B16 \
	FADD4(5, 4, 4) \
	VDUP V4.S[1], V5.S4 \
	FADDS F5, F4, F4

// func quantiseNEON(q *uint8, x, even *float32, n int) (scale float32, zero int32)
TEXT ·quantiseNEON(SB), NOSPLIT, $0-48
	MOVD q+0(FP), R0
	MOVD x+8(FP), R1
	MOVD even+16(FP), R2
	MOVD n+24(FP), R3
	VEOR V16.B16, V16.B16, V16.B16
	VEOR V17.B16, V17.B16, V17.B16
	MOVD R1, R4
	MOVD R2, R5
	MOVD R3, R6

bounds:
	VLD1.P 16(R4), [V0.S4]
	VLD1.P 16(R5), [V1.S4]
	FMUL4(1, 0, 0)
	FMIN4(0, 16, 16)
	FMAX4(0, 17, 17)
	SUBS $4, R6, R6
	BGT bounds
	FMINV4(16, 16)
	FMAXV4(17, 17)
	MOVBU mirrored+36(FP), R7
	CBZ R7, span
	FNEGS F16, F22
	FMAXS F22, F17, F17
	FNEGS F17, F16

span:
	FSUBS F16, F17, F18
	MOVW $0x1e3ce508, R26
	FMOVS R26, F19
	FMAXS F19, F18, F18
	FMOVS levels+32(FP), F19
	FDIVS F19, F18, F20
	FMOVS F20, scale+40(FP)
	FDIVS F18, F19, F21
	FMULS F21, F16, F22
	FNEGS F22, F22
	FCVTNS4(22, 22)
	VMOV V22.S[0], R7
	MOVW R7, zero+44(FP)
	VDUP R7, V23.S4
	VDUP V21.S[0], V21.S4

bytes:
	VLD1.P 64(R1), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R2), [V4.S4, V5.S4, V6.S4, V7.S4]
	FMUL4(4, 0, 0)
	FMUL4(21, 0, 0)
	FCVTNS4(0, 0)
	VADD V23.S4, V0.S4, V0.S4
	FMUL4(5, 1, 1)
	FMUL4(21, 1, 1)
	FCVTNS4(1, 1)
	VADD V23.S4, V1.S4, V1.S4
	FMUL4(6, 2, 2)
	FMUL4(21, 2, 2)
	FCVTNS4(2, 2)
	VADD V23.S4, V2.S4, V2.S4
	FMUL4(7, 3, 3)
	FMUL4(21, 3, 3)
	FCVTNS4(3, 3)
	VADD V23.S4, V3.S4, V3.S4
	XTN4(0, 4)
	XTN4HIGH(1, 4)
	XTN4(2, 5)
	XTN4HIGH(3, 5)
	XTN8(4, 6)
	XTN8HIGH(5, 6)
	VST1.P [V6.B16], 16(R0)
	SUBS $16, R3, R3
	BGT bytes
	RET

#define POWERCONSTANTS \
	ALL(0xc2fc0000, V16) \
	ALL(0x3fb8aa3b, V17) \
	ALL(0x4b400000, V18) \
	ALL(0x3d61fb72, V21) \
	ALL(0x3e786ef8, V22) \
	ALL(0x3f31798d, V23) \
	ALL(0x3f7ffb4a, V24)

// POWER4 replaces exponents in V0, at most 0, by the powers of two. V1 to V3 are lost.
#define POWER4 \
	FMAX4(16, 0, 0) \
	FADD4(18, 0, 1) \
	FSUB4(18, 1, 2) \
	FSUB4(2, 0, 0) \
	VMOV V22.B16, V2.B16 \
	FMLA4(0, 21, 2) \
	VMOV V23.B16, V3.B16 \
	FMLA4(0, 2, 3) \
	VMOV V24.B16, V2.B16 \
	FMLA4(0, 3, 2) \
	VSHL $23, V1.S4, V1.S4 \
	VADD V1.S4, V2.S4, V0.S4

// EVENED takes four scores at R0 to powers, adds them to a sum, and leaves them, times four values at R5, as integers.
#define EVENED(sum, to) \
	VLD1.P 16(R0), [V1.S4] \
	VMOV V8.B16, V0.B16 \
	FMLA4(9, 1, 0) \
	POWER4 \
	FADD4(0, sum, sum) \
	VLD1.P 16(R5), [V1.S4] \
	FMUL4(1, 0, 0) \
	FCVTNS4(0, to)

// func softmaxNEON(high, low *uint8, x, even *float32, n int, scale float32) float32
TEXT ·softmaxNEON(SB), NOSPLIT, $0-52
	MOVD high+0(FP), R4
	MOVD low+8(FP), R6
	MOVD x+16(FP), R0
	MOVD even+24(FP), R5
	MOVD n+32(FP), R1
	MOVD R0, R2
	MOVD R1, R3
	VLD1 (R0), [V8.S4]

greatest:
	VLD1.P 16(R2), [V0.S4]
	FMAX4(0, 8, 8)
	SUBS $4, R3, R3
	BGT greatest
	FMAXV4(8, 8)
	FMOVS scale+40(FP), F9
	POWERCONSTANTS
	FMULS F17, F9, F9
	FMULS F9, F8, F8
	FNEGS F8, F8
	VDUP V8.S[0], V8.S4
	VDUP V9.S[0], V9.S4
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16

exponentials:
	EVENED(4, 10)
	EVENED(5, 11)
	EVENED(6, 12)
	EVENED(7, 13)
	XTN4(10, 14)
	XTN4HIGH(11, 14)
	XTN4(12, 15)
	XTN4HIGH(13, 15)
	XTN8(14, 0)
	XTN8HIGH(15, 0)
	VST1.P [V0.B16], 16(R6)
	SHRN8(14, 0)
	SHRN8HIGH(15, 0)
	VST1.P [V0.B16], 16(R4)
	SUBS $16, R1, R1
	BGT exponentials
	TOTAL
	FMOVS $1.0, F27
	FDIVS F4, F27, F0
	FMOVS F0, ret+48(FP)
	RET

// func geluNEON(x *float32, n int)
TEXT ·geluNEON(SB), NOSPLIT, $0-16
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	EXPCONSTANTS
	ALL(0x3f3504f3, V5)
	ALL(0x3ea7ba05, V6)
	ALL(0x3e827906, V7)
	ALL(0xbe91a98e, V8)
	ALL(0x3fb5f0e3, V9)
	ALL(0xbfba00e3, V10)
	ALL(0x3f87dc22, V11)
	ALL(0x3f000000, V12)
	ALL(0x80000000, V14)

gelus:
	VLD1 (R0), [V15.S4]
	FMUL4(5, 15, 3)
	FABS4(3, 3)
	FMUL4(6, 3, 4)
	FADD4(27, 4, 4)
	FDIV4(4, 27, 4)
	FMUL4(3, 3, 0)
	FNEG4(0, 0)
	EXP4
	FMUL4(11, 4, 1)
	FADD4(10, 1, 1)
	FMUL4(4, 1, 1)
	FADD4(9, 1, 1)
	FMUL4(4, 1, 1)
	FADD4(8, 1, 1)
	FMUL4(4, 1, 1)
	FADD4(7, 1, 1)
	FMUL4(4, 1, 1)
	FMUL4(0, 1, 1)
	FSUB4(1, 27, 1)
	VAND V14.B16, V15.B16, V2.B16
	VEOR V2.B16, V1.B16, V1.B16
	FADD4(27, 1, 1)
	FMUL4(12, 15, 0)
	FMUL4(1, 0, 0)
	VST1.P [V0.S4], 16(R0)
	SUBS $4, R1, R1
	BGT gelus
	RET

// func normNEON(x, add *float32, n int, w, b *float32, epsilon float32)
TEXT ·normNEON(SB), NOSPLIT, $0-44
	MOVD x+0(FP), R0
	MOVD add+8(FP), R1
	MOVD n+16(FP), R2
	MOVD w+24(FP), R3
	MOVD b+32(FP), R4
	MOVD R0, R5
	MOVD R2, R6
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16

added:
	VLD1 (R5), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R1), [V16.S4, V17.S4, V18.S4, V19.S4]
	FADD4(16, 0, 0)
	FADD4(17, 1, 1)
	FADD4(18, 2, 2)
	FADD4(19, 3, 3)
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R5)
	FADD4(0, 4, 4)
	FADD4(1, 5, 5)
	FADD4(2, 6, 6)
	FADD4(3, 7, 7)
	SUBS $16, R6, R6
	BGT added
	TOTAL
	SCVTFS R2, F20
	FDIVS F20, F4, F21
	VDUP V21.S[0], V21.S4
	MOVD R0, R5
	MOVD R2, R6
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16

squares:
	VLD1.P 64(R5), [V0.S4, V1.S4, V2.S4, V3.S4]
	FSUB4(21, 0, 0)
	FMUL4(0, 0, 0)
	FADD4(0, 4, 4)
	FSUB4(21, 1, 1)
	FMUL4(1, 1, 1)
	FADD4(1, 5, 5)
	FSUB4(21, 2, 2)
	FMUL4(2, 2, 2)
	FADD4(2, 6, 6)
	FSUB4(21, 3, 3)
	FMUL4(3, 3, 3)
	FADD4(3, 7, 7)
	SUBS $16, R6, R6
	BGT squares
	TOTAL
	FDIVS F20, F4, F4
	FMOVS epsilon+40(FP), F5
	FADDS F5, F4, F4
	FSQRTS F4, F4
	FMOVS $1.0, F5
	FDIVS F4, F5, F22
	VDUP V22.S[0], V22.S4

scaled:
	VLD1 (R0), [V0.S4]
	VLD1.P 16(R3), [V1.S4]
	VLD1.P 16(R4), [V2.S4]
	FSUB4(21, 0, 0)
	FMUL4(22, 0, 0)
	FMUL4(1, 0, 0)
	FADD4(2, 0, 0)
	VST1.P [V0.S4], 16(R0)
	SUBS $4, R2, R2
	BGT scaled
	RET
