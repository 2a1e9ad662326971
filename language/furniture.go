package language

// Furniture is furniture.toml of a pack: what stands round articles on a page, and the words that lead to an article's data.
// Phrases are lower case; a line is compared from its beginning, without marks and space at its edges.
type Furniture struct {
	Lines    []FurnitureLine `toml:"lines"`
	Sections []string        `toml:"sections"` // whole lines that name a section: "news"
	More     []string        `toml:"more"`     // openings of a line after which other articles follow: "read also"
	Credits  []string        `toml:"credits"`  // openings of a line that credits an agency: "source"
	Bylines  []string        `toml:"bylines"`  // openings of a line that names the author: "by"
	Relays   []string        `toml:"relays"`   // words beside the name of an agency that is being relayed: "reports"
}

// FurnitureLine is a line that is not the article. A word that articles begin sentences with stands with Whole. Those of the root pack hold on
// pages in every language: much of what programs put round articles is in English.
type FurnitureLine struct {
	Starts   string `toml:"starts"`
	Whole    bool   `toml:"whole"`    // Starts is all that the line holds, numbers and marks at its edges aside: "Comments (3)"
	Contains string `toml:"contains"` // anywhere in the line, where Starts is empty
	Reason   string `toml:"reason"`
	Tail     bool   `toml:"tail"`    // all that follows it is furniture too
	Example  string `toml:"example"` // a line that it must match
}

// FurnitureExample is an executable example: the line Text is set apart for Reason.
type FurnitureExample struct {
	Text   string `toml:"text"`
	Reason string `toml:"reason"`
}
