package feed

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

const rss2 = `<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY x "<item>">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Varnia Herald &amp; Post</title><link>https://herald.example/</link><language>en-VA</language>
<image><title>logo</title><link>https://herald.example/logo</link></image>
<!-- <item><title>not an item</title></item> -->
<item>
 <title>Bridge &lt;closed&gt;: Kolt &#8220;sorry&#x201D;</title>
 <link>
  /news/1?a=1&amp;b=2 </link>
 <guid isPermaLink="false">h-1</guid>
 <pubDate>Sun, 18 May 2031 09:00:00 +0200</pubDate>
 <dc:creator><![CDATA[Ana Kolt]]></dc:creator><dc:creator>Ivo Renn</dc:creator>
 <category>roads</category><category domain="x">rivers</category>
 <description>&lt;p&gt;The bridge&amp;nbsp;is closed.&lt;/p&gt;</description>
 <content:encoded><![CDATA[<p>The bridge is closed,]]><![CDATA[ said Kolt.</p>]]></content:encoded>
</item>
<item><title>Second & last < third</title><description><p>Unescaped<br> markup</p></description><guid>https://herald.example/2</guid></item>
</channel></rss>`

const rss1 = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://old.example/"><title>Old Post</title><link>https://old.example/</link><dc:language>mk</dc:language>
<items><rdf:Seq><rdf:li resource="https://old.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://old.example/1"><title>Мост</title><link>https://old.example/1</link><dc:date>2031-05-18</dc:date><dc:subject>roads</dc:subject><description>Затворен.</description></item>
</rdf:RDF>`

const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://blatt.example/feed/">
<title type="html">Das &lt;b&gt;Blatt&lt;/b&gt; &amp;amp; mehr</title><link rel="self" href="https://blatt.example/feed.xml"/><link href="https://blatt.example/"/>
<entry><title type="html"><![CDATA[Die <i>Brücke</i>]]></title><link rel="enclosure" href="/a.mp3"/><link rel='alternate' type="text/html" href='../7?x=1&amp;y=2'/>
<id>tag:blatt.example,2031:7</id><published>2031-05-18T09:00:00Z</published><updated>2031-05-19T09:00:00Z</updated>
<author><name>Ana Kolt</name><email>ana@blatt.example</email></author><category term="bruecken" label="Brücken"/>
<source><title>another feed</title></source>
<summary>Kurz &amp; gut</summary>
<content type="xhtml" xml:lang="de-AT"><div xmlns="http://www.w3.org/1999/xhtml"><p>Sie ist zu&#8230; sagte <content>er</content>.</p></div></content></entry>
<entry><title>Leer</title><content type="image/png">aGFsbG8=</content><id>tag:2</id></entry>
</feed>`

