// Package rapporteur holds the words of the program: captures, readings, articles, mentions, entities, statements and
// commitments, as DESIGN and the reading contract ("rapporteur/reading/1") define them. It imports nothing of the module.
//
// All offsets are Unicode code points into the text of a Reading, half-open. Marshalled with encoding/json, a Reading is
// an object of the contract.
package rapporteur

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Schema names the form in which a Reading is printed.
const Schema = "rapporteur/reading/1"

// Capture is the bytes of a document as they came, and where they came from. It is never changed.
type Capture struct {
	ID        string    // "sha256:" and the hex digest of Data
	Source    string    // path or address
	MediaType string    // declared or sniffed, without parameters, such as "text/html"
	Charset   string    // declared outside the bytes (HTTP), lower case; "" where nothing declares it
	Data      []byte    // raw bytes
	Fetched   time.Time // UTC; zero where unknown. No article is dated later than its capture.
	Feed      *FeedInfo // what the feed says that Data is an item of; nil for what is none
	Notes     []string  // what was wrong on its way in and was borne with, such as "truncated: length"
}

// FeedInfo is what a feed says for all its items. What it does not say is "".
type FeedInfo struct {
	Title    string // name of the feed, which is the outlet's or begins with it
	Language string // BCP 47, as written
	Link     string // address that relative addresses in its items stand to
}

// CaptureRef identifies a capture in a reading.
type CaptureRef struct {
	ID        string `json:"id"`
	Source    string `json:"source"`
	MediaType string `json:"mediaType"`
	Bytes     int    `json:"bytes"`
}

// Ref is the reference that stands for c in its reading.
func (c Capture) Ref() CaptureRef {
	return CaptureRef{ID: c.ID, Source: c.Source, MediaType: c.MediaType, Bytes: len(c.Data)}
}

// Reading is the decoded text of one capture and everything that was found in it.
type Reading struct {
	Schema    string      `json:"schema"`
	Capture   CaptureRef  `json:"capture"`
	Text      Text        `json:"text"`
	Encoding  string      `json:"encoding,omitempty"` // that the capture's bytes are in, by its name in the WHATWG's Encoding Standard
	Articles  []Article   `json:"articles"`
	Entities  []Entity    `json:"entities"`
	SourceMap []SourceRun `json:"sourceMap,omitempty"`
}

// KeepSure drops the statements whose Confidence is under least, and the commitments that they make; IDs stay.
func (r *Reading) KeepSure(least float64) {
	for i := range r.Articles {
		a := &r.Articles[i]
		gone := map[string]bool{}
		a.Statements = slices.DeleteFunc(a.Statements, func(s Statement) bool {
			gone[s.ID] = s.Confidence < least
			return gone[s.ID]
		})
		a.Commitments = slices.DeleteFunc(a.Commitments, func(c Commitment) bool { return gone[c.Statement] })
	}
}

// KeepIDs gives each statement of r whose content stood in an earlier reading of the same capture the ID that it had there, and the others IDs that none had.
func (r *Reading) KeepIDs(earlier *Reading) {
	had, next := map[string]string{}, 1
	key := func(s *Statement, text Text) string {
		k := ""
		for _, c := range s.Content {
			k += text.Slice(c) + "\x00" + strconv.Itoa(c.Start) + "\x00"
		}
		return k
	}
	for i := range earlier.Articles {
		for j := range earlier.Articles[i].Statements {
			s := &earlier.Articles[i].Statements[j]
			had[key(s, earlier.Text)] = s.ID
			if n, err := strconv.Atoi(strings.TrimPrefix(s.ID, "s")); err == nil {
				next = max(next, n+1)
			}
		}
	}
	for i := range r.Articles {
		a, now := &r.Articles[i], map[string]string{}
		for j := range a.Statements {
			s := &a.Statements[j]
			id, known := had[key(s, r.Text)]
			if !known {
				id = "s" + strconv.Itoa(next)
				next++
			}
			now[s.ID], s.ID = id, id
		}
		for j := range a.Commitments {
			if c := &a.Commitments[j]; c.Statement != "" {
				c.Statement = now[c.Statement]
			}
		}
	}
}

// SourceRun leads a run of the reading's text back to the bytes of the capture: the code points of Text stand for the bytes
// [Bytes[0], Bytes[1]) of the capture. Those bytes, decoded by Reading.Encoding, are the run's text, or, of a run of its own, a character reference or escape for it.
type SourceRun struct {
	Text  Span `json:"text"`
	Bytes Span `json:"bytes"` // byte offsets, half-open
}

