package speed

import (
	"syscall"
	"time"
)

// CPUTime is the time of processors that this process has taken so far, user and kernel.
func CPUTime() time.Duration {
	p, err := syscall.GetCurrentProcess()
	if err != nil {
		return 0
	}
	var created, ended, kernel, user syscall.Filetime
	if syscall.GetProcessTimes(p, &created, &ended, &kernel, &user) != nil {
		return 0
	}
	return span(kernel) + span(user)
}

// span is a length of time, which Windows counts in steps of 100 ns.
func span(f syscall.Filetime) time.Duration {
	return time.Duration(int64(f.HighDateTime)<<32|int64(f.LowDateTime)) * 100
}

// PeakMemory is how many bytes of memory this process has held at most; 0 where the system does not tell.
func PeakMemory() int { return 0 }
