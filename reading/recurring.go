package reading

import (
	"hash/fnv"
	"net/url"
	"path/filepath"
	"strings"
	"unicode"

	"rapporteur"
)

// Page is what a reading tells of the lines of its outlet's pages.
type Page struct {
	Outlet string   // see OutletOf; "" where nothing tells it
	Title  uint64   // of the first article, hashed: versions of one article are one page
	Lines  []uint64 // the different lines of the text, hashed; digits count as one, marks and case as none
}

// Recurring gives the lines that come back on the pages of an outlet, hashed as in Page. It must be safe for concurrent use.
type Recurring func(outlet string) map[uint64]bool

// recurringReason is the reason of lines that are set apart because they come back.
const recurringReason = "comes back on the outlet's pages"

// Knowing gives a reader that sets lines apart which come back on an outlet's pages, whatever their language.
func (r *Reader) Knowing(lines Recurring) *Reader {
	known := *r
	known.recurring = lines
	return &known
}

// PageOf gives the lines of a reading for counting.
func PageOf(r *rapporteur.Reading) Page {
	var p Page
	if len(r.Articles) == 0 {
		return p
	}
	first := r.Articles[0]
	p.Outlet = OutletOf(r.Capture.Source, first.Outlet)
	if first.Title != nil {
		p.Title, _ = lineHash(first.Title.Text)
	}
	seen := map[uint64]bool{}
	for l := range strings.SplitSeq(r.Text.String(), "\n") {
		if h, ok := lineHash(l); ok && !seen[h] && h != p.Title {
			seen[h] = true
			p.Lines = append(p.Lines, h)
		}
	}
	return p
}

// OutletOf names the outlet of a capture by the host of its address; of a file, by the name that its article gives, or by its folder.
func OutletOf(source, name string) string {
	if u, err := url.Parse(source); err == nil && u.Host != "" {
		return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	if name != "" {
		return strings.ToLower(name)
	}
	if dir := filepath.Dir(source); dir != "." {
		return "folder " + dir
	}
	return ""
}

// longestRecurring is how many code points a line may have that comes back; longer ones are text.
const longestRecurring = 400

// lineHash folds and hashes a line; ok is false where it holds no letters or is too long to be furniture.
func lineHash(s string) (hash uint64, ok bool) {
	h := fnv.New64a()
	n, letters := 0, false
	digit := false
	for _, r := range s {
		if n++; n > longestRecurring {
			return 0, false
		}
		switch {
		case unicode.IsDigit(r):
			if !digit {
				h.Write([]byte{'0'})
			}
			digit = true
			continue
		case unicode.IsLetter(r):
			letters = true
			h.Write([]byte(string(unicode.ToLower(r))))
		}
		digit = false
	}
	return h.Sum64(), letters
}

// known gives the lines that are known to come back where a capture is from.
func (r *Reader) known(c rapporteur.Capture, outlet string) map[uint64]bool {
	if r.recurring == nil {
		return nil
	}
	return r.recurring(OutletOf(c.Source, outlet))
}
