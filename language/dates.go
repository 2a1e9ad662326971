package language

// Dates is dates.toml of a pack.
type Dates struct{}
