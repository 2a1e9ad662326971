package metadata_test

// All pages here are invented: their states, towns, outlets and people exist nowhere else.

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rapporteur/dates"
	"rapporteur/language"
	"rapporteur/reading/markup"
	"rapporteur/reading/metadata"
)

var fetched = time.Date(2031, 6, 1, 12, 0, 0, 0, time.UTC)

func context(t testing.TB, address string) metadata.Context {
	t.Helper()
	packs, err := language.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return metadata.Context{Address: address, Fetched: fetched, Dates: dates.New(packs), Packs: packs}
}

func find(c metadata.Context, source string) (metadata.Found, *markup.Blocks) {
	tree := markup.Parse(source)
	blocks := tree.Blocks()
	return metadata.Find(tree, blocks, c), blocks
}

func authors(f metadata.Found) string {
	var names []string
	for _, a := range f.Authors {
		names = append(names, a.Value)
	}
	return strings.Join(names, ", ")
}

const english = `<p>The assembly of Vardia sat until midnight on Tuesday, and the minister of ports told it that the quay would be open again before the winter, whatever the weather does.</p>
<p>Two members of the harbour board said that they had not been asked, and that the cranes which the ministry bought would not stand on the old quay without new foundations.</p>`

type want struct{ title, published, authors, section, outlet, canonical, language string }

