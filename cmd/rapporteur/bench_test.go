package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// The page is invented.
const benchPage = `<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1>
<p>The bridge over the Lenn was opened on Monday after three years of work, the city of Sandor said.</p>
<p>Ana Kolt, the mayor, said that the old one would be taken down in spring, once the river is low enough.</p></body></html>`

func TestBenchRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "bridge.html", []byte(benchPage))
	write(t, dir, "empty.html", []byte("<html><body><a href=x>Home</a></body></html>"))
	write(t, dir, "story.txt", []byte(story))
	status, out, errs := call(t, "", "bench", "read", "--seconds", "0", dir)
	if status != 0 || errs != "" {
		t.Fatalf("status %d: %s", status, errs)
	}
	for _, want := range []string{"2 (1 hold no article)", "pages per second", "allocations per page"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if status, out, errs := call(t, "", "bench", "read", "--seconds", "0"); status != 0 || strings.Contains(out, "pages                        0") {
		t.Errorf("the demo's pages: status %d: %s%s", status, out, errs)
	}
	if status, _, errs := call(t, "", "bench", "read", filepath.Join(dir, "story.txt")); status != exitInput || !strings.Contains(errs, "no page in HTML") {
		t.Errorf("text alone: status %d: %s", status, errs)
	}
	if status, _, _ := call(t, "", "bench", "read", "--seconds=-1", dir); status != exitUsage {
		t.Errorf("--seconds=-1: status %d", status)
	}
}

func TestBenchReadBeside(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the yardsticks here are shell scripts")
	}
	dir := t.TempDir()
	page := write(t, dir, "bridge.html", []byte(benchPage))
	for _, k := range []struct {
		name, prints, out, errs string
		status                  int
	}{
		{"yardstick", `[ "$2" = ` + page + ` ] && echo '{"name": "yardstick", "pages": 1, "pagesPerCPU": 0.5}'`, "0.5 (yardstick, 1 pages)", "", 0},
		{"silent", "exit 0", "", "not one line of JSON", exitInput},
		{"failing", "exit 3", "", "exit status 3", exitInput},
		{"stopped", `echo '{"name": "stopped"}'`, "", "no pagesPerCPU above 0", exitInput},
	} {
		p := write(t, dir, k.name, []byte("#!/bin/sh\n"+k.prints+"\n"))
		if err := os.Chmod(p, 0o700); err != nil {
			t.Fatal(err)
		}
		status, out, errs := call(t, "", "bench", "read", "--seconds", "0", "--beside", p+" -json", page)
		if status != k.status || !strings.Contains(out, k.out) || !strings.Contains(errs, k.errs) {
			t.Errorf("%s: status %d\n%s%s", k.name, status, out, errs)
		}
	}
	if status, _, errs := call(t, "", "bench", "read", "--seconds", "0", "--beside", filepath.Join(dir, "missing"), page); status != exitInput || !strings.Contains(errs, "missing") {
		t.Errorf("a command that is not there: status %d: %s", status, errs)
	}
}
