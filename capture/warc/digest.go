package warc

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// Result is what checking a digest gave.
type Result string

// What checking a digest can give.
const (
	Right      Result = "right"
	Wrong      Result = "wrong"
	NotChecked Result = "not checked"
)

// Digest is a declared digest and whether it fits. Known are sha1, sha256 and md5, in base 32 or 16.
type Digest struct {
	Field    string // WARC-Block-Digest or WARC-Payload-Digest
	Declared string // its value, "algorithm:digits"
	Result   Result
	Why      string // why it was not checked
}

const (
	blockDigest   = "WARC-Block-Digest"
	payloadDigest = "WARC-Payload-Digest"
)

// maxDigests is how many digests of one record are checked; the standard has two.
const maxDigests = 4

// sum is a hash with the value that it should come to.
type sum struct {
	hash.Hash
	want []byte
}

func (s *sum) result() Result {
	if string(s.Sum(nil)) == string(s.want) {
		return Right
	}
	return Wrong
}

// of is the result for some bytes alone.
func (s *sum) of(b []byte) Result {
	s.Reset()
	s.Write(b)
	return s.result()
}

// declared parses "algorithm:digits"; an error says why it cannot be checked.
func declared(value string) (*sum, error) {
	name, digits, found := strings.Cut(value, ":")
	if !found {
		return nil, fmt.Errorf("%.40q names no algorithm", value)
	}
	s := &sum{}
	switch strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "-", "") {
	case "sha1":
		s.Hash = sha1.New()
	case "sha256":
		s.Hash = sha256.New()
	case "md5":
		s.Hash = md5.New()
	default:
		return nil, fmt.Errorf("the algorithm %.40q is not known", name)
	}
	digits = strings.TrimRight(strings.TrimSpace(digits), "=")
	size := s.Size()
	var err error
	if len(digits) == 2*size {
		s.want, err = hex.DecodeString(digits)
	} else {
		s.want, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(digits))
	}
	if err != nil || len(s.want) != size {
		return nil, fmt.Errorf("%.80q is neither base 32 nor base 16 of %d bytes", digits, size)
	}
	return s, nil
}

// digests gives the declared digests with what they are to be checked by, nil where they cannot be.
func (r *Record) digests() (ds []Digest, sums []*sum) {
	for _, f := range r.Fields {
		d := Digest{Field: blockDigest, Declared: f.Value, Result: NotChecked}
		switch {
		case strings.EqualFold(f.Name, payloadDigest):
			d.Field = payloadDigest
		case !strings.EqualFold(f.Name, blockDigest):
			continue
		}
		s, err := declared(f.Value)
		switch {
		case err != nil:
			d.Why = err.Error()
		case len(ds) >= maxDigests:
			s, d.Why = nil, fmt.Sprintf("the record has more than %d digests", maxDigests)
		}
		ds, sums = append(ds, d), append(sums, s)
	}
	return ds, sums
}

// checkPayload fills the results of payload digests. They are over the body without chunks and with its content coding; some tools leave the
// chunks in.
func (r *Record) checkPayload(sums []*sum) {
	var m *message
	for i, s := range sums {
		d := &r.Digests[i]
		if s == nil || d.Field != payloadDigest {
			continue
		}
		switch {
		case r.Type == "revisit":
			d.Why = "it is that of the record referred to"
		case r.Type == "continuation" || r.Get("WARC-Segment-Number") != "":
			d.Why = "it is that of all segments together"
		case r.Omitted > 0:
			d.Why = "the block is over the limit"
		default:
			if m == nil {
				m = r.message()
			}
			if d.Result = s.of(m.entity); d.Result == Wrong && m.chunked {
				d.Result = s.of(m.raw)
			}
		}
	}
}
