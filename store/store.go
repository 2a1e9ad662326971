// Package store is the contract of storage: a record of captures and their readings that can be asked who said what. Adapters are
// named after their technology (store/sqlite); every adapter runs the suite of store/storetest.
package store

import (
	"context"
	"errors"
	"unicode/utf8"

	"rapporteur"
)

// Errors that every adapter gives; they are wrapped with what happened.
var (
	ErrNotFound = errors.New("not in the record")
	ErrNewer    = errors.New("the record was made by a newer version of rapporteur")
	ErrDamaged  = errors.New("the record is damaged")
	ErrForeign  = errors.New("the file is not a record of rapporteur")
)

// Store is a record. It is safe for concurrent use; several processes may read while one adds.
type Store interface {
	// Add keeps a capture with its reading: all of it or nothing. Adding a capture that is there changes nothing and gives false.
	Add(ctx context.Context, c rapporteur.Capture, r *rapporteur.Reading) (added bool, err error)
	// Has tells whether a capture is there.
	Has(ctx context.Context, captureID string) (bool, error)
	// Capture gives the bytes of a capture as they came, or ErrNotFound.
	Capture(ctx context.Context, captureID string) (rapporteur.Capture, error)
	// Reading gives the reading of a capture, or ErrNotFound.
	Reading(ctx context.Context, captureID string) (*rapporteur.Reading, error)
	// Captures gives the ids of all captures, in the order that they were added.
	Captures(ctx context.Context) ([]string, error)
	// Replace puts a new reading in the place of a capture's, all of it or nothing; the capture itself does not change, and a statement of the same content keeps its id. It gives
	// ErrNotFound where the capture is not there.
	Replace(ctx context.Context, r *rapporteur.Reading) error
	// Learn keeps the lines of a capture, hashed, for counting how often they come back in an outlet; title tells pages apart. Learning a capture anew replaces what was kept of it.
	Learn(ctx context.Context, captureID, outlet string, title uint64, lines []uint64) error
	// Recurring gives the learned lines of an outlet that stand on at least least of its pages with different titles, and on one in fifty.
	Recurring(ctx context.Context, outlet string, least int) (map[uint64]bool, error)
	// Find gives the statements that a query asks for, newest first; those without a date come last.
	Find(ctx context.Context, q Query) ([]Found, error)
	// Entity gives an entity of the whole record by its key, or ErrNotFound.
	Entity(ctx context.Context, key string) (Entity, error)
	// Speakers gives the entities that speak most often, and how often.
	Speakers(ctx context.Context, limit int) ([]Entity, error)
	// Counts tells how much the record holds.
	Counts(ctx context.Context) (Counts, error)
	Close() error
}

// Query asks for statements. Empty fields ask for nothing; all that is set must hold.
type Query struct {
	Words         string // words of the content, in any order; marks on letters and case do not matter
	By, To        string // speaker, addressee: a name in any script, or an entity's key
	About         string // named within the content
	Via           string // agency or press service
	Kind          rapporteur.StatementKind
	Language      string
	From, Until   string // days YYYY-MM-DD, inclusive; statements of articles without a date are left out
	Capture       string // id
	Limit, Offset int    // Limit 0 is 50
}

// Found is a statement with what a reader wants to see beside it.
type Found struct {
	Statement  rapporteur.Statement `json:"statement"`
	Content    []string             `json:"content"`
	Speaker    string               `json:"speaker,omitempty"`    // name, English or Latin where there is one
	SpeakerKey string               `json:"speakerKey,omitempty"` // entity key
	Words      string               `json:"words,omitempty"`      // the words of the source as they stand
	Addressee  string               `json:"addressee,omitempty"`
	Via        []string             `json:"via,omitempty"`
	Date       string               `json:"date,omitempty"` // of the article, ISO 8601
	Language   string               `json:"language"`
	Title      string               `json:"title,omitempty"`
	Source     string               `json:"source"`  // path or address of the capture
	Capture    string               `json:"capture"` // id
	Article    string               `json:"article"` // id
	Line       int                  `json:"line"`    // of the content's beginning, from 1
	Column     int                  `json:"column"`  // code points, from 1
}

// Entity is an entity across the record.
type Entity struct {
	Key        string              `json:"key"`
	Kind       rapporteur.Kind     `json:"kind"`
	Names      map[string][]string `json:"names"` // by language
	Statements int                 `json:"statements"`
}

// Counts is how much a record holds.
type Counts struct{ Captures, Articles, Statements, Entities int }

// Made stands for the language of names that were written in Latin letters by rule.
const Made = "und-Latn"

// Name is the name to show for an entity: English where there is one, then one in Latin letters as some article has it, then one made.
func (e Entity) Name() string {
	if n := e.Names["en"]; len(n) > 0 {
		return n[0]
	}
	latin, any := "", ""
	for l, ns := range e.Names {
		for _, n := range ns {
			if any == "" || n < any {
				any = n
			}
			if l != Made && n != "" && n[0] < utf8.RuneSelf && (latin == "" || n < latin) {
				latin = n
			}
		}
	}
	if made := e.Names[Made]; latin == "" && len(made) > 0 {
		return made[0]
	}
	if latin != "" {
		return latin
	}
	return any
}
