// Package language knows languages: which one a text is in, where its sentences and words end, and the packs, which hold
// everything else that the program knows about a language as data that a person can read and change.
package language

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

//go:embed packs
var packs embed.FS

// Pack is what is known about one language. Each section is read from a file of that name in packs/<code>/; a pack that
// lacks a file has its parent's section, and a key that a file sets replaces the parent's. Packs are read-only once loaded
// and safe for concurrent use.
type Pack struct {
	Code        string // BCP 47, lower case language and title case script: "mk", "sr-Latn"; "und" is the root of all
	Profile     Profile
	Calendar    Calendar
	Dates       Dates
	Furniture   Furniture
	Names       Names
	People      People
	Commitments Commitments
}

// Profile is pack.toml: what the language is and how it writes quotations.
type Profile struct {
	Name      string      `toml:"name"`      // in English
	Own       string      `toml:"own"`       // in the language itself
	Script    string      `toml:"script"`    // ISO 15924: "Cyrl"
	Direction string      `toml:"direction"` // "ltr" or "rtl"
	Inherits  string      `toml:"inherits"`  // code of the parent pack; "und" where empty
	Letters   string      `toml:"letters"`   // letters that hardly any other language of its script writes
	Words     string      `toml:"words"`     // its most frequent words, parted by spaces
	Example   string      `toml:"example"`   // a sentence that must be told to be of the language
	Quotes    []QuotePair `toml:"quotes"`
}

// QuotePair is an opening and a closing quotation mark as the language's press writes them.
type QuotePair struct {
	Open  string `toml:"open"`
	Close string `toml:"close"`
}

// Packs is a set of packs by code.
type Packs struct {
	byCode   map[string]*Pack
	identify *identifier
}

// Builtin gives the packs that the program carries.
func Builtin() (*Packs, error) {
	sub, err := fs.Sub(packs, "packs")
	if err != nil {
		return nil, err
	}
	return Open(sub)
}

// Open reads packs from folders named by code; a pack of a later file system replaces the files of the earlier ones, so that a
// user's folder can override single files. Errors name the pack and the file.
func Open(layers ...fs.FS) (*Packs, error) {
	ps := &Packs{byCode: map[string]*Pack{}}
	codes := map[string]bool{"und": true}
	for _, l := range layers {
		entries, err := fs.ReadDir(l, ".")
		if err != nil {
			return nil, fmt.Errorf("language packs: %w", err)
		}
		for _, e := range entries {
			if e.IsDir() {
				codes[e.Name()] = true
			}
		}
	}
	for code := range codes {
		if _, err := ps.load(layers, code, nil); err != nil {
			return nil, err
		}
	}
	ps.identify = newIdentifier(ps)
	return ps, nil
}

// load reads one pack after its parents; trail holds the codes on the way here, to find circles.
func (ps *Packs) load(layers []fs.FS, code string, trail []string) (*Pack, error) {
	if p := ps.byCode[code]; p != nil {
		return p, nil
	}
	for _, t := range trail {
		if t == code {
			return nil, fmt.Errorf("language pack %s inherits itself through %s", code, strings.Join(trail, ", "))
		}
	}
	own := &Pack{Code: code}
	if err := own.read(layers, code, "pack.toml", &own.Profile); err != nil {
		return nil, err
	}
	if parent := own.parent(); parent != "" {
		from, err := ps.load(layers, parent, append(trail, code))
		if err != nil {
			return nil, err
		}
		own.inherit(from)
	}
	sections := map[string]any{
		"calendar.toml": &own.Calendar, "dates.toml": &own.Dates, "furniture.toml": &own.Furniture, "names.toml": &own.Names,
		"people.toml": &own.People, "commitments.toml": &own.Commitments,
	}
	for file, section := range sections {
		if err := own.read(layers, code, file, section); err != nil {
			return nil, err
		}
	}
	ps.byCode[code] = own
	return own, nil
}

// inherit takes the parent's sections.
func (p *Pack) inherit(from *Pack) {
	code, profile := p.Code, p.Profile
	*p = *from
	p.Code, p.Profile = code, profile
	if len(p.Profile.Quotes) == 0 {
		p.Profile.Quotes = from.Profile.Quotes
	}
}

func (p *Pack) parent() string {
	switch {
	case p.Code == "und":
		return ""
	case p.Profile.Inherits == "":
		return "und"
	}
	return p.Profile.Inherits
}

// read decodes a pack's file over what section holds already; the last layer that has the file wins.
func (p *Pack) read(layers []fs.FS, code, file string, section any) error {
	for i := len(layers) - 1; i >= 0; i-- {
		b, err := fs.ReadFile(layers[i], path.Join(code, file))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = override(b, section)
		}
		if err != nil {
			return fmt.Errorf("language pack %s, %s: %w", code, file, err)
		}
		return nil
	}
	return nil
}

// For gives the pack of a language, or of the nearest more general code, or the root pack: never nil.
func (ps *Packs) For(code string) *Pack {
	for c := code; c != ""; c = c[:max(strings.LastIndexByte(c, '-'), 0)] {
		if p := ps.byCode[c]; p != nil {
			return p
		}
	}
	return ps.byCode["und"]
}

// Codes lists the codes of all packs in order.
func (ps *Packs) Codes() []string { return sortedCodes(ps) }

func sortedCodes(ps *Packs) []string { return slices.Sorted(maps.Keys(ps.byCode)) }

// override decodes a file into an empty section and sets those fields of section that the file sets, so that a pack never writes into
// lists that it shares with its parent.
func override(b []byte, section any) error {
	old := reflect.ValueOf(section).Elem()
	fresh := reflect.New(old.Type())
	if err := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(fresh.Interface()); err != nil {
		return err
	}
	for i := range old.NumField() {
		if f := fresh.Elem().Field(i); !f.IsZero() {
			old.Field(i).Set(f)
		}
	}
	return nil
}
