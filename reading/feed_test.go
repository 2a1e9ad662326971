package reading

import (
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/capture/feed"
)

// Feeds about invented states.
const (
	rssFeed = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Vell News</title><language>en</language>
<item><title>Bridge &amp; harbour open</title><link>https://vell.example/bridge</link><pubDate>Wed, 02 Apr 2031 09:30:00 +0200</pubDate><author>A. Kolt</author><category>World</category>
<content:encoded><![CDATA[<p>The bridge over the Sava of the north is open, the minister said on Wednesday evening.</p><p>&#8220;We are ready&#8221;, she added, and cars of both states crossed it at once.</p>]]></content:encoded></item></channel></rss>`
	atomFeed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>أخبار فارديا</title><entry><title>الوزير يفتتح الجسر</title><link href="https://fardia.example/jisr"/><published>2031-02-14T08:30:00Z</published>
<content type="html">&lt;p&gt;افتتح وزير النقل في فارديا الجسر الجديد فوق النهر بحضور عدد من المسؤولين، وقال إن العمل استمر تسعة أعوام.&lt;/p&gt;</content></entry></feed>`
	jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"Vell","items":[{"id":"1","url":"https://vell.example/1","title":"Brücke offen","date_published":"2031-04-02T10:00:00Z",
"content_html":"<p>Die Br\u00fccke sei offen, sagte die Ministerin am Mittwoch, und niemand habe sich besch\u00e4digt gef\u00fchlt.</p>"}]}`
)

func TestItems(t *testing.T) {
	r := reader(t)
	for name, w := range map[string]struct{ feed, title, date, outlet, body, language string }{
		"RSS":       {rssFeed, "Bridge & harbour open", "2031-04-02T09:30:00+02:00", "Vell News", "“We are ready”, she added", "en"},
		"Atom":      {atomFeed, "الوزير يفتتح الجسر", "2031-02-14T08:30:00Z", "أخبار فارديا", "افتتح وزير النقل", "ar"},
		"JSON Feed": {jsonFeed, "Brücke offen", "2031-04-02T10:00:00Z", "Vell", "Die Brücke sei offen, sagte", "de"},
	} {
		f, err := feed.Items([]byte(w.feed), "")
		if err != nil || len(f.Items) != 1 {
			t.Fatalf("%s: %v, %d items", name, err, len(f.Items))
		}
		i := f.Items[0]
		c := rapporteur.Capture{ID: "sha256:0123456789ab", Source: i.Link, MediaType: f.MediaType, Data: []byte(w.feed)[i.Start:i.End], Fetched: time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC), Feed: &rapporteur.FeedInfo{Title: f.Title, Language: f.Language}}
		d, err := r.Read(c)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		a := d.Articles[0]
		if a.Title == nil || a.Title.Text != w.title || a.Title.Span == nil || d.Text.Slice(*a.Title.Span) != w.title {
			t.Errorf("%s: title %+v", name, a.Title)
		}
		if a.Published == nil || a.Published.Value != w.date || a.Outlet != w.outlet || a.Language != w.language {
			t.Errorf("%s: published %+v, outlet %q, language %q", name, a.Published, a.Outlet, a.Language)
		}
		if body := bodyText(d, 0); !strings.Contains(body, w.body) {
			t.Errorf("%s: body %q", name, body)
		}
		if all, mapped := leads(t, d, c.Data); mapped < all-1 {
			t.Errorf("%s: %d of %d characters lead to their bytes", name, mapped, all)
		}
	}
}

func bodyText(d *Draft, article int) string {
	var s strings.Builder
	for _, p := range d.Articles[article].Body {
		s.WriteString(d.Text.Slice(p) + "\n")
	}
	return s.String()
}

// A page whose article stands in a script alone, as JSON in JSON, is read from there, and leads there.
func TestScriptedPage(t *testing.T) {
	r := reader(t)
	html := `<html><head><title>Most otvoren</title></head><body><div id="root"></div><script>self.push([1,"{\"title\":\"Most\",\"body\":\"\\u003cp\\u003eMost preko reke je otvoren, rekla je ministarka u sredu. ` + strings.Repeat(`Gra\\u0111ani su pre\\u0161li prvi. Niko nije povre\\u0111en, ka\\u017eu u vladi. `, 8) + `\\u003c/p\\u003e\"}"])</script></body></html>`
	d := read(t, r, html)
	if body := bodyText(d, 0); !strings.Contains(body, "Građani su prešli prvi.") {
		t.Errorf("body %q", body)
	}
	n := 0
	for _, run := range d.SourceMap {
		n += run.Text.Len()
	}
	if n < d.Text.Len()-4 {
		t.Errorf("%d of %d characters lead to their bytes", n, d.Text.Len())
	}
}
