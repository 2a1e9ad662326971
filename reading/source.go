package reading

import (
	"unicode/utf8"

	"rapporteur"
	"rapporteur/reading/sourcemap"
)

// sourceRuns puts a map from a text's bytes into the form of the contract: code points, and what goes on in both texts without a reference between joined into one run.
func sourceRuns(text rapporteur.Text, m *sourcemap.Map) []rapporteur.SourceRun {
	out := []rapporteur.SourceRun{}
	joinable := false
	at, point := 0, 0 // a byte of the text and its code point, which only grow
	for _, r := range m.Runs() {
		start := point + utf8.RuneCountInString(text.String()[at:r.At])
		end := start + utf8.RuneCountInString(text.String()[r.At:r.At+r.Len])
		at, point = r.At+r.Len, end
		if n := len(out); n > 0 && joinable && r.Kind != sourcemap.Reference && out[n-1].Text.End == start && out[n-1].Bytes.End == r.From {
			out[n-1].Text.End, out[n-1].Bytes.End = end, r.From+r.Size
			continue
		}
		out = append(out, rapporteur.SourceRun{Text: rapporteur.Span{Start: start, End: end}, Bytes: rapporteur.Span{Start: r.From, End: r.From + r.Size}})
		joinable = r.Kind != sourcemap.Reference
	}
	return out
}
