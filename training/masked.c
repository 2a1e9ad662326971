// Hides AVX-512 and AVX-VNNI from a process: CPUID is made to trap, and what it tells is masked. For onnx_speed.py, on Linux and x86-64, where the
// processor and the kernel allow it (the flag cpuid_fault).
#define _GNU_SOURCE
#include <asm/prctl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

static void trapped(int sig, siginfo_t *info, void *context) {
	greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
	unsigned char *at = (unsigned char *)r[REG_RIP];
	if (at[0] != 0x0f || at[1] != 0xa2) {
		signal(SIGSEGV, SIG_DFL);
		return;
	}
	unsigned a = r[REG_RAX], b, c = r[REG_RCX], d, leaf = a, sub = c;
	syscall(SYS_arch_prctl, ARCH_SET_CPUID, 1);
	__asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
	syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0);
	if (leaf == 7 && sub == 0) {
		b &= ~(1u << 16 | 1u << 17 | 1u << 21 | 3u << 26 | 1u << 28 | 1u << 30 | 1u << 31); // avx512 f dq ifma (pf er) cd bw vl
		c &= ~(1u << 1 | 1u << 6 | 1u << 11 | 1u << 12 | 1u << 14);                          // vbmi vbmi2 vnni bitalg vpopcntdq
		d &= ~(1u << 22 | 1u << 23 | 1u << 24 | 1u << 25);                                    // amx, avx512 fp16
	} else if (leaf == 7 && sub == 1) {
		a &= ~(1u << 4 | 1u << 5); // avx-vnni, avx512 bf16
	}
	r[REG_RAX] = a, r[REG_RBX] = b, r[REG_RCX] = c, r[REG_RDX] = d, r[REG_RIP] += 2;
}

__attribute__((constructor)) static void mask(void) {
	struct sigaction s = {.sa_sigaction = trapped, .sa_flags = SA_SIGINFO | SA_NODEFER};
	sigaction(SIGSEGV, &s, 0);
	if (syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0) != 0) {
		perror("masked: this machine does not let CPUID trap");
		_exit(1);
	}
}
