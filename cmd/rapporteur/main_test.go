package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/encoder/kernel"
)

// TestMain lets a test start this very binary as the program, to kill it.
func TestMain(m *testing.M) {
	if args := os.Getenv("RAPPORTEUR_ARGUMENTS"); args != "" {
		os.Exit(run(context.Background(), strings.Split(args, "\n"), console{os.Stdin, os.Stdout, os.Stderr}))
	}
	os.Exit(m.Run())
}

// call runs the program with a record in dir and gives its status and what it printed.
func call(t *testing.T, stdin string, args ...string) (int, string, string) {
	t.Helper()
	var out, err bytes.Buffer
	status := run(context.Background(), args, console{strings.NewReader(stdin), &out, &err})
	return status, out.String(), err.String()
}

func write(t *testing.T, dir, name string, b []byte) string {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.WriteFile(p, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

const story = "Minister opens the bridge\n\nPublished: 2 April 2031\n\nForeign Minister Ana Kolt said on Tuesday that the bridge over the river was open to all and that the road to it would be finished by autumn.\n\n“We kept our word,” she added.\n"

func TestReadLeavesOutTheUnsure(t *testing.T) {
	p := write(t, t.TempDir(), "story.txt", []byte(story))
	confidences := func(args ...string) []float64 {
		status, out, errs := call(t, "", append(append([]string{"read", "--json"}, args...), p)...)
		if status != 0 {
			t.Fatalf("status %d: %s", status, errs)
		}
		var r rapporteur.Reading
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatal(err)
		}
		var all []float64
		for _, s := range r.Articles[0].Statements {
			all = append(all, s.Confidence)
		}
		slices.Sort(all)
		return all
	}
	all := confidences()
	if len(all) < 2 || all[0] == all[len(all)-1] {
		t.Fatalf("confidences %v part nothing", all)
	}
	least := all[len(all)-1]
	for _, c := range confidences("--min-confidence", fmt.Sprint(least)) {
		if c < least {
			t.Errorf("a statement of %v, where %v is the least", c, least)
		}
	}
	for _, bad := range []string{"1.5", "-1", "NaN", "much"} {
		if status, _, _ := call(t, "", "read", "--min-confidence="+bad, p); status != exitUsage {
			t.Errorf("--min-confidence %s: status %d", bad, status)
		}
	}
}

func TestReadExplains(t *testing.T) {
	p := write(t, t.TempDir(), "story.txt", []byte(story))
	var r struct {
		Articles []struct {
			Statements []struct {
				Confidence float64
				Speaker    *rapporteur.Reference
				Explain    *rapporteur.Explanation
			}
		}
	}
	for _, explain := range []bool{false, true} {
		status, out, errs := call(t, "", "read", "--json", fmt.Sprintf("--explain=%v", explain), p)
		if status != 0 {
			t.Fatalf("status %d: %s", status, errs)
		}
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatal(err)
		}
		for i, s := range r.Articles[0].Statements {
			if (s.Explain != nil) != explain {
				t.Fatalf("--explain=%v: statement %d has %+v", explain, i, s.Explain)
			}
			if explain && (s.Explain.Raw < .5 || s.Explain.Content < .5 || s.Confidence == s.Explain.Raw || s.Speaker != nil && s.Explain.Rule != s.Speaker.Rule) {
				t.Errorf("statement %d: %+v, speaker %+v", i, s.Explain, s.Speaker)
			}
		}
	}
	if _, out, _ := call(t, "", "read", "--explain", p); !strings.Contains(out, "confidence 0.") && !strings.Contains(out, "confidence 1.") || !strings.Contains(out, "speaker by name") {
		t.Errorf("explained to people:\n%s", out)
	}
}

