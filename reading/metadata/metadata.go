// Package metadata finds what a news page says of its article: title, date of publication, authors, section, outlet, canonical address and language.
//
// A page says each of these many times over: in JSON-LD, in meta elements, as microdata, in what it shows, in its address. Find gathers all of it, each candidate with where it
// came from, and then chooses, by where candidates stand and which agree. Where nothing can be trusted it chooses nothing.
package metadata

import (
	"time"

	"rapporteur/dates"
	"rapporteur/language"
	"rapporteur/reading/markup"
)

// NoBlock is the block of a candidate that stands in none.
const NoBlock = -1

// Field is what a candidate is a candidate for.
type Field uint8

// Fields of an article.
const (
	Title Field = iota
	Published
	Author
	Section
	Outlet
	Canonical
	Language
)

// Candidate is one thing that a page says of its article.
type Candidate struct {
	Field     Field
	Value     string // a date as ISO 8601, cut to its precision, with the zone where the page names one
	Precision string // of a date: second, minute, day, month or year
	From      string // where it came from: "json-ld headline", "meta og:title", "title element", "h1", "microdata datePublished", "time element", "url", "text" and the like
	Block     int    // index of the block of text that it stands in, with or without other words, or NoBlock
	Other     bool   // it is of another article of the page, of a comment or the like, and is not chosen

	node   int32   // that it stands in; markup.None where in none
	weight float64 // how far where it came from is trusted
	text   int     // the number of the text that gave it, among those that give authors
}

// Found is what was chosen, and all that was found. The zero Candidate stands for nothing chosen.
type Found struct {
	Title      Candidate
	Published  Candidate
	Authors    []Candidate // in the order of the page
	Section    Candidate
	Outlet     Candidate
	Canonical  Candidate
	Language   Candidate
	Candidates []Candidate // in the order found
}

// Context is what is known of a page from outside.
type Context struct {
	Address string        // that the page was fetched from; it may be a path
	Fetched time.Time     // UTC; zero where it is not known
	Dates   *dates.Parser // reads dates in the languages of the packs
	Packs   *language.Packs
}

// Find gives what a page says of its article. It is safe for concurrent use, takes time in proportion to the page, and changes neither tree nor blocks.
func Find(t *markup.Tree, b *markup.Blocks, c Context) Found {
	p := newPage(t, b, c)
	p.gather()
	p.head()
	p.nearHead()
	return p.choose()
}
