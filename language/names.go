package language

// Names is names.toml of a pack.
type Names struct{}
