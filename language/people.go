package language

// People is people.toml of a pack: the words by which a text refers to persons without naming them. It lets statement/ settle
// whose words are reported where the text says "he", "the minister" or nothing.
//
// Forms are lower case. A form may be several words; a word that ends in "*" stands for every word that begins so. In scripts without spaces each character
// is a word.
type People struct {
	Pronouns   []Pronoun           `toml:"pronouns"`
	Offices    []Office            `toml:"offices"`
	Classes    map[string][]string `toml:"classes"`     // a general word's key, and the office keys it can stand for: diplomat = ["foreign-minister", "ambassador"]
	Spokes     []string            `toml:"spokes"`      // forms of "spokesperson", "press service", "office": the words are those of the body or person they speak for
	Agencies   []string            `toml:"agencies"`    // forms of "agency", "newspaper": the name beside them is that of the channel
	Groups     []string            `toml:"groups"`      // forms that stand for nobody in particular: "officials", "experts", "sources", "some"
	Of         []string            `toml:"of"`          // words that join a spokesperson to whom they speak for: "for", "of"
	OfAfter    bool                `toml:"of-after"`    // whether the words of Of stand behind the name of whose they are, and before who is theirs
	Genitive   []string            `toml:"genitive"`    // further words, articles and honorifics, that stand beside a name only where it is in the genitive
	OwnerFirst bool                `toml:"owner-first"` // whether the one spoken for stands right before the word for a spokesperson, as a genitive does: then the name is not the speaker's
	Relations  []string            `toml:"relations"`   // forms for somebody who is another's: "wife", "lawyer", "aide": the name beside them may be the other's
	BareOwner  bool                `toml:"bare-owner"`  // whether the name right behind such a word without article or other prefix may be the other's, with no sign of it
	And        []string            `toml:"and"`         // words that join two speakers
	Given      map[string][]string `toml:"given"`       // given names by the gender that they tell, "m" or "f", in any script
	Definite   []string            `toml:"definite"`    // articles before a description of somebody known: "the"
	Indefinite []string            `toml:"indefinite"`  // beginnings of a description of somebody not named yet: "a", "one of"
	HeadLast   bool                `toml:"head-last"`   // whether a name between article and noun, or right before an office, only says which: "the Lunevo mayor"
	Prefixes   []string            `toml:"prefixes"`    // what may be written together before a form: articles, conjunctions, prepositions
	Reports    Reports             `toml:"reports"`     // the words that tell who speaks in a report
	Examples   []PeopleExample     `toml:"examples"`
}

// Reports are the words about a speaker that are no name, office or pronoun: they tell which part of a sentence the speaker is.
type Reports struct {
	According      []string `toml:"according"`       // words before a source that stand for a verb: "according to"
	AccordingAfter []string `toml:"according-after"` // such words behind it
	Possessives    []string `toml:"possessives"`     // "his": beside words for "according to" they stand for who is spoken of already
	Own            []string `toml:"own"`             // "own": there they stand for the subject
	Passive        []string `toml:"passive"`         // auxiliaries of the passive: "was"
	Told           []string `toml:"told"`            // participles whose subject, in the passive, is told, asked or accused, and does not speak
	SpokenOf       []string `toml:"spoken-of"`       // such verbs that are a passive by themselves: Swedish "anklagas"
	By             []string `toml:"by"`              // words before the speaker in the passive: "by"
	ByAfter        []string `toml:"by-after"`        // such words behind it: Turkish "tarafından"
	Impersonal     []string `toml:"impersonal"`      // subjects, and beginnings of a verb, that stand for nobody: "it was"
	Quoting        []string `toml:"quoting"`         // verbs whose object speaks: "quoted"
	From           []string `toml:"from"`            // words before the one from whom a channel has something
	Saying         []string `toml:"saying"`          // nouns with a possessive ending for what that one says
	Participles    []string `toml:"participles"`     // forms of verbs of saying that go with another verb and stand for nobody: Arabic "قائلا"
	Masculine      []string `toml:"masculine"`       // endings of a verb of saying that tell its subject's gender
	Feminine       []string `toml:"feminine"`        // the same
	Asks           string   `toml:"asks"`            // marks that end a question in this language and something else in others: ";"
}

// Pronoun is a personal pronoun of the third person (or first, in quoted headlines).
type Pronoun struct {
	Forms    []string `toml:"forms"`  // that of the subject first
	Gender   string   `toml:"gender"` // "m", "f", or "" where it does not tell
	Plural   bool     `toml:"plural"`
	Relative bool     `toml:"relative"` // whether it joins a clause to the noun before it: "who"
}

// Office is a title, office or role.
type Office struct {
	Key    string   `toml:"key"` // the same in every pack: "president", "foreign-minister"
	Forms  []string `toml:"forms"`
	Gender string   `toml:"gender"` // of the forms, where they tell
}

// PeopleExample is an executable example: in Text, where Names stand, the last words Source refer to the person whose name is Is; "" for
// nobody.
type PeopleExample struct {
	Names  []string `toml:"names"`
	Text   string   `toml:"text"`
	Source string   `toml:"source"`
	Is     string   `toml:"is"`
}
