package language

// Furniture is furniture.toml of a pack.
type Furniture struct{}