func TestFind(t *testing.T) {
	for _, x := range []struct {
		name, address, page string
		want                want
	}{
		{"a page that says all in JSON-LD", "https://courier.example/ports/quay", `<html lang="en"><head><title>Quay to open before winter | The Vell Courier</title>
<link rel="canonical" href="/ports/quay">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Organization","@id":"#us","name":"The Vell Courier"},
{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","name":"Ports"}]},{"@type":"Person","@id":"#anna","name":"Anna Kolt"},
{"@type":["NewsArticle"],"headline":"Quay to open before winter","datePublished":"2031-05-18T10:30:00+02:00","dateModified":"2031-05-20T08:00:00+02:00","author":[{"@id":"#anna"},{"@type":"Person","name":"Jan Berg"}],"publisher":{"@id":"#us"},"articleSection":"Ports"}]}</script></head>
<body><nav><a href="/">Home</a></nav><h1>Quay to open before winter</h1>` + english + `</body></html>`,
			want{"Quay to open before winter", "2031-05-18T10:30:00+02:00", "Anna Kolt, Jan Berg", "Ports", "The Vell Courier", "https://courier.example/ports/quay", "en"}},

		{"JSON-LD with all that goes wrong with it", "https://courier.example/x", `<html lang="en"><head><title>x</title><script type="application/ld+json">
<!-- //<![CDATA[
{"@type": "NewsArticle", "headline": "Minister says "no" to the &amp;quot;grand
 quay&amp;quot; of Vell",
 "articleBody": "He said "no", twice.\nThen he left.", "datePublished": "2031-05-18 10:30",
 "author": {"@type": "Person", "name": "Ana\u0020Kolt",},
},
//]]> --></script></head><body>` + english + `</body></html>`,
			want{title: `Minister says "no" to the "grand quay" of Vell`, published: "2031-05-18T10:30", authors: "Ana Kolt", language: "en"}},

		{"the article among other things of JSON-LD", "https://courier.example/b", `<html><head><link rel="canonical" href="https://courier.example/b"><script type="application/ld+json">[{"@type":"NewsArticle","url":"https://courier.example/a","headline":"Another story altogether","datePublished":"2031-05-01"},
{"@type":"NewsArticle","url":"https://courier.example/b","headline":"Ferry stays in port","datePublished":"2031-05-19"}]</script></head><body><h1>Ferry stays in port</h1>` + english + `</body></html>`,
			want{title: "Ferry stays in port", published: "2031-05-19", canonical: "https://courier.example/b"}},

		{"meta elements alone, in their many vocabularies", "https://courier.example/c", `<html><head><meta property="og:title" content="Ferry stays in port - The Vell Courier"><meta property="og:site_name" content="The Vell Courier"><meta name="parsely-pub-date" content="2031-05-19T06:00:00Z"><meta name="dc.creator" content="Anna Kolt and Jan Berg"><meta property="article:section" content="Ports"><meta property="article:modified_time" content="2031-05-30T06:00:00Z"><meta property="og:locale" content="en_GB"></head><body>` + english + `</body></html>`,
			want{title: "Ferry stays in port", published: "2031-05-19T06:00:00Z", authors: "Anna Kolt, Jan Berg", section: "Ports", outlet: "The Vell Courier", language: "en-GB"}},

		{"microdata, apart from that of comments", "https://courier.example/d", `<html lang="en"><body><div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Ferry stays in port</h1><span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Anna Kolt</span></span><meta itemprop="datePublished" content="2031-05-19">` + english +
			`<div itemscope itemtype="http://schema.org/Comment"><span itemprop="author">angry_reader</span><time itemprop="datePublished" datetime="2031-05-20">yesterday</time></div></div></body></html>`,
			want{title: "Ferry stays in port", published: "2031-05-19", authors: "Anna Kolt", language: "en"}},

		{"microformats, and a link to the author", "https://courier.example/e", `<html lang="en"><head><title>Ferry stays in port « Harbour notes</title></head><body><div class="hentry"><h2 class="entry-title">Ferry stays in port</h2><abbr class="published" title="2031-05-19T07:00:00+0200">Monday</abbr> <a rel="author" href="/anna">Anna Kolt</a>` + english + `</div></body></html>`,
			want{title: "Ferry stays in port", published: "2031-05-19T07:00:00+02:00", authors: "Anna Kolt", language: "en"}},

		{"an old page without any data", "https://courier.example/f.html", `<title>Vell Courier: Ferry stays in port</title><body><table><tr><td>Today is Sunday<td><font size=5><b>Ferry stays in port</b></font><br>By Anna Kolt<br>Posted: 19.05.2031 07:15<p>` + english + `</table>`,
			want{title: "Ferry stays in port", published: "2031-05-19T07:15", authors: "Anna Kolt"}},

		{"the day of the address", "https://courier.example/2031/05/18/ferry", `<title>Ferry stays in port</title><h1>Ferry stays in port</h1>` + english,
			want{title: "Ferry stays in port", published: "2031-05-18"}},

		{"the data of a script", "https://courier.example/g", `<title>Ferry stays in port</title><h1>Ferry stays in port</h1>` + english + `<script>window.state={"title":"Ferry stays in port","publishedAt":"2031-05-19T07:00:00Z"}</script>`,
			want{title: "Ferry stays in port", published: "2031-05-19T07:00:00Z"}},

		{"a kicker in an element of its own", "https://courier.example/h", `<html><head><title>Ferry stays in port</title><meta property="og:title" content="Ferry stays in port"></head><body><h1><span>Storm at sea</span> <span>Ferry stays in port</span></h1>` + english,
			want{title: "Ferry stays in port"}},

		{"a kicker that og:title has too", "https://courier.example/h1", `<html><head><title>Storm at sea Ferry stays in port for days</title><meta property="og:title" content="Storm at sea / Ferry stays in port for days"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry stays in port for days"}</script></head><body><h1><span>Storm at sea</span>Ferry stays in port for days</h1>` + english,
			want{title: "Storm at sea / Ferry stays in port for days"}},

		{"a headline that the page's data give in fewer of its words", "https://courier.example/h2", `<html><head><title>Harbour ferry stays in port for an extended stay | Courier</title><meta property="og:title" content="Ferry stays in port for a stay"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour ferry stays in port for an extended stay"}</script></head><body><h1>Harbour ferry stays in port for an extended stay</h1>` + english,
			want{title: "Ferry stays in port for a stay"}},

		{"data that say it in words of their own", "https://courier.example/h3", `<html><head><title>Harbour ferry stays in port for two days | Courier</title><meta property="og:title" content="Ferry stays there for two days"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour ferry stays in port for two days"}</script></head><body><h1>Harbour ferry stays in port for two days</h1>` + english,
			want{title: "Harbour ferry stays in port for two days"}},

		{"data cut short at a quotation mark", "https://courier.example/h4", `<html><head><title>Minister calls the new quay "grand"</title><meta property="og:title" content="Minister calls the new quay "grand""></head><body><h1>Minister calls the new quay "grand"</h1>` + english,
			want{title: `Minister calls the new quay "grand"`}},

		{"data cut short at an ellipsis", "https://courier.example/h5", `<html><head><title>Minister calls the new quay of Vell grand</title><meta property="og:title" content="Minister calls the new quay of…"></head><body><h1>Minister calls the new quay of Vell grand</h1>` + english,
			want{title: "Minister calls the new quay of Vell grand"}},

		{"a title for search engines at the end of the breadcrumbs", "https://courier.example/h6", `<html><head><title>Vell ferry: what we know</title><meta property="og:title" content="Six reasons why the boats do not sail"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Vell ferry: what we know"}</script></head><body><div class="page-breadcrumbs"><a href="/">Home</a> <h1>Vell ferry: what we know</h1></div><h2>Six reasons why the boats do not sail</h2>` + english,
			want{title: "Six reasons why the boats do not sail"}},

		{"a headline longer than what its dash parts", "https://courier.example/h7", `<html><head><title>Vell ferry - "back before long"</title><meta property="og:title" content="Boats of Vell: The ferry stays in port – “we will sail before long”"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Vell ferry - back before long"}</script></head><body><nav><h1>Vell ferry - "back before long"</h1></nav><h2><span>Boats of Vell</span> <span>The ferry stays in port – “we will sail before long”</span></h2>` + english,
			want{title: "Boats of Vell: The ferry stays in port – “we will sail before long”"}},

		{"the site's name after the end of a headline that has a dash", "https://vellpost.example/h8", `<html><head><title>Ferry stays in port - minister - News - VELLPOST</title><meta property="og:title" content="Ferry stays in port - minister: VELLPOST"><meta property="og:site_name" content="Agency VELLPOST"></head><body><h1>Ferry stays in port - minister</h1>` + english,
			want{title: "Ferry stays in port - minister", outlet: "Agency VELLPOST"}},

		{"the site's name within a headline", "https://courier.example/h9", `<html><head><title>The Courier view on the port: a town on the brink | Editorial</title><meta property="og:title" content="The Courier view on the port: a town on the brink | Editorial"><meta property="og:site_name" content="The Courier"></head><body>` + english,
			want{title: "The Courier view on the port: a town on the brink", outlet: "The Courier"}},

		{"names of section and site in the title", "https://www.harbourpost.example/i", `<html><head><title>Ferry stays in port - Ports - Harbour Post</title><meta property="article:section" content="Ports"></head><body>` + english,
			want{title: "Ferry stays in port", section: "Ports"}},

		{"heading of the site beside that of the article", "https://www.harbourpost.example/j", `<html><head><title>Ferry stays in port | Harbour Post</title></head><body><h1>Harbour Post</h1><h2>Ferry stays in port</h2>` + english,
			want{title: "Ferry stays in port"}},

		{"the later of two days is that of a change", "https://courier.example/k", `<html lang="en"><head><title>Ferry stays in port</title></head><body><h1>Ferry stays in port</h1><div>Updated 21 May 2031 | Published 19 May 2031</div>` + english,
			want{title: "Ferry stays in port", published: "2031-05-19", language: "en"}},

		{"dates that cannot be", "https://courier.example/l", `<html><head><title>Ferry stays in port</title><meta property="article:published_time" content="9999-12-31"><meta name="date" content="2032-01-01"><meta name="pubdate" content="1970-01-01"></head><body><h1>Ferry stays in port</h1>` + english,
			want{title: "Ferry stays in port"}},

		{"lists of other articles and their days", "https://courier.example/m", `<html><head><title>Ferry stays in port</title></head><body><h1>Ferry stays in port</h1>` + english + `<ul><li><a href="/1">12.05.2031 Cranes</a><li><a href="/2">13.05.2031 Boats</a><li><a href="/3">14.05.2031 Nets</a></ul>`,
			want{title: "Ferry stays in port"}},

		{"the outlet as author, where nobody else is named", "https://courier.example/n", `<html><head><title>Ferry stays in port</title><meta property="og:site_name" content="The Vell Courier"><meta name="author" content="The Vell Courier, Vell, Vardia"></head><body><h1>Ferry stays in port</h1>` + english,
			want{title: "Ferry stays in port", authors: "The Vell Courier", outlet: "The Vell Courier"}},

		{"a person rather than the outlet", "https://courier.example/o", `<html lang="en"><head><title>Ferry stays in port</title><meta property="og:site_name" content="The Vell Courier"><meta name="author" content="The Vell Courier"></head><body><h1>Ferry stays in port</h1><p class="byline">By Anna Kolt</p>` + english,
			want{title: "Ferry stays in port", authors: "Anna Kolt", outlet: "The Vell Courier", language: "en"}},

		{"names with a label and a role round them", "https://courier.example/p", `<html><head><title>Ferry stays in port</title></head><body><h1>Ferry stays in port</h1><p class="author">Af <span class="author-name">Anna Kolt</span></p><p class="author">Jan Berg</p>` + english,
			want{title: "Ferry stays in port", authors: "Anna Kolt, Jan Berg"}},

		{"what stands by names in data", "https://courier.example/q", `<html><head><title>Ferry stays in port</title><script type="application/ld+json">{"@type":"NewsArticle","author":["Anna Kolt (ak)","Text: Jan Berg, VNA Harbour Writer, 18 May","https://courier.example/jan"]}</script></head><body><h1>Ferry stays in port</h1>` + english,
			want{title: "Ferry stays in port", authors: "Anna Kolt, Jan Berg"}},

		{"Arabic", "https://sahil.example/1", `<html lang="ar" dir="rtl"><head><title>الوزير: الميناء يفتح قبل الشتاء | صحيفة الساحل</title></head><body><h1>الوزير: الميناء يفتح قبل الشتاء</h1><div>بقلم: سليم الفرضي</div><div>تاريخ النشر: ١٨ مايو ٢٠٣١</div><p>قال وزير الموانئ في فارديا إن الرصيف سيفتح من جديد قبل حلول الشتاء مهما كان الطقس، وإن الرافعات الجديدة ستصل في الخريف.</p></body></html>`,
			want{title: "الوزير: الميناء يفتح قبل الشتاء", published: "2031-05-18", authors: "سليم الفرضي", language: "ar"}},

		{"Hebrew, by its link to the author", "https://hof.example/1", `<html lang="he" dir="rtl"><head><title>הנמל ייפתח לפני החורף - החוף</title><meta property="og:site_name" content="החוף"></head><body><h1>הנמל ייפתח לפני החורף</h1><a rel="author" href="/a">נועה ברגר</a> <time datetime="2031-05-18T09:00+03:00">היום</time><p>שר הנמלים של ורדיה אמר כי הרציף ייפתח מחדש לפני החורף, וכי המנופים החדשים יגיעו בסתיו הקרוב.</p></body></html>`,
			want{title: "הנמל ייפתח לפני החורף", published: "2031-05-18T09:00+03:00", authors: "נועה ברגר", outlet: "החוף", language: "he"}},

		{"Chinese", "https://haibao.example/1", `<html lang="zh"><head><title>港口将在冬季前重新开放_海报新闻</title></head><body><div><span>港口将在冬季前重新开放</span></div><div>2031年05月18日 10:30 来源：海报</div><p>瓦尔迪亚港口部长表示，无论天气如何，码头都将在冬季之前重新开放，新的起重机将于秋季运抵。</p></body></html>`,
			want{title: "港口将在冬季前重新开放", published: "2031-05-18T10:30", language: "zh"}},

		{"Japanese", "https://minato.example/1", `<html lang="ja"><head><title>港は冬までに再開と大臣 | みなと新報</title></head><body><h1>港は冬までに再開と大臣</h1><p>2031年5月18日 9時</p><p>バルディアの港湾大臣は、天候にかかわらず冬までに岸壁を再開すると述べた。新しいクレーンは秋に届くという。</p></body></html>`,
			want{title: "港は冬までに再開と大臣", published: "2031-05-18", language: "ja"}},

		{"Macedonian", "https://brod.example/1", `<html lang="mk"><head><title>Пристаништето ќе се отвори пред зима - Брод</title></head><body><h2>Пристаништето ќе се отвори пред зима</h2><div>Автор: Ана Колтова</div><div>18 мај 2031, 10:30</div><p>Министерот за пристаништа на Вардија рече дека кејот ќе биде отворен пред зимата, какво и да е времето.</p></body></html>`,
			want{title: "Пристаништето ќе се отвори пред зима", published: "2031-05-18T10:30", authors: "Ана Колтова", language: "mk"}},

		{"German, the byline by its small word", "https://bote.example/1", `<html lang="de"><head><title>Hafen öffnet vor dem Winter - Vellbote</title></head><body><h1>Hafen öffnet vor dem Winter</h1><p>18. Mai 2031, 10:30 Uhr | von Anna Kolt</p><p>Der Hafenminister von Vardien sagte, der Kai werde vor dem Winter wieder geöffnet, wie immer das Wetter sei.</p></body></html>`,
			want{title: "Hafen öffnet vor dem Winter", published: "2031-05-18T10:30", authors: "Anna Kolt", language: "de"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			f, _ := find(context(t, x.address), x.page)
			got := want{f.Title.Value, f.Published.Value, authors(f), f.Section.Value, f.Outlet.Value, f.Canonical.Value, f.Language.Value}
			if got != x.want {
				t.Errorf("got  %+v\nwant %+v\namong %+v", got, x.want, f.Candidates)
			}
		})
	}
}

