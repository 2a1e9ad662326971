package main

import (
	"encoding/json"
	"fmt"
	"os"

	"rapporteur/capture"
	"rapporteur/pipeline"
)

func main() {
	p, err := pipeline.New()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for r := range capture.Files(os.Args[3:], os.Stdin) {
		if r.Err != nil {
			fmt.Fprintln(os.Stderr, r.Capture.Source, r.Err)
			continue
		}
		d, err := p.Read(r.Capture)
		if err != nil {
			fmt.Fprintln(os.Stderr, r.Capture.Source, err)
			continue
		}
		out.Encode(d)
	}
}
