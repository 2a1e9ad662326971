//go:build unix

package speed

import (
	"runtime"
	"syscall"
	"time"
)

// CPUTime is the time of processors that this process has taken so far, user and system.
func CPUTime() time.Duration {
	u := usage()
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// PeakMemory is how many bytes of memory this process has held at most; 0 where the system does not tell.
func PeakMemory() int {
	u := usage()
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int(u.Maxrss)
	}
	return int(u.Maxrss) << 10 // the others count in KiB
}

func usage() (u syscall.Rusage) {
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return syscall.Rusage{}
	}
	return u
}