// What stands in a block says which; what is said in the head of the page stands in none.
func TestFindGivesBlocks(t *testing.T) {
	f, b := find(context(t, "https://courier.example/x"), `<html lang="en"><head><title>Ferry stays in port</title><meta property="og:title" content="Ferry stays in port"></head><body><p>Menu</p><h1>Ferry stays in port</h1><p>Published 19 May 2031</p>`+english)
	if f.Title.Block < 0 || b.TextOf(f.Title.Block) != "Ferry stays in port" {
		t.Errorf("the title is in block %d", f.Title.Block)
	}
	if f.Published.Block < 0 || b.TextOf(f.Published.Block) != "Published 19 May 2031" {
		t.Errorf("the date is in block %d", f.Published.Block)
	}
	for _, c := range f.Candidates {
		if c.From == "meta og:title" && c.Block != metadata.NoBlock {
			t.Errorf("%q is in block %d", c.From, c.Block)
		}
	}
}

// All that was found is kept, also what was not chosen.
func TestFindKeepsCandidates(t *testing.T) {
	f, _ := find(context(t, "https://courier.example/2031/05/18/x"), `<html><head><title>Ferry stays in port | Courier</title><meta property="article:published_time" content="2031-05-19"></head><body><h1>Ferry stays in port</h1><time datetime="2031-05-20">x</time>`+english)
	got := map[string]string{}
	for _, c := range f.Candidates {
		got[c.From] = c.Value
	}
	for from, value := range map[string]string{"title element": "Ferry stays in port | Courier", "h1": "Ferry stays in port", "meta article:published_time": "2031-05-19", "time element": "2031-05-20", "url": "2031-05-18"} {
		if got[from] != value {
			t.Errorf("%s is %q, not %q", from, got[from], value)
		}
	}
	if f.Published.From != "meta article:published_time" {
		t.Errorf("the date is from %s", f.Published.From)
	}
}

