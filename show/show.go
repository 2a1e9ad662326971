// Package show prints readings and statements for people: plain lines, with colours where the terminal has them.
package show

import (
	"fmt"
	"io"
	"strings"

	"rapporteur"
	"rapporteur/store"
)

// Printer writes to a terminal or file.
type Printer struct {
	Out    io.Writer
	Colour bool
}

func (p Printer) paint(code, s string) string {
	if !p.Colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p Printer) bold(s string) string  { return p.paint("1", s) }
func (p Printer) faint(s string) string { return p.paint("2", s) }

// Reading prints the articles of a reading, and each statement with kind, speaker, addressee, content and line:column.
func (p Printer) Reading(r *rapporteur.Reading) {
	names := map[string]string{}
	for _, e := range r.Entities {
		names[e.ID] = e.Name()
	}
	for _, a := range r.Articles {
		title := "(no title)"
		if a.Title != nil {
			title = a.Title.Text
		}
		fmt.Fprintln(p.Out, p.bold(title))
		head := []string{r.Capture.Source, a.Language, date(a.Published)}
		for _, s := range []string{a.Outlet, a.Section, a.Author} {
			if s != "" {
				head = append(head, s)
			}
		}
		for _, g := range a.Agencies {
			head = append(head, "via "+names[g.Entity])
		}
		fmt.Fprintln(p.Out, p.faint(strings.Join(head, " · ")))
		for _, s := range a.Statements {
			p.statement(r, s, names)
		}
		for _, c := range a.Commitments {
			due := ""
			if c.Due != nil {
				due = ", due " + c.Due.Earliest + " to " + c.Due.Latest
			}
			fmt.Fprintf(p.Out, "  %s %s%s\n", p.bold(c.Type+":"), one(r.Text.Slice(c.What[0])), due)
		}
		fmt.Fprintln(p.Out)
	}
}

func (p Printer) statement(r *rapporteur.Reading, s rapporteur.Statement, names map[string]string) {
	who := "(nobody named)"
	if sp := s.Speaker; sp != nil {
		words := ""
		if sp.Span != nil {
			words = r.Text.Slice(*sp.Span)
		}
		who = Speaker(names[sp.Entity], words, sp.Rule)
	}
	if s.Addressee != nil && s.Addressee.Span != nil {
		who += " to " + one(r.Text.Slice(*s.Addressee.Span))
	}
	var content []string
	for _, c := range s.Content {
		content = append(content, one(r.Text.Slice(c)))
	}
	line, column := r.Text.Position(s.Content[0].Start)
	fmt.Fprintf(p.Out, "  %-8s %s: %s %s\n", s.Kind, p.bold(who), strings.Join(content, " … "), p.faint(fmt.Sprintf("%d:%d", line, column)))
	if s.Explain != nil {
		p.explanation(s, names)
	}
}

// explanation prints what the heads gave for a statement and what settled its speaker.
func (p Printer) explanation(s rapporteur.Statement, names map[string]string) {
	e := s.Explain
	parts := []string{fmt.Sprintf("confidence %.2f", s.Confidence)}
	if len(s.Cue) > 0 {
		parts = append(parts, fmt.Sprintf("cue %.2f, content %.2f, sentence reports %.2f, thought %.2f", e.Cue, e.Content, e.Reports, e.Thought))
	} else if e.Turn {
		parts = append(parts, fmt.Sprintf("a turn in a dialogue, content %.2f", e.Content))
	} else {
		parts = append(parts, fmt.Sprintf("no cue, content %.2f", e.Content))
	}
	if len(e.Acts) > 0 {
		parts = append(parts, "act "+chances(e.Acts, nil))
	}
	rule := e.Rule
	if rule == "" {
		rule = "nothing"
	}
	parts = append(parts, "speaker by "+rule)
	if len(e.Means) > 0 {
		parts = append(parts, "the model's reading "+chances(e.Means, names))
	}
	fmt.Fprintln(p.Out, "           "+p.faint(strings.Join(parts, "; ")))
}

func chances(all []rapporteur.Chance, names map[string]string) string {
	var out []string
	for _, c := range all {
		what := c.What
		if names != nil {
			what = names[c.What]
		}
		out = append(out, fmt.Sprintf("%s %.2f", what, c.Probability))
	}
	return strings.Join(out, ", ")
}

// Speaker is how a speaker is shown: the name, a question mark where a rule less sure than a name settled it, and the text's own words.
func Speaker(name, words, rule string) string {
	words = one(words)
	switch {
	case name == "" && words == "":
		return "(nobody named)"
	case name == "":
		return words + " (not resolved)"
	case rule != "name" && rule != "spokes" && words != "":
		return name + "? (“" + words + "”)"
	case rule != "name" && rule != "spokes":
		return name + "?"
	}
	return name
}

// Found prints a statement of the record: date, speaker, kind, content and where it stands.
func (p Printer) Found(f store.Found) {
	day := f.Date
	if len(day) > 10 {
		day = day[:10]
	}
	if day == "" {
		day = "no date   "
	}
	rule := ""
	if f.Statement.Speaker != nil {
		rule = f.Statement.Speaker.Rule
	}
	var content []string
	for _, c := range f.Content {
		content = append(content, one(c))
	}
	fmt.Fprintf(p.Out, "%s %s: %s\n", p.faint(day), p.bold(Speaker(f.Speaker, f.Words, rule)), strings.Join(content, " … "))
	fmt.Fprintln(p.Out, p.faint(fmt.Sprintf("           %s · %s · %s:%d:%d", f.Statement.Kind, f.Language, f.Source, f.Line, f.Column)))
}

func date(p *rapporteur.Published) string {
	if p == nil {
		return "no date"
	}
	return p.Value
}

// one puts text on one line.
func one(s string) string { return strings.Join(strings.Fields(s), " ") }