// prefixed has a prefix for RSS that is not the usual one, and addresses relative to the item's own base.
const prefixed = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:R='http://purl.org/rss/1.0/'><R:channel><R:title>Old Post</R:title></R:channel>
<R:item xml:base="https://old.example/a/"><R:title type="xhtml"> <div>One <i>bridge</i></div></R:title><R:link>1</R:link></R:item></rdf:RDF>`

const jsonText = ` {"version": "https:\/\/jsonfeed.org/version/1.1", "title": "Varnia \"Daily\"", "home_page_url": "https://daily.example/", "language": "en",
"items": [ {"id": 17, "url": "https://daily.example/17", "title": "Bridge\u0020\uD83D\uDE00 \ud83d!", "content_html": "<p>\"Closed,\" said Kolt.\n<\/p>",
 "date_published": "2031-05-18T09:00:00Z", "authors": [{"name": "Ana Kolt", "url": null}, {"name": "Ivo"}], "tags": ["a", "b", 3]} ,
{"id": "https://daily.example/18", "content_text": "Plain.", "author": {"name": "Renn"}, "summary": null}] }`

func texts(vs []Value) string {
	var s []string
	for _, v := range vs {
		s = append(s, v.Text)
	}
	return strings.Join(s, "|")
}

func TestItemsAndParse(t *testing.T) {
	for _, test := range []struct {
		name, feed, mediaType string
		says                  string // title, language, link, base
		items                 []string
	}{
		{"RSS 2.0", rss2, RSS, "Varnia Herald & Post en-VA https://herald.example/ ", []string{
			"h-1;/news/1?a=1&b=2;Bridge <closed>: Kolt “sorry”;Sun, 18 May 2031 09:00:00 +0200;;Ana Kolt|Ivo Renn;roads|rivers;<p>The bridge&nbsp;is closed.</p>;<p>The bridge is closed, said Kolt.</p>",
			"https://herald.example/2;;Second & last < third;;;;;<p>Unescaped<br> markup</p>;",
		}},
		{"RSS 1.0", rss1, RSS, "Old Post mk https://old.example/ ", []string{";https://old.example/1;Мост;2031-05-18;;;roads;Затворен.;"}},
		{"Atom", atom, Atom, "Das Blatt & mehr de https://blatt.example/ https://blatt.example/feed/", []string{
			`tag:blatt.example,2031:7;../7?x=1&y=2;Die <i>Brücke</i>;2031-05-18T09:00:00Z;2031-05-19T09:00:00Z;Ana Kolt;Brücken;Kurz & gut;<p>Sie ist zu&#8230; sagte <content>er</content>.</p>`,
			"tag:2;;Leer;;;;;;",
		}},
		{"RSS 1.0 with a prefix", prefixed, RSS, "Old Post   ", []string{";1;<div>One <i>bridge</i></div>;;;;;;"}},
		{"Atom with a prefix", `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"><a:title>Blatt</a:title><a:entry><a:id>1</a:id></a:entry></a:feed>`, Atom, "Blatt   ", []string{"1;;;;;;;;"}},
		{"JSON Feed", jsonText, JSON, `Varnia "Daily" en https://daily.example/ `, []string{
			"17;https://daily.example/17;Bridge 😀 �!;2031-05-18T09:00:00Z;;Ana Kolt|Ivo;a|b;;<p>\"Closed,\" said Kolt.\n</p>",
			"https://daily.example/18;;;;;Renn;;;Plain.",
		}},
	} {
		if got := Sniff([]byte(test.feed)); got != test.mediaType {
			t.Errorf("%s: sniffed %q", test.name, got)
		}
		f, err := Items([]byte(test.feed), "")
		if err != nil || f.MediaType != test.mediaType || len(f.Items) != len(test.items) {
			t.Fatalf("%s: %d items of %q: %v", test.name, len(f.Items), f.MediaType, err)
		}
		if says := strings.Join([]string{f.Title, f.Language, f.Link, f.Base}, " "); says != test.says {
			t.Errorf("%s says %q\nwant %q", test.name, says, test.says)
		}
		for i, item := range f.Items {
			raw := []byte(test.feed[item.Start:item.End])
			v, err := Parse(raw, f.MediaType, f.Charset)
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			got := strings.Join([]string{v.ID.Text, v.Link.Text, v.Title.Text, v.Published.Text, v.Updated.Text, texts(v.Authors), texts(v.Categories), v.Summary.Text, v.Content.Text}, ";")
			if got != test.items[i] {
				t.Errorf("%s, item %d:\n got %q\nwant %q", test.name, i, got, test.items[i])
			}
			whole(t, raw, v)
		}
	}
}

// all gives every value that is there.
func all(f Fields) []Value {
	vs := append([]Value{f.ID, f.Link, f.Title, f.Published, f.Updated, f.Language, f.Summary, f.Content}, f.Authors...)
	var found []Value
	for _, v := range append(vs, f.Categories...) {
		if v.Text != "" {
			found = append(found, v)
		}
	}
	return found
}

// whole checks that each character of each value leads back to bytes of the item, in order, and within the value's place; and that what is led back
// to as many ASCII bytes is the same there.
func whole(t *testing.T, item []byte, f Fields) {
	t.Helper()
	for _, v := range all(f) {
		if !utf8.ValidString(v.Text) || strings.ContainsFunc(v.Text, forbidden) {
			t.Fatalf("%q is no clean text", v.Text)
		}
		last := v.Start
		for i, r := range v.Text {
			start, end := v.Bytes(i, i+utf8.RuneLen(r))
			if start < last || end <= start && v.Escaping != String && r != 'j' || end > v.End || v.End > len(item) {
				t.Fatalf("%q: character %d at %d:%d after %d, of %d:%d", v.Text, i, start, end, last, v.Start, v.End)
			}
			if got := string(item[start:end]); end-start == 1 && r < 0x80 && got != string(r) && item[start] < 0x80 {
				t.Fatalf("%q at %d is %q in the item", r, i, got)
			}
			last = start // not end: an encoding may have two characters in one code
		}
	}
}