func TestFindOfNothing(t *testing.T) {
	for _, page := range []string{"", "<", "plain words", "<script type='application/ld+json'>{", `<script type="application/ld+json">]]]}}}"</script>`} {
		if f, _ := find(context(t, ""), page); f.Published.Value != "" || len(f.Authors) > 0 {
			t.Errorf("%q gives %+v", page, f)
		}
	}
}

// Hostile pages cost time in proportion to their size.
func TestFindIsBounded(t *testing.T) {
	const n = 50_000
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	c := context(t, "https://courier.example/x")
	for name, page := range map[string]string{
		"deep JSON":        ld(strings.Repeat(`{"@graph":[`, n)),
		"deep lists":       ld(strings.Repeat(`[`, 10*n)),
		"quotation marks":  ld(`{"headline":` + strings.Repeat(`"`, 10*n)),
		"backslashes":      ld(`{"headline":"` + strings.Repeat(`\`, 10*n)),
		"many things":      ld(`[` + strings.Repeat(`{"@type":"NewsArticle","headline":"Ferry stays in port","author":["A B","C D"]},`, n) + `]`),
		"many scripts":     strings.Repeat(ld(`{"@type":"NewsArticle","headline":"Ferry"}`), n/5),
		"many authors":     strings.Repeat(`<a rel=author class=author>Anna Kolt</a>`, n),
		"many headings":    `<title>Ferry stays in port</title>` + strings.Repeat(`<h1>Ferry stays in port</h1>`, n),
		"many dates":       `<title>Ferry stays in port</title><h1>Ferry stays in port</h1>` + strings.Repeat(`<p>19 May 2031</p>`, n),
		"nested marks":     strings.Repeat(`<div itemprop="headline author" class="author published">`, n) + "x",
		"keys in scripts":  `<title>Ferry stays in port</title><script>` + strings.Repeat(`"publishedAt":"2031-05-19",`, n) + `</script>`,
		"separators":       `<title>` + strings.Repeat(" | ", n) + `</title>`,
		"ampersands":       `<title>` + strings.Repeat("&amp;", n) + `</title><h1>` + strings.Repeat("&amp;amp;", n) + `</h1>`,
		"numbers in a row": `<title>Ferry stays in port</title><h1>Ferry stays in port</h1><p>` + strings.Repeat("2031-05 ", n) + `</p>`,
	} {
		tree := markup.Parse(page)
		blocks := tree.Blocks()
		start := time.Now()
		metadata.Find(tree, blocks, c)
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s takes %v", name, d)
		}
	}
}

func FuzzFind(f *testing.F) {
	c := context(f, "https://courier.example/2031/05/18/x")
	for _, page := range []string{
		`<html lang=en><title>Ferry | Courier</title><meta property="og:title" content="Ferry"><meta name=author content="By Anna Kolt, Jan Berg"><h1>Ferry</h1><p>19 May 2031, 10:30</p><p>Words and words.</p>`,
		`<script type="application/ld+json">{"@type":"NewsArticle","headline":"A "b" c","datePublished":"2031-05-18T10:30:00+02:00","author":{"@list":[{"name":"A B"},{"@id":"x"}]},}</script>`,
		`<div itemscope itemtype=NewsArticle><b itemprop=headline>x</b><i itemprop=author itemscope><u itemprop=name>Y Z</u></i><time itemprop=datePublished datetime=20310518>`,
		`<title>港口_新闻</title><div>港口</div><p>2031年5月18日 10:30</p><p>١٨ مايو ٢٠٣١</p>`,
		`<title>x y z</title><h1>x y z</h1><script>{"x y z":1,"datePublished\":\"2031-05-18\"}</script>`,
	} {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		page = strings.ToValidUTF8(page, "\ufffd")
		found, blocks := find(c, page)
		for _, x := range append(found.Candidates, found.Title, found.Published) {
			if x.Block < metadata.NoBlock || x.Block >= len(blocks.List) && x.Block > 0 {
				t.Fatalf("%q stands in block %d of %d", x.Value, x.Block, len(blocks.List))
			}
		}
		if v := found.Published.Value; v != "" {
			if len(v) < 4 || v[:4] < "1990" || v[:min(len(v), 10)] > "2031-06-02" {
				t.Fatalf("the date is %q", v)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	c := context(b, "https://courier.example/x")
	page := `<html lang="en"><head><title>Ferry stays in port | Courier</title><meta property="og:title" content="Ferry stays in port"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry stays in port","datePublished":"2031-05-18","author":{"name":"Anna Kolt"},"articleBody":"` + strings.Repeat("Words of an article. ", 300) + `"}</script></head><body>`
	for i := range 300 {
		page += fmt.Sprintf(`<div class="teaser item-%d"><a class="link" href="/%d"><span class="head">Other story %d of the day</span></a></div>`, i, i, i)
	}
	page += `<article><h1>Ferry stays in port</h1><p class="byline">By <a rel="author">Anna Kolt</a></p><time datetime="2031-05-18">18 May</time>` + strings.Repeat(english, 10) + `</article></body></html>`
	tree := markup.Parse(page)
	blocks := tree.Blocks()
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		metadata.Find(tree, blocks, c)
	}
}

// What a page tells by its distance from the capture is dated by that; nothing is where the capture's time is not known.
func TestRelativeTimes(t *testing.T) {
	fetched := time.Date(2031, 5, 18, 12, 30, 0, 0, time.UTC)
	for line, want := range map[string]string{"2 hours ago": "2031-05-18T10", "Yesterday": "2031-05-17", "vor 3 Stunden": "2031-05-18T09"} {
		lang := "en"
		if strings.HasPrefix(line, "vor") {
			lang = "de"
		}
		page := `<html lang="` + lang + `"><head><title>The bridge is open to all</title></head><body><h1>The bridge is open to all</h1><p>` + line + `</p><p>The bridge over the river was opened to cars of both states on Sunday, and nobody has doubted it since.</p></body></html>`
		c := context(t, "")
		c.Fetched = fetched
		found, _ := find(c, page)
		if got := found.Published.Value; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %s", line, got, want)
		}
		c.Fetched = time.Time{}
		found, _ = find(c, page)
		if got := found.Published.Value; got != "" {
			t.Errorf("%s without a time of capture: %q", line, got)
		}
	}
}