// Article is one piece of journalism in a reading.
type Article struct {
	ID          string       `json:"id"` // unique and stable: the capture and the place in it
	Span        Span         `json:"span"`
	Language    string       `json:"language"`          // BCP 47, "und" where unknown
	Form        string       `json:"form,omitempty"`    // "live blog": entries set down as things happened; "" for what is told as one
	Foreign     []Foreign    `json:"foreign,omitempty"` // paragraphs in another language
	Title       *Titled      `json:"title"`
	Published   *Published   `json:"published"` // nil where the capture does not say
	Author      string       `json:"author,omitempty"`
	Section     string       `json:"section,omitempty"`
	Outlet      string       `json:"outlet,omitempty"`
	URL         string       `json:"url,omitempty"` // the address that the page calls its own (canonical)
	Dateline    *Dateline    `json:"dateline,omitempty"`
	Agencies    []Credit     `json:"agencies"`
	Body        []Span       `json:"body"` // the paragraphs of the article in order, without furniture and headings
	Dropped     []Dropped    `json:"dropped"`
	Mentions    []Mention    `json:"mentions"`
	Dates       []Date       `json:"dates"`
	Statements  []Statement  `json:"statements"`
	Commitments []Commitment `json:"commitments"`
	Candidates  []Candidate  `json:"candidates,omitempty"` // all that the capture says of its title, authors and so on, chosen or not
}

// Foreign is a paragraph that is in another language than its article.
type Foreign struct {
	Span     Span   `json:"span"`
	Language string `json:"language"` // BCP 47
}

// Candidate is one thing that a capture says of an article, and where.
type Candidate struct {
	Field string `json:"field"` // title, published, author, section, outlet, url, language
	Value string `json:"value"`
	From  string `json:"from"` // where it stood: "json-ld headline", "meta og:title", "h1" and so on
	Span  *Span  `json:"span"` // of the block that it stands in; nil where that is outside the text
}

// Titled is a title and where it stands; Span is nil where it comes from outside the text (a meta element).
type Titled struct {
	Text string `json:"text"`
	Span *Span  `json:"span"`
}

// Published is when an article says it was published, with all that was seen.
type Published struct {
	DateCandidate
	Candidates []DateCandidate `json:"candidates"`
}

// DateCandidate is one date that a capture gives for an article.
type DateCandidate struct {
	Value     string `json:"value"`     // ISO 8601, cut to its precision, with the zone where the capture names one
	Precision string `json:"precision"` // second, minute, hour, day, month, year
	From      string `json:"from"`      // where it stood: "front matter", "json-ld", "text", "url" and so on
	Span      *Span  `json:"span"`
}

// Dateline is the place (and agency) at the head of a body: "MOSCOW (TASS) -".
type Dateline struct {
	Span  Span   `json:"span"`
	Place string `json:"place"`
}

// Credit names an agency, press service or outlet that an article credits for what it carries.
type Credit struct {
	Entity string `json:"entity"`
	Span   *Span  `json:"span"`
}

// Dropped is text that is not the article, and why: "theme notice", "comment form", "sub-heading" and so on.
type Dropped struct {
	Span   Span   `json:"span"`
	Reason string `json:"reason"`
}

// Kind of a mention or entity.
type Kind string

// The five kinds of names.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
	Place        Kind = "place"
	Instrument   Kind = "instrument" // treaties, agreements, resolutions, initiatives
	Event        Kind = "event"      // summits, conferences, wars
)

// Mention is a span that names something.
type Mention struct {
	Span   Span   `json:"span"`
	Kind   Kind   `json:"kind"`
	Entity string `json:"entity,omitempty"` // Entity.ID within the reading
}

// Entity is who or what mentions name: one per real-world thing in a reading.
type Entity struct {
	ID       string            `json:"id"` // within the reading only
	Kind     Kind              `json:"kind"`
	Names    map[string]string `json:"names"` // by language; "en" where a name in Latin script is known or can be made
	Aliases  []string          `json:"aliases,omitempty"`
	Key      string            `json:"key"` // the same in every reading of every language for the same thing
	Wikidata string            `json:"wikidata,omitempty"`
}

// Name is the name to show: the English or Latin one where there is one, else the first in order.
func (e Entity) Name() string {
	if n := e.Names["en"]; n != "" {
		return n
	}
	best := ""
	for _, n := range e.Names {
		if best == "" || n < best {
			best = n
		}
	}
	return best
}

