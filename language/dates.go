package language

// Dates is dates.toml of a pack: what the calendar lacks.
type Dates struct {
	Months     map[string]int `toml:"months"`     // further names of months, 1 to 12
	Relative   map[string]int `toml:"relative"`   // days from today: yesterday = -1
	Ordinals   map[string]int `toml:"ordinals"`   // days of a month in words: "third" = 3
	Numbers    map[string]int `toml:"numbers"`    // small numbers in words, for "three days ago"
	DayWords   []string       `toml:"day"`        // forms of "day", counted
	MonthWords []string       `toml:"month"`      // forms of "month"
	YearWords  []string       `toml:"year"`       // forms of "year"
	Ago        []string       `toml:"ago"`        // after a number of days: "ago"
	Before     []string       `toml:"before"`     // in front of a number of days: "vor", "قبل"
	Future     []string       `toml:"future"`     // words or, with "*", beginnings of words that make a sentence speak of what is to come
	Next       []string       `toml:"next"`       // words that put a month, weekday or year after the text's day
	Last       []string       `toml:"last"`       // words that put it before
	Filler     []string       `toml:"filler"`     // words that may stand within a date: "of", "at", "г"
	Ambiguous  []string       `toml:"ambiguous"`  // names of months that are common words too
	MonthFirst bool           `toml:"monthFirst"` // 05/18/2023 is a day in May
	Labels     []string       `toml:"labels"`     // what stands before a date of publication, without the colon
	Examples   []DateExample  `toml:"examples"`
}

// DateExample is an executable example: the dates of Text, read on Day ("" for unknown), have Values.
type DateExample struct {
	Text   string   `toml:"text"`
	Day    string   `toml:"day"`
	Values []string `toml:"values"`
}
