package language

// Dates is dates.toml of a pack: what the calendar lacks. Words and phrases are lower case.
type Dates struct {
	Months      map[string]int `toml:"months"`      // further names and forms of months, 1 to 12
	Weekdays    map[string]int `toml:"weekdays"`    // further forms of weekdays, Monday 1
	SolarMonths map[string]int `toml:"solarMonths"` // months of the Solar Hijri calendar, 1 to 12, where the language's press counts by it
	Relative    map[string]int `toml:"relative"`    // days from today: yesterday = -1
	Ordinals    map[string]int `toml:"ordinals"`    // days of a month in words: "third" = 3
	Numbers     map[string]int `toml:"numbers"`     // small numbers in words, for "three days ago"
	Lapses      map[string]int `toml:"lapses"`      // stretches of time that need no number, in minutes: "an hour" = 60
	MinuteWords []string       `toml:"minute"`      // forms of "minute", counted
	HourWords   []string       `toml:"hour"`        // forms of "hour", counted
	DayWords    []string       `toml:"day"`         // forms of "day", counted
	MonthWords  []string       `toml:"month"`       // forms of "month"
	YearWords   []string       `toml:"year"`        // forms of "year"
	Ago         []string       `toml:"ago"`         // after a stretch of time: "ago"
	Before      []string       `toml:"before"`      // in front of a stretch of time: "vor", "قبل"
	Idioms      []string       `toml:"idioms"`      // phrases that hold a word of time and tell none: "to this day"
	Future      []string       `toml:"future"`      // words or, with "*", beginnings of words that make a sentence speak of what is to come
	Next        []string       `toml:"next"`        // words that put a month, weekday or year after the text's day
	Last        []string       `toml:"last"`        // words that put it before
	Filler      []string       `toml:"filler"`      // words that may stand within a date: "of", "at", "г"
	Ambiguous   []string       `toml:"ambiguous"`   // names of months and weekdays that are common words too: they are read only beside a number
	WithYear    []string       `toml:"withYear"`    // names of months that are read only beside a day and a year
	Order       string         `toml:"order"`       // of days in figures: "dmy", "mdy", "ymd" for years of two figures in front, or "any" where 03/04/2031 may be either
	Clock       []string       `toml:"clock"`       // words before a time of day, after which a stop may part hours and minutes: "kl"
	Morning     []string       `toml:"morning"`     // beside an hour from 1 to 12: "am"
	Afternoon   []string       `toml:"afternoon"`   // likewise: "pm"
	HourMarks   []string       `toml:"hourMarks"`   // after the number of an hour: "Uhr", "h"
	MinuteMarks []string       `toml:"minuteMarks"` // after the number of minutes: 分
	YearMarks   []string       `toml:"yearMarks"`   // after the number of a year: 年
	MonthMarks  []string       `toml:"monthMarks"`  // after the number of a month: 月
	DayMarks    []string       `toml:"dayMarks"`    // after the number of a day; where there are any, a day after its month's name must have one
	Labels      []string       `toml:"labels"`      // what stands before a date of publication, without the colon
	Updated     []string       `toml:"updated"`     // what stands before the date of a change
	Examples    []DateExample  `toml:"examples"`
}

// DateExample is an executable example: the dates of Text, read on Day, have Values.
type DateExample struct {
	Text   string   `toml:"text"`
	Day    string   `toml:"day"` // 2031-05-18, or the moment of a capture, 2031-05-18T14:05:00Z; "" for unknown
	Values []string `toml:"values"`
}
