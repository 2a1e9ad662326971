package extract

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rapporteur/reading/markup"
)

func find(source string) (*markup.Blocks, Page) {
	tree := markup.Parse(source)
	blocks := tree.Blocks()
	return blocks, Find(tree, blocks)
}

// prose is n paragraphs, each with a number of its own.
func prose(from, n int) string {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		fmt.Fprintf(&b, "<p>In paragraph %d the ministry of transport in Sandor said that the bridge, which took nine years to build, would stay open all winter.</p>", i)
	}
	return b.String()
}

// bodies are the numbers of the paragraphs that are body, article by article.
func bodies(b *markup.Blocks, p Page) [][]int {
	out := make([][]int, 1)
	for i, v := range p.Verdicts {
		for _, k := range p.Further {
			if k == i {
				out = append(out, nil)
			}
		}
		var n int
		if _, err := fmt.Sscanf(b.TextOf(i), "In paragraph %d", &n); err == nil && v.Body {
			out[len(out)-1] = append(out[len(out)-1], n)
		}
	}
	return out
}

const head = "<html><head><title>Vardia opens its bridge</title></head><body><nav><a href=/>Home</a></nav>"

func TestArticlesBesideEachOther(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"two elements for articles":                           {"<main><article><h1>Vardia opens its bridge</h1>" + prose(1, 3) + "</article><article><h1>Osmar finds a wreck</h1>" + prose(4, 3) + "</article></main>", "[[1 2 3] [4 5 6]]"},
		"three":                                               {"<article><h2>Vardia opens its bridge</h2>" + prose(1, 3) + "</article><article><h2>Osmar finds a wreck</h2>" + prose(4, 3) + "</article><hr><article><h2>Tarn closes its port</h2>" + prose(7, 3) + "</article>", "[[1 2 3] [4 5 6] [7 8 9]]"},
		"the second is wrapped":                               {"<div class=a><div><h1>Vardia opens its bridge</h1></div><div>" + prose(1, 3) + "</div></div><div class='a b'><section><h1>Osmar finds a wreck</h1>" + prose(4, 3) + "</section></div>", "[[1 2 3] [4 5 6]]"},
		"sections with lower headings":                        {"<h1>Vardia opens its bridge</h1><section class=s><h2>The toll</h2>" + prose(1, 3) + "</section><section class=s><h2>The paint</h2>" + prose(4, 3) + "</section>", "[[1 2 3 4 5 6]]"},
		"sections with headings of the first level":           {"<article><h1>Vardia opens its bridge</h1>" + prose(1, 1) + "<section class=s><h1>The toll</h1>" + prose(2, 3) + "</section><section class=s><h1>The paint</h1>" + prose(5, 3) + "</section></article>", "[[1 2 3 4 5 6 7]]"},
		"headings of the first level within one container":    {"<div><h1>Vardia opens its bridge</h1>" + prose(1, 3) + "<h1>The toll</h1>" + prose(4, 3) + "</div>", "[[1 2 3 4 5 6]]"},
		"sections like the headline's under a higher heading": {"<h1>The Sandor Post</h1><div class=s><h2 class=t>Vardia opens its bridge</h2>" + prose(1, 3) + "</div><div class=s><h2 class=t>The toll</h2>" + prose(4, 3) + "</div>", "[[1 2 3 4 5 6]]"},
		"a teaser: its headline is a link":                    {"<article><h1>Vardia opens its bridge</h1>" + prose(1, 6) + "</article><article><h1><a href=/w>Osmar finds a wreck</a></h1>" + prose(7, 2) + "</article>", "[[1 2 3 4 5 6]]"},
		"a teaser: one paragraph":                             {"<article><h1>Vardia opens its bridge</h1>" + prose(1, 6) + "</article><article><h1>Osmar finds a wreck</h1>" + prose(7, 1) + "<a href=/w>Read on</a></article>", "[[1 2 3 4 5 6]]"},
		"comments with headings":                              {"<div class=x><h1>Vardia opens its bridge</h1>" + prose(1, 6) + "</div><div class=comments><div class=x><h1>Osmar finds a wreck</h1>" + prose(7, 3) + "</div></div>", "[[1 2 3 4 5 6]]"},
		"hidden":                                              {"<article><h1>Vardia opens its bridge</h1>" + prose(1, 3) + "</article><article style='display:none'><h1>Vardia opens its bridge</h1>" + prose(4, 3) + "</article>", "[[1 2 3]]"},
	} {
		blocks, found := find(head + c.page)
		if got := fmt.Sprint(bodies(blocks, found)); got != c.want {
			t.Errorf("%s: %s, not %s", name, got, c.want)
		}
	}
}

