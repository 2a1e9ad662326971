package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur"
)

const bridgePage = `<html><head><title>Die Brücke ist offen</title></head><body><h1>Die Brücke ist offen</h1><article>
<p>Die <b>Brücke</b> über die Save sei offen &amp; sicher, sagte Ministerin Ana Kolt am Dienstag, und die Straße dahin werde im Herbst fertig.</p>
<p>Neun Jahre hat der Bau gedauert, weil das Geld fehlte und der Fluss zweimal über die Ufer trat, und niemand hat ihn je bereut.</p></article></body></html>`

// A span of the text leads to the bytes of the page, tags and references with it, whether read anew or from the record.
func TestShowSpan(t *testing.T) {
	dir := t.TempDir()
	p, db := write(t, dir, "bridge.html", []byte(bridgePage)), filepath.Join(dir, "record.db")
	if status, _, errs := call(t, "", "add", "--record", db, p); status != 0 {
		t.Fatal(errs)
	}
	status, out, errs := call(t, "", "show", "--json", p)
	if status != 0 {
		t.Fatal(errs)
	}
	var r rapporteur.Reading
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	at := strings.Index(r.Text.String(), "Brücke über die Save sei offen & sicher")
	span := fmt.Sprintf("%d:%d", r.Text.Point(at), r.Text.Point(at)+len([]rune("Brücke über die Save sei offen & sicher")))
	want := "Brücke</b> über die Save sei offen &amp; sicher"
	for _, name := range []string{p, r.Capture.ID, r.Capture.ID[len("sha256:"):][:10]} {
		if status, out, errs := call(t, "", "show", "--record", db, "--raw", "--span", span, name); status != 0 || out != want {
			t.Errorf("%s: status %d, %q, %s", name, status, out, errs)
		}
	}
	_, out, _ = call(t, "", "show", "--json", "--span", span, p)
	var a annotated
	if err := json.Unmarshal([]byte(out), &a); err != nil || len(a.Selectors) != 3 {
		t.Fatalf("%s: %v", out, err)
	}
	quote, bytes := a.Selectors[1], a.Selectors[2]
	if quote.Type != "TextQuoteSelector" || quote.Exact != a.Text || !strings.HasSuffix(quote.Prefix, "Die ") || !strings.HasPrefix(quote.Suffix, ", sagte") {
		t.Errorf("%+v", quote)
	}
	if got := bridgePage[*bytes.Start:*bytes.End]; got != want {
		t.Errorf("bytes %q", got)
	}
	for _, bad := range [][]string{{"--span", "5"}, {"--span", "9:4"}, {"--span", "0:999999"}} {
		if status, _, _ := call(t, "", append(append([]string{"show"}, bad...), p)...); status != exitUsage {
			t.Errorf("%v: status %d", bad, status)
		}
	}
	for _, none := range []string{"sha256:ffffffffff", "abc", "nothing.html"} {
		if status, _, errs := call(t, "", "show", "--record", db, none); status != exitInput || errs == "" {
			t.Errorf("%s: status %d, %s", none, status, errs)
		}
	}
}

// What comes back on an outlet's pages is set apart when they are read again; captures and statements keep their names.
func TestReread(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "record.db")
	const club = "Unser Klub der Leserinnen und Leser trifft sich jeden Freitag, wie Nora Brand sagt, im alten Speicher am Hafen.\n"
	args := []string{"add", "--record", db}
	for i, w := range []string{"Brücke", "Schleuse", "Straße", "Werft"} {
		args = append(args, write(t, dir, fmt.Sprintf("%d.txt", i), []byte(fmt.Sprintf("Die %s ist offen\n\nDie %s sei offen, sagte Ministerin Ana Kolt am Dienstag in Sandor, und niemand habe daran gezweifelt.\n\n%s", w, w, club))))
	}
	if status, _, errs := call(t, "", args...); status != 0 {
		t.Fatal(errs)
	}
	before := statementsOf(t, db)
	if status, _, errs := call(t, "", "reread", "--record", db); status != 0 || !strings.Contains(errs, "4 captures read again") {
		t.Fatalf("status %d, %s", status, errs)
	}
	after := statementsOf(t, db)
	for id, content := range after {
		if was, kept := before[id]; kept && was != content {
			t.Errorf("%s was %q and is %q", id, before[id], content)
		}
		if strings.Contains(content, "Freitag") {
			t.Errorf("%s stands in what comes back: %q", id, content)
		}
	}
	if len(after) == 0 || len(after) >= len(before) {
		t.Errorf("%d statements, before %d", len(after), len(before))
	}
	if status, _, _ := call(t, "", "reread", "--record", db, "--outlet", "vell.example"); status != exitInput {
		t.Errorf("an outlet that is not there: status %d", status)
	}
	if status, _, _ := call(t, "", "reread", "--record", filepath.Join(dir, "none.db")); status != exitRecord {
		t.Errorf("no record: status %d", status)
	}
}

func statementsOf(t *testing.T, db string) map[string]string {
	t.Helper()
	status, out, errs := call(t, "", "find", "--record", db, "--json")
	if status != 0 {
		t.Fatal(errs)
	}
	all := map[string]string{}
	for l := range strings.Lines(out) {
		var f struct {
			Capture   string
			Statement rapporteur.Statement
			Content   []string
		}
		if err := json.Unmarshal([]byte(l), &f); err != nil {
			t.Fatal(err)
		}
		all[f.Capture+" "+f.Statement.ID] = strings.Join(f.Content, " ")
	}
	return all
}
