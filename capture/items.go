package capture

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"rapporteur"
	"rapporteur/capture/feed"
)

// items takes in a feed: each item is a capture of its own.
func (o origin) items(b []byte, yield func(Result) bool) bool {
	if len(b) > MaxBytes {
		return yield(o.failed(errSize))
	}
	f, damage := feed.Items(b, o.charset)
	info := &rapporteur.FeedInfo{Title: f.Title, Language: f.Language, Link: o.base(f)}
	for i, item := range f.Items {
		data := b[item.Start:item.End:item.End]
		c := rapporteur.Capture{
			ID: digest(data), Source: o.itemSource(f, i), MediaType: f.MediaType, Charset: f.Charset, Data: data,
			Fetched: o.fetched, Feed: info, Notes: o.notes,
		}
		if !yield(Result{Capture: c}) {
			return false
		}
	}
	switch {
	case damage != nil:
		return yield(o.failed(fmt.Errorf("the feed is damaged: %w; the %d items before it were taken", damage, len(f.Items))))
	case len(f.Items) == 0 && !o.inner:
		return yield(o.failed(errors.New("the feed holds no items")))
	}
	return true
}

// base is the address that relative addresses in a feed stand to: the one it names for that, else its own, else that of its site.
func (o origin) base(f feed.Feed) string {
	for _, s := range []string{f.Base, o.address, f.Link} {
		if s = resolve(o.address, s); s != "" {
			return s
		}
	}
	return ""
}

// itemSource is the link of an item, made absolute, or its place in the feed.
func (o origin) itemSource(f feed.Feed, i int) string {
	item := f.Items[i]
	base := o.base(f)
	if own := resolve(base, item.Base); own != "" {
		base = own
	}
	if link := resolve(base, item.Link); link != "" {
		return link
	}
	switch {
	case item.ID != "":
		return o.source + "#" + item.ID
	case item.Link != "":
		return o.source + "#" + item.Link
	}
	return o.source + "#" + strconv.Itoa(i+1)
}

// resolve makes an address absolute; "" where it is none or stays relative. An absolute one stays as it is written.
func resolve(base, s string) string {
	if IsAddress(s) {
		return s
	}
	u, err := url.Parse(s)
	switch {
	case s == "" || err != nil:
		return ""
	case u.IsAbs():
		return s
	}
	b, err := url.Parse(base)
	if err != nil || !b.IsAbs() {
		return ""
	}
	return b.ResolveReference(u).String()
}

// listed says that a sitemap holds no documents.
func listed(b []byte) error {
	found, err := feed.Sitemap(b)
	what := "addresses of pages"
	if len(found) > 0 && found[0].Sitemap {
		what = "addresses of further sitemaps"
	}
	if err != nil {
		return fmt.Errorf("a damaged sitemap (%w), which lists %d %s and holds no documents; give the addresses themselves", err, len(found), what)
	}
	return fmt.Errorf("a sitemap, which lists %d %s and holds no documents; give the addresses themselves", len(found), what)
}
