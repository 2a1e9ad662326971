package encoder

import (
	"fmt"
	"math"
	"sync"
	"unicode"

	"rapporteur"
)

// Piece is a sub-word and its place in the text (code points). A leading mark that stands alone has an empty span.
type Piece struct {
	ID   int32
	Span rapporteur.Span
}

const (
	mark        = '\u2581' // stands before each word, in place of the white space
	control     = 4        // ids below it are control symbols and are never found in text
	longestWord = 256      // normalised characters; a longer run without white space is cut, so that hostile text stays linear
	cachedWords = 1 << 15
)

// vocabulary segments words by the unigram language model of SentencePiece (Kudo 2018). It is safe for concurrent use.
type vocabulary struct {
	pieces  []string
	scores  []float32
	unknown int32
	floor   float32 // score of an unknown character
	longest int     // of a piece, in bytes
	slots   []int32 // open addressing by hash; id+1, 0 is empty
	norm    map[rune][]rune
	alike   map[rune]rune // Latin letters that look like Cyrillic ones

	mu    sync.RWMutex
	cache map[string][]segment
}

// segment is a piece of a normalised word: its id and its length in characters.
type segment struct {
	id     int32
	length int32
}

type vocabularyMeta struct {
	Pieces, Bos, Eos, Pad, Unk, Width int
	LookAlike                         struct{ Latin, Cyrillic string }
}

func openVocabulary(f *file, meta vocabularyMeta) (*vocabulary, error) {
	n := meta.Pieces
	offsets, scores := f.words("pieces.offsets", n+1), f.floats("pieces.scores", n)
	blob := f.raw("pieces.blob", "u8", f.tensors["pieces.blob"].Bytes)
	norm := f.words("norm", f.tensors["norm"].Bytes/4)
	if f.err != nil {
		return nil, f.err
	}
	v := &vocabulary{pieces: make([]string, n), scores: scores, unknown: int32(meta.Unk), cache: map[string][]segment{}, norm: map[rune][]rune{}, alike: map[rune]rune{}}
	all := string(blob)
	for i := range v.pieces {
		if offsets[i] > offsets[i+1] || int(offsets[i+1]) > len(all) {
			return nil, fmt.Errorf("weights %s: the pieces are damaged", f.name)
		}
		v.pieces[i] = all[offsets[i]:offsets[i+1]]
		v.longest = max(v.longest, len(v.pieces[i]))
		v.floor = min(v.floor, scores[i])
	}
	v.floor -= 10
	v.index()
	latin, cyrillic := []rune(meta.LookAlike.Latin), []rune(meta.LookAlike.Cyrillic)
	for i := range min(len(latin), len(cyrillic)) {
		v.alike[latin[i]] = cyrillic[i]
	}
	return v, v.normalisation(f.name, norm)
}

func (v *vocabulary) normalisation(name string, flat []uint32) error {
	for i := 0; i < len(flat); {
		if i+1 >= len(flat) || int(flat[i+1]) > len(flat)-i-2 {
			return fmt.Errorf("weights %s: the normalisation table is damaged", name)
		}
		to := make([]rune, flat[i+1])
		for j := range to {
			to[j] = rune(flat[i+2+j])
		}
		v.norm[rune(flat[i])] = to
		i += 2 + len(to)
	}
	return nil
}

// index fills the hash table; the hash grows byte by byte, so that segmenting need not start again for each length.
func (v *vocabulary) index() {
	size := 1
	for size < 2*len(v.pieces) {
		size *= 2
	}
	v.slots = make([]int32, size)
	for id := control; id < len(v.pieces); id++ {
		h := hashSeed
		for i := 0; i < len(v.pieces[id]); i++ {
			h = grow(h, v.pieces[id][i])
		}
		s := int(finish(h)) & (size - 1)
		for v.slots[s] != 0 {
			s = (s + 1) & (size - 1)
		}
		v.slots[s] = int32(id + 1)
	}
}

const hashSeed = uint64(14695981039346656037)

func grow(h uint64, b byte) uint64 { return (h ^ uint64(b)) * 1099511628211 }
func finish(h uint64) uint64       { return h ^ h>>29 }

func (v *vocabulary) find(h uint64, s string) int32 {
	for i := int(finish(h)) & (len(v.slots) - 1); v.slots[i] != 0; i = (i + 1) & (len(v.slots) - 1) {
		if id := v.slots[i] - 1; v.pieces[id] == s {
			return id
		}
	}
	return -1
}