// Date is an expression of time and its value.
type Date struct {
	Span      Span   `json:"span"`
	Value     string `json:"value"` // ISO 8601, cut to its precision
	Precision string `json:"precision"`
}

// StatementKind tells how content is given.
type StatementKind string

// Kinds of statements: all content within quotation marks, none, or some.
const (
	Direct   StatementKind = "direct"
	Indirect StatementKind = "indirect"
	Mixed    StatementKind = "mixed"
)

// Mode of a statement.
type Mode string

// Said is speech or writing; Thought is belief, fear, expectation.
const (
	Said    Mode = "said"
	Thought Mode = "thought"
)

// Reference is words that name somebody, and who that is. Either may be missing.
type Reference struct {
	Span   *Span  `json:"span"`
	Entity string `json:"entity,omitempty"`
	Rule   string `json:"rule,omitempty"` // which rule settled Entity: "name", "role", "pronoun", "verb" and so on
}

// Place of a statement's occasion: the words that name a meeting, conference or interview.
type Occasion struct {
	Span Span `json:"span"`
}

// When is a value of time with its precision.
type When struct {
	Value     string `json:"value"`
	Precision string `json:"precision"`
}

// Statement is what somebody is reported to have said, written or thought (content, cue and source of PARC and PolNeAR).
type Statement struct {
	ID         string        `json:"id"` // unique within the reading
	Mode       Mode          `json:"mode"`
	Kind       StatementKind `json:"kind"`
	Content    []Span        `json:"content"` // without outer quotation marks, with its conjunction
	Cue        []Span        `json:"cue"`
	Speaker    *Reference    `json:"speaker"` // nil where no source is expressed and none could be resolved
	Addressee  *Reference    `json:"addressee,omitempty"`
	Via        []string      `json:"via,omitempty"` // entity ids of the channels that relay it
	Occasion   *Occasion     `json:"occasion,omitempty"`
	When       *When         `json:"when,omitempty"`
	Where      string        `json:"where,omitempty"` // entity id of a place
	Act        string        `json:"act,omitempty"`   // what is done by saying it, where it is not plain stating: asks, demands, promises, offers, threatens, warns, denies, accuses, agrees, announces, refuses
	Confidence float64       `json:"confidence"`      // 0 to 1: how often a statement like this was right on held-out passages, whose words it is included; real news differs by language (docs/QUALITY.md)
	Explain    *Explanation  `json:"explain,omitempty"`
}

// Explanation is what the heads of the model gave for a statement, as probabilities, and what settled its speaker.
type Explanation struct {
	Cue     float64  `json:"cue"`     // that the cue is one; 0 where the content stands without
	Content float64  `json:"content"` // mean over the content as first found
	Reports float64  `json:"reports"` // that the cue's sentence reports anything; 0 without a cue
	Raw     float64  `json:"raw"`     // Cue times Content times the root of Reports, or Content alone: what is under .45 is no statement
	Thought float64  `json:"thought"` // that it is thought, not said
	Turn    bool     `json:"turn"`    // whether the content is a speaker's turn in a dialogue, without a cue
	Acts    []Chance `json:"acts"`    // the likeliest acts
	Means   []Chance `json:"means"`   // entities that the source may mean, as the model reads it; what is left falls on nobody named
	Rule    string   `json:"rule"`    // what settled the speaker (Reference.Rule); "" where nothing did
}

// Chance is one of several answers and its probability.
type Chance struct {
	What        string  `json:"what"`
	Probability float64 `json:"probability"`
}

// Commitment is a statement, or part of one, that binds or announces.
type Commitment struct {
	Statement string `json:"statement"` // Statement.ID; "" where the article itself announces
	Type      string `json:"type"`      // one of the Commitment types
	Actor     string `json:"actor,omitempty"`
	To        string `json:"to,omitempty"`
	What      []Span `json:"what"`
	Due       *Due   `json:"due"`
	Condition *Span  `json:"condition"`
}

// Types of commitments.
const (
	AnnouncedEvent  = "announced event"
	Promise         = "promise"
	Guarantee       = "guarantee"
	GuaranteeSought = "guarantee sought"
	Agreement       = "agreement"
	Application     = "application"
	Threat          = "threat"
	Offer           = "offer"
)

// Due is the window in which a commitment falls due; days as YYYY-MM-DD, inclusive.
type Due struct {
	Earliest string `json:"earliest"`
	Latest   string `json:"latest"`
	Span     Span   `json:"span"`
}
