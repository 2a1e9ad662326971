package language

// Calendar is calendar.toml of a pack, made from the Unicode CLDR by language/cldr: for each month and each weekday (Monday first)
// its forms, lower case, without a stop at the end.
type Calendar struct {
	Months   [][]string `toml:"months"`
	Weekdays [][]string `toml:"weekdays"`
}