func TestBytes(t *testing.T) {
	item := []byte("<item><title>a &amp; b\x01c<![CDATA[ &amp;]]></title></item>")
	f, err := Parse(item, RSS, "")
	if err != nil || f.Title.Text != "a & bc &amp;" || f.Title.Escaping != Escaped {
		t.Fatalf("%+v %v", f.Title, err)
	}
	for _, test := range []struct{ text, want string }{{"&", "&amp;"}, {"b", "b"}, {"bc", "b\x01c"}, {" &amp;", " &amp;"}, {"a & b", "a &amp; b"}} {
		i := strings.LastIndex(f.Title.Text, test.text)
		if test.text == "&" {
			i = strings.Index(f.Title.Text, "&")
		}
		start, end := f.Title.Bytes(i, i+len(test.text))
		if got := string(item[start:end]); got != test.want {
			t.Errorf("%q stands at %q, want %q", test.text, got, test.want)
		}
	}
}

// TestEncodings reads one feed in encodings of one, two and more bytes a character.
func TestEncodings(t *testing.T) {
	for _, test := range []struct{ charset, title string }{
		{"windows-1251", "Мост &amp; пут «затворен»"}, {"iso-8859-2", "Most je zatvořen"}, {"shift_jis", "橋は閉鎖ソ表"}, {"gb18030", "大桥关闭𠀀"}, {"big5", "大橋關閉"},
		{"euc-kr", "다리 폐쇄"}, {"iso-2022-jp", "橋は閉鎖"}, {"utf-16le", "Мост 😀"}, {"utf-16be", "Мост 😀"}, {"utf-8", "Мост 😀"},
	} {
		xml := `<?xml version="1.0" encoding="` + test.charset + `"?><rss><channel><title>` + test.title + `</title><item><title>` + test.title + `</title><author>Kolt</author></item></channel></rss>`
		var b []byte
		if strings.HasPrefix(test.charset, "utf-16") {
			for _, u := range utf16.Encode([]rune("\uFEFF" + xml)) {
				if test.charset == "utf-16le" {
					b = append(b, byte(u), byte(u>>8))
				} else {
					b = append(b, byte(u>>8), byte(u))
				}
			}
		} else {
			enc, _ := htmlindex.Get(test.charset)
			var err error
			if b, err = enc.NewEncoder().Bytes([]byte(xml)); err != nil {
				t.Fatal(err)
			}
		}
		want := strings.ReplaceAll(test.title, "&amp;", "&")
		f, err := Items(b, "")
		if err != nil || len(f.Items) != 1 || f.Title != want || f.Charset != test.charset || Sniff(b) != RSS {
			t.Errorf("%s: %+v %v", test.charset, f, err)
			continue
		}
		item := b[f.Items[0].Start:f.Items[0].End]
		v, err := Parse(item, f.MediaType, f.Charset)
		if err != nil || v.Title.Text != want || texts(v.Authors) != "Kolt" {
			t.Errorf("%s: %q %v", test.charset, v.Title.Text, err)
		}
		whole(t, item, v)
	}
}

