package language

// Commitments is commitments.toml of a pack: the words by which statements bind or announce.
type Commitments struct {
	Rules      []CommitmentRule    `toml:"rules"`
	Conditions []string            `toml:"conditions"` // openings of a condition: "if", "in case of"
	Examples   []CommitmentExample `toml:"examples"`
}

// CommitmentRule gives a sentence its type where a phrase of Any stands in it and, where With is set, one of With too. Phrases are
// lower case; a word that ends in "*" stands for every word that begins so, one that begins with "*" for every word that ends so.
type CommitmentRule struct {
	Type   string   `toml:"type"` // one of the types of package rapporteur
	Any    []string `toml:"any"`
	With   []string `toml:"with"`
	Not    []string `toml:"not"`    // where one of these stands too, the rule is silent
	Future bool     `toml:"future"` // a day that is not before the text's, or a word of With, must stand in the sentence
}

// CommitmentExample is an executable example: a statement with the content Text, read on Day, gives commitments of Types.
type CommitmentExample struct {
	Text  string   `toml:"text"`
	Day   string   `toml:"day"`
	Types []string `toml:"types"`
	Due   string   `toml:"due"` // earliest day of the first, "" for none
}
