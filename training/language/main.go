// Command language trains and measures the model that tells languages apart (language/identify). From the project's root:
//
//	go run ./training/language            trains on training/written, training/open and training/language and writes language/identify/model.bin
//	go run ./training/language -measure   prints how many sentences and texts of the held-out fifth are told right
//	go run ./training/language -measure -parallel DIR   the same of DIR/<language>/*.txt, a sentence a line
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"

	"rapporteur/language/identify"
)

func main() {
	measuring := flag.Bool("measure", false, "measure instead of training")
	parallel := flag.String("parallel", "", "a folder of `DIR`/<language>/*.txt to measure on, a sentence a line")
	out := flag.String("out", "language/identify/model.bin", "where the model goes")
	flag.Parse()
	var err error
	if *measuring {
		err = measure(os.Stdout, *parallel)
	} else {
		err = train(*out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func train(path string) error {
	scripts, err := gather(".")
	if err != nil {
		return err
	}
	m := &identify.Model{}
	for _, s := range scripts {
		for _, s := range s.grouped() {
			m.Scripts = append(m.Scripts, s.train())
		}
	}
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}
