package feed

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestHostile reads feeds of 4 MiB that are made to take long.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 4 MiB a case")
	}
	const size = 4 << 20
	fill := func(before, unit, after string) string {
		return before + strings.Repeat(unit, size/len(unit)) + after
	}
	for name, feed := range map[string]string{
		"references":          fill("<rss><item><title>", "&amp;", "</title></item></rss>"),
		"half references":     fill("<rss><item><title>", "&", "</title></item></rss>"),
		"categories":          fill("<rss><item>", "<category>x</category>", "</item></rss>"),
		"items":               fill("<rss>", "<item/>", "</rss>"),
		"CDATA":               fill("<rss><item><title>", "<![CDATA[x]]>", "</title></item></rss>"),
		"open elements":       fill("<rss><item>", "<a>", "</item></rss>"),
		"quotation marks":     fill("<rss><item a=", `" `, "></item></rss>"),
		"attributes":          fill("<feed xmlns='/atom'><link ", "a=1 ", "/></feed>"),
		"less-than signs":     fill("<rss><item><title>", "<", "</title></item></rss>"),
		"document types":      fill("", "<!DOCTYPE a [<!ENTITY b '&b;&b;'>]>", "<rss/>"),
		"control characters":  fill("<rss><item><title>", "\x01a", "</title></item></rss>"),
		"wrong UTF-8":         fill("<rss><item><title>", "\xff", "</title></item></rss>"),
		"windows-1251":        fill(`<?xml version="1.0" encoding="windows-1251"?><rss><item><title>`, "\xcc", "</title></item></rss>"),
		"iso-2022-jp escapes": fill(`<?xml version="1.0" encoding="iso-2022-jp"?><rss><item><title>`, "\x1b$B\x1b(B", "</title></item></rss>"),
		"JSON brackets":       fill(`{"version": "https://jsonfeed.org/version/1", "items": [{"a": `, "[", "}]}"),
		"JSON escapes":        fill(`{"version": "https://jsonfeed.org/version/1", "items": [{"title": "`, `\ud83d`, `"}]}`),
		"JSON items":          fill(`{"version": "https://jsonfeed.org/version/1", "items": [{}`, `,{}`, `]}`),
	} {
		b := []byte(feed)
		peak := watch()
		start := time.Now()
		f, err := Items(b, "")
		for _, i := range f.Items[:min(len(f.Items), 10)] {
			_, _ = Parse(b[i.Start:i.End], f.MediaType, f.Charset)
		}
		took, mib := time.Since(start), peak()>>20
		t.Logf("%-20s %6d items %8v %5d MiB %v", name, len(f.Items), took.Round(time.Millisecond), mib, err)
		if took > 10*time.Second || mib > 256 {
			t.Errorf("%s: %v, %d MiB", name, took, mib)
		}
	}
}

// watch gives a function that tells the most memory the heap took beside what it had.
func watch() func() uint64 {
	runtime.GC()
	use := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse
	}
	had, end, done := use(), make(chan bool), make(chan uint64)
	go func() {
		most := had
		for {
			most = max(most, use())
			select {
			case <-end:
				done <- most - had
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(end); return <-done }
}