func TestBenchEncode(t *testing.T) {
	status, out, errs := call(t, "", "bench", "encode", "--seconds", "0")
	if lines := strings.Split(strings.TrimSpace(out), "\n"); status != 0 || len(lines) != len(kernel.Available()) || !strings.HasPrefix(lines[0], "plain") {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
	if status, _, _ := call(t, "", "bench", "encode", "--seconds=-1"); status != exitUsage {
		t.Errorf("--seconds=-1: status %d", status)
	}
}

func TestReadPrintsTheContract(t *testing.T) {
	p := write(t, t.TempDir(), "story.txt", []byte(story))
	status, out, errs := call(t, "", "read", "--json", p)
	if status != 0 || errs != "" {
		t.Fatalf("status %d: %s", status, errs)
	}
	var r struct {
		Schema   string
		Text     string
		Articles []struct {
			Published  struct{ Value string }
			Statements []struct {
				Kind    string
				Content [][2]int
				Speaker *struct{ Entity string }
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if r.Schema != "rapporteur/reading/1" || r.Text != story || len(r.Articles) != 1 || r.Articles[0].Published.Value != "2031-04-02" {
		t.Fatalf("%+v", r)
	}
	if len(r.Articles[0].Statements) < 2 {
		t.Fatalf("%d statements", len(r.Articles[0].Statements))
	}
	first, second := r.Articles[0].Statements[0], r.Articles[0].Statements[1]
	if first.Speaker == nil || second.Speaker == nil || first.Speaker.Entity == "" || first.Speaker.Entity != second.Speaker.Entity {
		t.Errorf("“she” is not the minister: %+v, %+v", first.Speaker, second.Speaker)
	}
	if second.Kind != "direct" {
		t.Errorf("kind %s, want direct", second.Kind)
	}
}

// What a capture lacks or breaks gives one line that names it, a status, and loses nothing else.
func TestWrongInput(t *testing.T) {
	dir := t.TempDir()
	good := write(t, dir, "good.txt", []byte(story))
	os.Mkdir(filepath.Join(dir, "folder"), 0o755)
	utf16 := []byte{0xff, 0xfe}
	for _, r := range story {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, c := range map[string]struct {
		path string
		want string // on standard error; "" where it can be read
	}{
		"missing": {filepath.Join(dir, "missing.txt"), "no such file"}, "folder without captures": {filepath.Join(dir, "folder"), "no files"},
		"empty": {write(t, dir, "empty.txt", nil), "empty"}, "binary": {write(t, dir, "program", append([]byte("\x7fELF\x02"), make([]byte, 300)...)), "binary"},
		"UTF-16": {write(t, dir, "utf16.txt", utf16), ""}, "no words": {write(t, dir, "digits.txt", []byte("1 2 3\n")), "no words"},
		"windows-1251": {write(t, dir, "1251.txt", []byte("\xcc\xe8\xed\xe8\xf1\xf2\xf0 \xf1\xea\xe0\xe7\xe0\xeb, \xf7\xf2\xee \xec\xee\xf1\xf2 \xee\xf2\xea\xf0\xfb\xf2 \xe4\xeb\xff \xe2\xf1\xe5\xf5.")), ""},
	} {
		status, out, errs := call(t, "", "read", "--json", c.path, good)
		if strings.Count(out, "\n") != 2 || !strings.Contains(out, `"articles"`) {
			t.Errorf("%s: the good capture was lost: %.200s", name, out)
		}
		if c.want == "" && status != 0 || c.want != "" && (status != exitInput || !strings.Contains(errs, c.want) || !strings.Contains(errs, filepath.Base(c.path))) {
			t.Errorf("%s: status %d, %q, want %q", name, status, errs, c.want)
		}
	}
}

func TestHundredMegabyteLine(t *testing.T) {
	p := filepath.Join(t.TempDir(), "line.txt")
	f, err := os.Create(p)
	if err != nil {
		t.Fatal(err)
	}
	chunk := bytes.Repeat([]byte("word "), 1<<18)
	for range 80 {
		f.Write(chunk)
	}
	f.Close()
	start := time.Now()
	status, _, errs := call(t, "", "read", p)
	if status != exitInput || !strings.Contains(errs, "16 MiB") || time.Since(start) > 20*time.Second {
		t.Errorf("status %d after %v: %s", status, time.Since(start), errs)
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{"reed"}, {"read"}, {"find", "--kind", "loud"}, {"read", "--nope", "x"}} {
		if status, _, errs := call(t, "", args...); status != exitUsage || errs == "" {
			t.Errorf("%v: status %d, %q", args, status, errs)
		}
	}
	if status, _, errs := call(t, "", "find", "--from", "soon", "--record", "none.db"); status != exitUsage || !strings.Contains(errs, "2031-05-18") {
		t.Errorf("a day that is none: status %d, %q", status, errs)
	}
	for _, c := range []string{"read", "add", "find", "serve", "demo"} {
		if status, out, _ := call(t, "", c, "--help"); status != 0 || !strings.Contains(out, "Examples:") {
			t.Errorf("%s --help: status %d, %q", c, status, out)
		}
	}
}

func TestAddAndFind(t *testing.T) {
	dir := t.TempDir()
	record := filepath.Join(dir, "record.db")
	p := write(t, dir, "en.txt", []byte(story))
	q := write(t, dir, "mk.txt", []byte("Министерката го отвори мостот\n\n3 април 2031\n\nМостот на реката е отворен за сите, изјави министерката за надворешни работи Ана Колт во Сандор, каде се сретна со градоначалникот.\n"))
	for i, want := range []string{"2 captures added", "0 captures added, 2 were there already"} {
		if status, _, errs := call(t, "", "add", "--record", record, p, q); status != 0 || !strings.Contains(errs, want) {
			t.Fatalf("time %d: status %d, %q", i+1, status, errs)
		}
	}
	var lists []string
	for _, name := range []string{"Kolt", "Колт", "كولت"} {
		status, out, errs := call(t, "", "find", "--record", record, "--by", name, "--json")
		if status != 0 || out == "" {
			t.Fatalf("%s: status %d, %q", name, status, errs)
		}
		lists = append(lists, out)
	}
	if lists[0] != lists[1] || lists[1] != lists[2] || !strings.Contains(lists[0], `"language":"mk"`) || !strings.Contains(lists[0], `"language":"en"`) {
		t.Errorf("one person, three lists:\n%s\n%s\n%s", lists[0], lists[1], lists[2])
	}
	if status, _, errs := call(t, "", "find", "--record", filepath.Join(dir, "none.db")); status != exitRecord || !strings.Contains(errs, "rapporteur add") {
		t.Errorf("no record: status %d, %q", status, errs)
	}
}

// Interrupted between two captures, an add leaves a whole record, and the second run completes it.
func TestInterruptedAdd(t *testing.T) {
	dir := t.TempDir()
	record := filepath.Join(dir, "record.db")
	for i := range 6 {
		write(t, dir, string(rune('a'+i))+".txt", []byte(strings.Replace(story, "Tuesday", "Tuesday "+string(rune('a'+i)), 1)))
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { time.Sleep(400 * time.Millisecond); cancel() }()
	var out, errs bytes.Buffer
	run(ctx, []string{"add", "--record", record, dir}, console{strings.NewReader(""), &out, &errs})
	if status, _, e := call(t, "", "add", "--record", record, filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt"), filepath.Join(dir, "c.txt"), filepath.Join(dir, "d.txt"), filepath.Join(dir, "e.txt"), filepath.Join(dir, "f.txt")); status != 0 {
		t.Fatalf("second run: %s", e)
	}
	db, err := sql.Open("sqlite", record)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var captures, articles int
	if err := db.QueryRow("SELECT (SELECT count(*) FROM capture), (SELECT count(*) FROM article)").Scan(&captures, &articles); err != nil || captures < 6 || captures != articles {
		t.Errorf("%d captures, %d articles, %v", captures, articles, err)
	}
}

// Killed outright in the middle, an add leaves a whole record, and the second run completes it.
func TestKilledAdd(t *testing.T) {
	dir := t.TempDir()
	record, news := filepath.Join(dir, "record.db"), filepath.Join(dir, "news")
	os.Mkdir(news, 0o755)
	const all = 150
	for i := range all {
		write(t, news, fmt.Sprintf("%03d.txt", i), []byte(strings.Replace(story, "by autumn", fmt.Sprintf("within %d days", i+2), 1)))
	}
	killed := exec.Command(os.Args[0])
	killed.Env = append(os.Environ(), "RAPPORTEUR_ARGUMENTS="+strings.Join([]string{"add", "--record", record, news}, "\n"))
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end) && count(record) < 5; time.Sleep(20 * time.Millisecond) {
	}
	killed.Process.Kill()
	killed.Wait()
	if n := count(record); n < 5 || n >= all {
		t.Fatalf("%d captures when killed", n)
	}
	if status, _, errs := call(t, "", "add", "--record", record, news); status != 0 {
		t.Fatalf("second run: status %d, %s", status, errs)
	}
	if n := count(record); n != all {
		t.Errorf("%d captures after the second run, want %d", n, all)
	}
	db, err := sql.Open("sqlite", record)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var whole string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&whole); err != nil || whole != "ok" {
		t.Errorf("integrity: %s, %v", whole, err)
	}
}

// count is how many captures with an article a record holds; 0 where it cannot be read yet.
func count(record string) int {
	db, err := sql.Open("sqlite", "file:"+record+"?mode=ro")
	if err != nil {
		return 0
	}
	defer db.Close()
	var captures, articles int
	if db.QueryRow("SELECT (SELECT count(*) FROM capture), (SELECT count(*) FROM article)").Scan(&captures, &articles) != nil || captures != articles {
		return 0
	}
	return captures
}

func TestServe(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := t.TempDir()
	record := filepath.Join(dir, "record.db")
	if status, _, errs := call(t, "", "add", "--record", record, write(t, dir, "a.txt", []byte(story))); status != 0 {
		t.Fatal(errs)
	}
	if status, _, errs := call(t, "", "serve", "--record", record, "--listen", taken.Addr().String()); status != exitListen || !strings.Contains(errs, "--listen") {
		t.Errorf("port in use: status %d, %q", status, errs)
	}
}

// The demonstration reads its samples and shows them.
func TestDemo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	reader, writer := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"demo", "--listen", "127.0.0.1:0"}, console{strings.NewReader(""), io.Discard, writer})
	}()
	var log strings.Builder
	buf := make([]byte, 4096)
	address := ""
	for address == "" {
		n, err := reader.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		log.Write(buf[:n])
		if _, rest, ok := strings.Cut(log.String(), "http://"); ok {
			address, _, _ = strings.Cut(rest, "/")
		}
	}
	go io.Copy(io.Discard, reader)
	get := func(path string) string {
		res, err := http.Get("http://" + address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d, %v", path, res.StatusCode, err)
		}
		return string(b)
	}
	var pages []string
	for _, name := range []string{"Kolt", "%D0%9A%D0%BE%D0%BB%D1%82", "%D9%83%D9%88%D9%84%D8%AA"} {
		_, list, _ := strings.Cut(get("/?by="+name), `class="feed"`)
		list, _, _ = strings.Cut(list, "<aside")
		pages = append(pages, list)
	}
	if pages[0] != pages[1] || pages[1] != pages[2] || strings.Count(pages[0], `class="statement`) < 8 {
		t.Errorf("a name in three scripts gives %d, %d and %d statements", strings.Count(pages[0], `class="statement`), strings.Count(pages[1], `class="statement`), strings.Count(pages[2], `class="statement`))
	}
	cancel()
	if status := <-done; status != 0 {
		t.Errorf("status %d: %s", status, log.String())
	}
}