// segment gives the pieces of a normalised word that starts with the mark.
func (v *vocabulary) segment(word string) []segment {
	v.mu.RLock()
	s, ok := v.cache[word]
	v.mu.RUnlock()
	if ok {
		return s
	}
	s = v.best(word)
	v.mu.Lock()
	if len(v.cache) >= cachedWords {
		clear(v.cache)
	}
	v.cache[word] = s
	v.mu.Unlock()
	return s
}

// best is the segmentation with the greatest sum of scores (Viterbi).
func (v *vocabulary) best(word string) []segment {
	var at []int // byte offsets of the characters, and of the end
	for i := range word {
		at = append(at, i)
	}
	n := len(at)
	at = append(at, len(word))
	score, from, id := make([]float64, n+1), make([]int32, n+1), make([]int32, n+1)
	for i := 1; i <= n; i++ {
		score[i] = math.Inf(-1)
	}
	for i := 0; i < n; i++ {
		h := hashSeed
		for j := i + 1; j <= n && at[j]-at[i] <= v.longest; j++ {
			for b := at[j-1]; b < at[j]; b++ {
				h = grow(h, word[b])
			}
			if k := v.find(h, word[at[i]:at[j]]); k >= 0 && score[i]+float64(v.scores[k]) > score[j] {
				score[j], from[j], id[j] = score[i]+float64(v.scores[k]), int32(i), k
			}
		}
		if s := score[i] + float64(v.floor); s > score[i+1] {
			score[i+1], from[i+1], id[i+1] = s, int32(i), v.unknown
		}
	}
	var out []segment
	for j := int32(n); j > 0; j = from[j] {
		out = append(out, segment{id[j], j - from[j]})
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// Pieces cuts part of a text into sub-words: characters are normalised by the model's table, white space parts words, each word is
// segmented by itself. Time is linear in the text. Safe for concurrent use.
func (m *Model) Pieces(text rapporteur.Text, within rapporteur.Span) []Piece {
	v := m.vocabulary
	out := make([]Piece, 0, within.Len()/3)
	var word []rune // normalised, after the mark
	var place []int // of each rune of word
	flush := func() {
		if len(word) == 0 {
			return
		}
		out = v.place(out, word, place)
		word, place = word[:0], place[:0]
	}
	for i, r := range v.folded(text, within) {
		to, ok := v.norm[r]
		if !ok {
			to = []rune{r}
		}
		for _, c := range to {
			if isSpace(c) {
				flush()
				continue
			}
			word, place = append(word, c), append(place, within.Start+i)
			if len(word) == longestWord {
				flush()
			}
		}
	}
	flush()
	return out
}

// place appends the pieces of one word.
func (v *vocabulary) place(out []Piece, word []rune, place []int) []Piece {
	at := -1 // the mark stands before the first character
	for _, s := range v.segment(string(mark) + string(word)) {
		from, to := max(at, 0), at+int(s.length)
		at = to
		span := rapporteur.Span{Start: place[0], End: place[0]}
		if to > 0 {
			span = rapporteur.Span{Start: place[from], End: place[to-1] + 1}
		}
		out = append(out, Piece{s.id, span})
	}
	return out
}

// folded gives the code points of a span; in a Cyrillic word whose Latin letters are all look-alikes these become Cyrillic.
func (v *vocabulary) folded(text rapporteur.Text, within rapporteur.Span) []rune {
	out := []rune(text.Slice(within))
	for i := 0; i < len(out); {
		if !inWord(out[i]) {
			i++
			continue
		}
		j := i + 1
		for j < len(out) && inWord(out[j]) {
			j++
		}
		v.fold(out[i:j])
		i = j
	}
	return out
}

func (v *vocabulary) fold(word []rune) {
	cyrillic, latin := false, false
	for _, r := range word {
		switch {
		case r >= 0x400 && r <= 0x52f:
			cyrillic = true
		case r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z':
			if v.alike[r] == 0 {
				return
			}
			latin = true
		}
	}
	if !cyrillic || !latin {
		return
	}
	for i, r := range word {
		if c := v.alike[r]; c != 0 {
			word[i] = c
		}
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' }

// isSpace counts the separators U+001C to U+001F too, as the training code does.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }
