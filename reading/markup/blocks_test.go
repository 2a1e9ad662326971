package markup

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"rapporteur/reading/sourcemap"
)

var kindNames = [...]string{Paragraph: "p", Heading: "h", Item: "item", Quote: "quote", Caption: "caption", Cell: "cell", Loose: "loose"}

// listed writes blocks as "kind: text".
func listed(b *Blocks) []string {
	var out []string
	for i, k := range b.List {
		s := kindNames[k.Kind]
		if k.Kind == Heading {
			s += fmt.Sprint(k.Level)
		}
		if k.Hidden {
			s += " hidden"
		}
		out = append(out, s+": "+b.TextOf(i))
	}
	return out
}

func TestBlocks(t *testing.T) {
	for source, want := range map[string][]string{
		"":                                 {},
		"<p> one \n\t two  <b> three</b>":  {"p: one two three"},
		"<p>one<b>two</b> <i> three </i>.": {"p: onetwo three ."},
		"<p>one<!-- x -->two<script>x</script>three":                                            {"p: onetwothree"},
		"<p>one<br>two<br><br/>three":                                                           {"p: one", "p: two", "p: three"},
		"<div>one<p>two</p>three<hr>four</div>":                                                 {"loose: one", "p: two", "loose: three", "loose: four"},
		"<p>one&nbsp;&nbsp;two &nbsp; three":                                                    {"p: one\u00a0\u00a0two \u00a0 three"},
		"<p>&nbsp;</p><p>***</p><p> \n</p><p>\u3000\u3000</p>":                                  {},
		"<p>one\x00\x01two":                                                                     {"p: onetwo"},
		"<p>&#32;one&#10;&#9; two&Tab;&#1;three&#32;":                                           {"p: one two three"},
		"<p>one &lt;b&gt; two &ampere":                                                          {"p: one <b> two &ere"},
		"<pre>one\n  two</pre>":                                                                 {"p: one two"},
		"<h2>one <small>two</small></h2>three":                                                  {"h2: one two", "loose: three"},
		"<h1><p>one</p></h1>":                                                                   {"p: one"},
		"<ul><li>one<li><p>two</p>three</ul>":                                                   {"item: one", "item: two", "item: three"},
		"<dl><dt>one<dd>two</dl>":                                                               {"item: one", "item: two"},
		"<blockquote><p>one</p>two</blockquote><q>three</q>":                                    {"quote: one", "quote: two", "loose: three"},
		"<blockquote><ul><li>one</ul></blockquote>":                                             {"item: one"},
		"<figure><img alt=x><figcaption><p>one</p><div>two</div></figcaption>three</figure>":    {"caption: one", "caption: two", "loose: three"},
		"<table><caption>one</caption><tr><th>two<td>three<td><p>four</table>":                  {"caption: one", "cell: two", "cell: three", "p: four"},
		"<head><title>one</title></head><noscript><p>two</noscript>three":                       {"loose: three"},
		"one<select><option>two</select><button>three</button><svg><text>four</text></svg>five": {"loose: onefive"},
		"<textarea>one</textarea><iframe>two</iframe><template><p>three</template>four":         {"loose: four"},
		"<p hidden>one</p><p style='Display : NONE'>two</p><p aria-hidden=true>three</p><p hidden=until-found>four": {
			"p hidden: one", "p hidden: two", "p hidden: three", "p: four"},
		"<div style='visibility:hidden'><p>one</p></div><p aria-hidden=false style='color:red'>two": {"p hidden: one", "p: two"},
		"<p><i aria-hidden=true>*x</i>one <span hidden>two</span>three":                             {"p: one three"},
		"<x-part>one</x-part><o:p>two</o:p>three":                                                   {"loose: one", "loose: twothree"},
		"<a href=x><p>one</p></a><p>two</a>":                                                        {"p: one", "p: two"},
		"<p>one<br hidden>two":                                                                      {"p: one", "p: two"},
	} {
		got := listed(Parse(source).Blocks())
		if d := cmp.Diff(want, append([]string{}, got...)); d != "" {
			t.Errorf("%s: %s", source, d)
		}
	}
}

func TestCounts(t *testing.T) {
	for source, want := range map[string]Block{
		"<p>Ab 12, c!":                           {Size: 5, Stops: 2},
		"<p><a href=x>Ab</a> <a name=y>cd</a>":   {Size: 4, Linked: 2},
		"<p><b>Ab <a href=x>c</a></b> d":         {Size: 4, Linked: 1, Strong: 3},
		"<a href=x><p><strong>Ab</strong> c</a>": {Size: 3, Linked: 3, Strong: 2},
		"<p>&ouml;&#65;&nbsp;&hellip;":           {Size: 2, Stops: 1},
		"<p>мост، պ։":                            {Size: 5, Stops: 2},
		"<p>大臣は「橋」、開く。":                          {Size: 6 * Wide, Stops: 2},
		"<p>다리 abc":                              {Size: 2*Wide + 3},
		"<p>\u3000桥！Ａ":                           {Size: Wide + 1, Stops: 1},
		"<p>पुल खुला।":                           {Size: 4, Stops: 1},
	} {
		b := Parse(source).Blocks()
		if len(b.List) != 1 {
			t.Errorf("%s gives %d blocks", source, len(b.List))
			continue
		}
		k := b.List[0]
		if got := (Block{Size: k.Size, Linked: k.Linked, Strong: k.Strong, Stops: k.Stops}); got != want {
			t.Errorf("%s counts %+v, want %+v", source, got, want)
		}
	}
}

