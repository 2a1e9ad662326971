package language

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

// A pack in a user's folder is told by its words, although no model was trained on its language; what the model knows stays as it was.
func TestPackThatNoModelKnows(t *testing.T) {
	builtin, err := fs.Sub(packs, "packs")
	if err != nil {
		t.Fatal(err)
	}
	ps, err := Open(builtin, fstest.MapFS{"xx/pack.toml": {Data: []byte("name = \"Zelengoran\"\nscript = \"Latn\"\nwords = \"vu dalo kesti moru na pelo ilu ani\"")}})
	if err != nil {
		t.Fatal(err)
	}
	if got, sure := ps.Identify("Kesti moru vu dalo pelo ani, ilu vu Marsana dalo kesti."); got != "xx" || sure < .5 {
		t.Errorf("%s, %.2f", got, sure)
	}
	if got, _ := ps.Identify("The minister said on Wednesday that the talks would go on."); got != "en" {
		t.Errorf("English is %s", got)
	}
}
