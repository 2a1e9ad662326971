package language

// Names is names.toml of a pack: how names change in the language's texts, and patterns of names that no list can hold.
type Names struct {
	Prefixes   []string          `toml:"prefixes"`   // what may be written together before a name
	Endings    []string          `toml:"endings"`    // of inflected names, longest first; a name and its form share what is left
	Ministries map[string]string `toml:"ministries"` // lower-case words of a ministry without its country, and its key
	Numbered   []Numbered        `toml:"numbered"`   // instruments known by a number
	Demonyms   map[string]string `toml:"demonyms"`   // beginnings of adjectives and peoples that the country's name does not give, and the country
	Examples   []NameExample     `toml:"examples"`
}

// Numbered is a name that ends in a number, such as a resolution's.
type Numbered struct {
	Words   string `toml:"words"` // lower case; the number follows
	Key     string `toml:"key"`   // with %d
	Name    string `toml:"name"`  // in English, with %d
	Example string `toml:"example"`
}

// NameExample is an executable example: the names in Text, by place, have Keys.
type NameExample struct {
	Text string   `toml:"text"`
	Keys []string `toml:"keys"`
}