// checked fails where blocks or their map contradict themselves or the page.
func checked(t testing.TB, tree *Tree, b *Blocks) {
	t.Helper()
	last := 0
	for i, k := range b.List {
		if k.Start < last || k.End <= k.Start || k.End > len(b.Text) {
			t.Fatalf("block %d is at %d to %d of %d bytes, after %d", i, k.Start, k.End, len(b.Text), last)
		}
		if k.Linked > k.Size || k.Strong > k.Size || k.Size <= 0 || k.Node < 0 || int(k.Node) >= len(tree.Nodes) {
			t.Fatalf("block %d: %+v", i, k)
		}
		if s := b.TextOf(i); strings.TrimFunc(s, func(r rune) bool { return r == ' ' }) != s || strings.Contains(s, "  ") || strings.ContainsAny(s, "\t\r\n\f") {
			t.Fatalf("block %d has space at its edges or twice: %q", i, s)
		}
		last = k.End
	}
	at, from := 0, 0
	for _, r := range b.Map.Runs() {
		if r.At < at || r.At+r.Len > len(b.Text) || r.Len <= 0 || r.From < from || r.Size <= 0 || r.From+r.Size > len(tree.Source) {
			t.Fatalf("run %+v after byte %d of the text and %d of the source", r, at, from)
		}
		raw, text := tree.Source[r.From:r.From+r.Size], b.Text[r.At:r.At+r.Len]
		if r.Kind == sourcemap.Same && raw != text || r.Kind == sourcemap.Reference && html.UnescapeString(raw) != text {
			t.Fatalf("run %+v: %q stands for %q", r, raw, text)
		}
		at, from = r.At+r.Len, r.From+r.Size
	}
	inOrder(t, b.Text, tree)
}

// inOrder fails unless the text, white space aside, is what the page's text holds, in order and with gaps.
func inOrder(t testing.TB, text string, tree *Tree) {
	t.Helper()
	all := []rune(seen(html.UnescapeString(tree.words())))
	k := 0
	for _, r := range seen(text) {
		for k < len(all) && all[k] != r {
			k++
		}
		if k == len(all) {
			t.Fatalf("%q is not in the page in that order", text)
		}
		k++
	}
}

// words is all text of a tree as its source has it, in order; a mark that is no text parts what tags part.
func (t *Tree) words() string {
	var b strings.Builder
	for k := range t.Below(0) {
		if n := &t.Nodes[k]; n.Name == "" {
			b.WriteString(t.Source[n.Start:n.End])
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// seen is a text without white space and control characters.
func seen(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r < ' ' {
			return -1
		}
		return r
	}, s)
}

// pieces are what random pages are made of.
var pieces = []string{"<p>", "</p>", "<div>", "<div class=a>", "</div>", "<b>", "</b>", "<i>", "</i>", "<a href=x>", "</a>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<br>", "<hr/>", "<h2>", "</h2>",
	"<blockquote>", "</blockquote>", "<figcaption>", "</figcaption>", "<span hidden>", "</span>", "<p style='display:none'>", "<script>var x", "</script>", "<!-- a -->", "<body class=c>", "<head>", "</head>", "<title>", "</title>",
	"<x-y/>", "<select>", "<option>", "</select>", "<td", "<", "&", "&amp", "&ouml;", "&#x30", "&#65x", "&nbsp;", "&fjlig;", "&#32;", "&#10;", "&#1;", "&nosuch;", "\x00", " ", "\n", "\t ", "one", "two.", "Brücke", "мост", "桥，", "\u00a0", "\u3000", "😀"}

func TestRandomPages(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		var s strings.Builder
		for range r.IntN(60) {
			s.WriteString(pieces[r.IntN(len(pieces))])
		}
		tree := Parse(s.String())
		sound(t, tree)
		checked(t, tree, tree.Blocks())
	}
}

// What readers see of a page is mapped, all of it but spaces that stand for line ends.
func TestAllIsMapped(t *testing.T) {
	b := Parse("<div>One\n two &amp; <b>three</b>\t four<p>f&uuml;nf &#54; x</p></div>").Blocks()
	mapped := make([]bool, len(b.Text))
	for _, r := range b.Map.Runs() {
		for i := r.At; i < r.At+r.Len; i++ {
			mapped[i] = true
		}
	}
	for _, k := range b.List {
		for i := k.Start; i < k.End; i++ {
			if !mapped[i] && b.Text[i] != ' ' {
				t.Errorf("byte %d of %q leads nowhere", i, b.Text)
			}
		}
	}
}

func FuzzBlocks(f *testing.F) {
	f.Add("<p>one <b>two</p> &ampere; <a href=x>three<a>four")
	f.Add("<table><tr><td>one<div></table><li>two<td>&#x30")
	f.Add("<body a=1><head>x<title>&lt;</body>y<body hidden>z<script>")
	f.Add("<span hidden>one<p>two</span>three<br>\u3000four<i aria-hidden=true>five")
	f.Add("\xcb\b\xb6") // two bytes that are a letter without the one between
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<16 {
			return
		}
		sound(t, Parse(s)) // bytes that are no UTF-8 as well, although no page has them once it is decoded
		s = strings.ToValidUTF8(s, "\ufffd")
		start := time.Now()
		tree := Parse(s)
		b := tree.Blocks()
		spent := time.Since(start)
		if most := 10*time.Second + time.Duration(len(s))*20*time.Microsecond; spent > most {
			t.Fatalf("%d bytes take %v", len(s), spent)
		}
		sound(t, tree)
		checked(t, tree, b)
		if len(tree.Nodes) > len(s)+2 || len(b.Text) > 2*len(s)+8 {
			t.Fatalf("%d bytes give %d nodes and %d bytes of text", len(s), len(tree.Nodes), len(b.Text))
		}
	})
}