func TestLiveBlog(t *testing.T) {
	entries := func(n int, inside string) string {
		var b strings.Builder
		for i := 1; i <= n; i++ {
			b.WriteString("<div class=e>" + strings.ReplaceAll(inside, "%", fmt.Sprint(i)) + prose(i, 1) + "</div>")
		}
		return b.String()
	}
	said := `<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>`
	h := head + "<h1>Vardia opens its bridge</h1>"
	for name, c := range map[string]struct {
		page, form string
		body       int
	}{
		"entries with times":               {h + "<div>" + entries(5, "<b>1%:05</b><br>") + "</div>", LiveBlog, 5},
		"times and headings":               {h + "<div>" + entries(5, "<time>1%.20 Uhr</time><h3>What happened at %</h3>") + "</div>", LiveBlog, 5},
		"said, with names beside the time": {said + h + "<div>" + entries(5, "<div>1%:05</div><div>by Anna Kolt</div>") + "</div>", LiveBlog, 5},
		"too few":                          {h + "<div>" + entries(2, "<div>1%:05</div>") + prose(3, 2) + "</div>", "", 4},
		"comments: names beside the times": {h + "<div>" + prose(11, 4) + "</div><div>" + entries(5, "<div>1%:05</div><div>Kran %</div>") + "</div>", "", 4},
		"comments after an article":        {h + "<div>" + prose(11, 5) + "</div><div class=comments>" + entries(12, "<div>1%:05</div>") + "</div>", "", 5},
	} {
		blocks, found := find(c.page)
		if n := len(bodies(blocks, found)[0]); found.Form != c.form || n != c.body {
			t.Errorf("%s: form %q with %v, not %q with %d", name, found.Form, bodies(blocks, found), c.form, c.body)
		}
	}
}

func TestIsTime(t *testing.T) {
	for s, want := range map[string]bool{"14:32": true, "8.05 Uhr": true, "14h20": true, "4:05 PM, Tuesday": true, "обновлено 14:32": true, "2031": false, "4.05.2031": false, "04.05.31": false, "1:2": false, "114:32": false, "": false,
		"At 14:32 the bridge was opened by the minister of transport": false} {
		if isTime(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

func TestStringAfter(t *testing.T) {
	for s, want := range map[string]string{
		`{"articleBody": "one \"two\" \u00e9 &amp; three"}`:         `one "two" é & three`,
		`{"articleBody":"one","x":{"articleBody" : "one and two"}}`: "one and two",
		"{\"articleBody\": \"one\ntwo\"}":                           "one\ntwo",
		`{"articleBody": ["one"]}`:                                  "",
		`{"articleBody": "one`:                                      "",
		`{"articleBody"`:                                            "",
		`{"articleBody": "one\`:                                     "",
	} {
		if got := stringAfter(s, `"articleBody"`); got != want {
			t.Errorf("%s is %q, not %q", s, got, want)
		}
	}
}

func TestNamed(t *testing.T) {
	for name, want := range map[string]zone{"article-comments": comments, "relatedPosts": related, "c-share__list": share, "col-8": open, "navBar main": navigation, "commentary": open, "AdSlot": advertisement, "header shadow": open, "": open,
		"kommentare": comments, "site-footer widget": footer} {
		if got := named(name); got != want {
			t.Errorf("%q is zone %d, not %d", name, got, want)
		}
	}
}

// Pages that are made to be slow are not.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("large pages are left out of short runs")
	}
	const size = 4 << 20
	text := "<p>The ministry of transport said that the bridge, which took nine years to build, would stay open all winter.</p>"
	for name, c := range map[string]struct{ first, again string }{
		"articles":           {"<title>The ministry of transport</title>", "<article><h1>The ministry of transport</h1>" + text + text + text + "</article>"},
		"entries":            {"", "<div>14:05" + text + "</div>"},
		"deep":               {strings.Repeat("<div>", markup.Deepest-5), text},
		"deep, one name":     {"<div class='" + strings.Repeat("a ", 1<<20) + "'>", text},
		"attributes":         {"<body " + strings.Repeat("data-date-a=b ", 1<<17) + ">", text},
		"headings":           {"<title>The ministry of transport</title>", "<h1>The ministry of transport</h1>"},
		"data":               {`<script type="application/ld+json">`, `"articleBody":"`},
		"lists":              {"", "<ul><li>" + text + "<li><a href=x>" + text + "</a></ul>"},
		"blocks of one line": {"", "a<br>"},
	} {
		source := c.first + strings.Repeat(c.again, (size-len(c.first))/len(c.again))
		start := time.Now()
		find(source)
		if spent := time.Since(start); spent > 30*time.Second {
			t.Errorf("%s: %v", name, spent)
		} else {
			t.Logf("%s: %v", name, spent.Round(time.Millisecond))
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("<title>a</title><h1>a</h1>" + prose(1, 2))
	f.Add("<article><h1>Vardia opens its bridge</h1>" + prose(1, 3) + "</article><article><h1>Osmar finds a wreck</h1>" + prose(4, 3) + "</article>")
	f.Add(`<script type="application/ld+json">{"articleBody":"one` + "</script><div>14:05" + prose(1, 1) + "</div>")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<15 {
			return
		}
		blocks, found := find(s)
		if len(found.Verdicts) != len(blocks.List) || found.Headline >= len(blocks.List) {
			t.Fatalf("%d verdicts for %d blocks, headline %d", len(found.Verdicts), len(blocks.List), found.Headline)
		}
		last := found.Headline
		for _, k := range found.Further {
			if k <= last || k >= len(blocks.List) {
				t.Fatalf("article at %d after %d", k, last)
			}
			last = k
		}
		for i, v := range found.Verdicts {
			if v.Body && (v.Reason != "" || blocks.List[i].Hidden) {
				t.Fatalf("block %d: %+v", i, v)
			}
		}
	})
}
