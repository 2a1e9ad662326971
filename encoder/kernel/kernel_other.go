//go:build !amd64 && !arm64

package kernel

var available = []Path{Plain}

func (p Path) steps() *steps { return &plain }
