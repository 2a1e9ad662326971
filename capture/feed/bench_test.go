package feed

import (
	"strings"
	"testing"
)

// BenchmarkItems cuts a feed of some mebibytes in a legacy encoding and in UTF-8, and BenchmarkParse reads an item.
func BenchmarkItems(b *testing.B) {
	start := strings.Index(rss2, "<item>\n")
	end := strings.Index(rss2, "<item><title>Second")
	many := rss2[:start] + strings.Repeat(rss2[start:end], 4000) + rss2[end:]
	for name, feed := range map[string]string{
		"UTF-8":        many,
		"windows-1251": `<?xml version="1.0" encoding="windows-1251"?>` + strings.ReplaceAll(many[len(`<?xml version="1.0"?>`):], "bridge", "\xcc\xee\xf1\xf2"),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(feed)))
			for b.Loop() {
				if f, err := Items([]byte(feed), ""); err != nil || len(f.Items) != 4001 {
					b.Fatal(len(f.Items), err)
				}
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	f, err := Items([]byte(rss2), "")
	if err != nil {
		b.Fatal(err)
	}
	item := []byte(rss2[f.Items[0].Start:f.Items[0].End])
	b.SetBytes(int64(len(item)))
	for b.Loop() {
		if _, err := Parse(item, RSS, ""); err != nil {
			b.Fatal(err)
		}
	}
}
