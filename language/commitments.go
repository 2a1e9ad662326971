package language

// Commitments is commitments.toml of a pack.
type Commitments struct{}
