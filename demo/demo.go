// Package demo carries sample captures: news about invented states, bodies and people, as messy as real captures are, in many languages.
package demo

import (
	"embed"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed captures names.tsv
var files embed.FS

// Write writes the samples into dir, and gives the folder of captures and the table of invented names.
func Write(dir string) (captures, names string, err error) {
	captures, names = filepath.Join(dir, "captures"), filepath.Join(dir, "names.tsv")
	return captures, names, os.CopyFS(dir, fs.FS(files))
}