func TestBroken(t *testing.T) {
	second := strings.Index(rss2, "<item><title>Second")
	for _, test := range []struct {
		name, feed string
		items      int
		err        string
	}{
		{"cut in an item", rss2[:second+20], 1, "<item> without end at byte 948"},
		{"cut after an item", rss2[:second], 1, "the feed ends within <channel>, at byte"},
		{"an end tag is lost", strings.Replace(rss2, "\n</item>", "", 1), 0, "no end before the next begins, at byte"},
		{"a start tag is spoilt", strings.Replace(rss2, "<item><title>Second", "<itfm><title>Second", 1), 1, "</item> ends nothing at byte"},
		{"CDATA without end", strings.Replace(rss2, "</p>]]>", "</p>", 1), 0, "a CDATA section without end at byte"},
		{"an attribute without end", strings.Replace(rss2, `domain="x"`, `domain="x`, 1), 0, "at byte"},
		{"JSON cut", jsonText[:strings.Index(jsonText, "Plain")], 1, "JSON ends within the value at byte"},
		{"JSON spoilt", strings.Replace(jsonText, `"content_text": `, `"content_text" `, 1), 1, "at byte"},
		{"JSON item", strings.Replace(jsonText, `{"id": "https://daily`, `7, {"id": "https://daily`, 1), 1, "an item that is no object at byte"},
		{"deep", "<rss>" + strings.Repeat("<a>", 1000), 0, "too deep in each other at byte 302"},
		{"nothing", "", 0, "no element at byte 0"},
		{"a page", "<html><body>", 0, "<html> begins no feed"},
	} {
		f, err := Items([]byte(test.feed), "")
		if err == nil || !strings.Contains(err.Error(), test.err) || len(f.Items) != test.items {
			t.Errorf("%s: %d items, %v; want %d, %s", test.name, len(f.Items), err, test.items, test.err)
		}
	}
	if f, err := Parse([]byte("<item><title>A</title><description>B</item>"), RSS, ""); err == nil || f.Title.Text != "A" {
		t.Errorf("%+v %v", f, err)
	}
	if _, err := Parse([]byte("<item/>"), "text/html", ""); err == nil {
		t.Error("a page is no feed")
	}
}

func TestSniff(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "  ": "", "text <rss>": "", "<!DOCTYPE html><html>": "", `{"version": "2"}`: "", "<feed>": "", "<rdf:RDF>": "", "\xef\xbb\xbf \n<!-- c --><?x y?><RSS>": RSS,
		`<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">`: Atom, "<urlset>": SitemapXML, "<sitemapindex/>": SitemapXML,
	} {
		if got := Sniff([]byte(s)); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

const sitemap = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://herald.example/1?a&amp;b </loc><lastmod>2031-05-19</lastmod><image:image><image:loc>https://herald.example/1.png</image:loc></image:image>
<n:news><n:publication><n:name>Herald</n:name><n:language>en</n:language></n:publication><n:publication_date>2031-05-18T09:00Z</n:publication_date><n:title>Bridge</n:title></n:news></url>
<url><loc>https://herald.example/2</loc></url></urlset>`

func TestSitemap(t *testing.T) {
	got, err := Sitemap([]byte(sitemap))
	if err != nil || len(got) != 2 || got[0] != (Address{"https://herald.example/1?a&b", false, "2031-05-19", "Bridge", "2031-05-18T09:00Z", "en", "Herald"}) {
		t.Errorf("%+v %v", got, err)
	}
	got, err = Sitemap([]byte(`<sitemapindex><sitemap><loc>https://herald.example/news.xml.gz</loc></sitemap><sitemap><loc>x`))
	if err == nil || len(got) != 1 || !got[0].Sitemap {
		t.Errorf("%+v %v", got, err)
	}
}

func seeds(f *testing.F) {
	for _, s := range []string{rss2, rss1, atom, jsonText, sitemap, "", "<", "{", "\xff\xfe<\x00r\x00", `<?xml version="1.0" encoding="iso-2022-jp"?><rss><item>` + "\x1b$B", "<rss><item><title a='>", "<a:entry xmlns:a='/atom'><a:title>x"} {
		f.Add([]byte(s), "")
		f.Add([]byte(s), "shift_jis")
	}
}

func FuzzItems(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte, charset string) {
		Sniff(b)
		d, _ := Items(b, charset)
		at := 0
		for _, i := range d.Items {
			if i.Start < at || i.End <= i.Start || i.End > len(b) {
				t.Fatalf("item at %d:%d after %d of %d", i.Start, i.End, at, len(b))
			}
			at = i.End
			v, _ := Parse(b[i.Start:i.End], d.MediaType, d.Charset)
			whole(t, b[i.Start:i.End], v)
		}
	})
}

func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte, charset string) {
		for _, m := range []string{RSS, Atom, JSON} {
			v, _ := Parse(b, m, charset)
			whole(t, b, v)
		}
	})
}

func FuzzSitemap(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte, _ string) {
		got, _ := Sitemap(b)
		for _, a := range got {
			if a.Location == "" || !utf8.ValidString(a.Location+a.Title) {
				t.Fatalf("%+v", a)
			}
		}
	})
}
