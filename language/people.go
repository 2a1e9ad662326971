package language

// People is people.toml of a pack.
type People struct{}
