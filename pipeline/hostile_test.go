package pipeline

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/capture"
)

// hostile is text that is wrong in one way each.
var hostile = map[string]string{
	"no sentence ends":       strings.Repeat("the minister said that the road is closed and ", 20),
	"quotation marks alone":  strings.Repeat("\"„“”«»‹›「」『』", 10),
	"mixed scripts":          "Прeзидeнт Маriја Коlт sаid thаt «мoст зaтвoрeн», рекла je 市長は κάτι είπε.",
	"bidirectional controls": "\u202eقال الوزير\u202c said \u2066\"the road\u2069 \u202bis closed\" \u200f\u200e\u2068",
	"unbalanced marks":       "“The road is closed,” he said. “It opens, she said.\n«Нет, сказал он.\n\"Yes” and „no« he added.",
	"dashes and colons":      "—\n— \n:\nQ:\n— — —\nA: ?\n?\n: said",
	"combining marks":        "Kolt" + strings.Repeat("\u0301", 200) + " said that it rained.",
	"only stops":             strings.Repeat(". ! ? 。 ։ ", 30),
	"nul and replacement":    "Kolt \x00 said \ufffd that \ufeff it rained.",
	"one long word":          strings.Repeat("said", 500),
}

// whole tells what is wrong with the form of a reading: a span outside of the text, a name that is nobody, content without order.
func whole(r *rapporteur.Reading) error {
	n, ids := r.Text.Len(), map[string]bool{"": true}
	for _, e := range r.Entities {
		ids[e.ID] = true
	}
	in := func(what string, s rapporteur.Span) error {
		if s.Start < 0 || s.End > n || s.Start >= s.End {
			return fmt.Errorf("%s at %d:%d of %d", what, s.Start, s.End, n)
		}
		return nil
	}
	for _, a := range r.Articles {
		for _, m := range a.Mentions {
			if err := in("mention", m.Span); err != nil || !ids[m.Entity] {
				return fmt.Errorf("mention of %q: %v", m.Entity, err)
			}
		}
		for _, s := range a.Statements {
			if len(s.Content) == 0 || s.Confidence < 0 || s.Confidence > 1 {
				return fmt.Errorf("statement %s: %+v", s.ID, s)
			}
			at := -1
			for _, c := range s.Content {
				if err := in("content", c); err != nil || c.Start < at {
					return fmt.Errorf("statement %s: %v after %d: %v", s.ID, c, at, err)
				}
				at = c.End
			}
			if s.Speaker != nil && (!ids[s.Speaker.Entity] || s.Speaker.Span != nil && in("speaker", *s.Speaker.Span) != nil) {
				return fmt.Errorf("statement %s: speaker %+v", s.ID, s.Speaker)
			}
		}
	}
	_, err := json.Marshal(r)
	return err
}

// Much of what is wrong is read within bounded time, too, and gives a whole reading or is refused.
func TestMuchHostileText(t *testing.T) {
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	long := map[string]string{"one paragraph of 3 MB": strings.Repeat("the minister said that the road is closed and ", 3<<20/46)}
	for name, s := range hostile {
		long[name] = strings.Repeat(s+" ", 30_000/len(s)+1)
	}
	for name, s := range long {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			c, err := capture.New("hostile", []byte(s), time.Time{})
			var r *rapporteur.Reading
			if err == nil {
				r, err = p.Read(c)
			}
			if d := time.Since(start); d > 2*time.Minute { // seconds on a quiet machine
				t.Errorf("took %v", d)
			}
			if err != nil { // refused, and told why
				return
			}
			if err := whole(r); err != nil {
				t.Error(err)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	p, err := New()
	if err != nil {
		f.Fatal(err)
	}
	explaining := p.Explaining()
	for _, s := range hostile {
		f.Add([]byte(s))
	}
	f.Add([]byte("<html><body><article><h1>Road</h1><p>“The road is closed,” Ana Kolt said.</p></article></body></html>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 4000 {
			return
		}
		c, err := capture.New("fuzz", b, time.Time{})
		if err != nil {
			return
		}
		if r, err := explaining.Read(c); err == nil {
			if err := whole(r); err != nil {
				t.Error(err)
			}
		}
	})
}
