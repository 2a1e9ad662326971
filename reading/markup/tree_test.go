package markup

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html/atom"
)

// shape writes a tree as "div(p(one) p(two))".
func shape(t *Tree, n int32) string {
	if t.Nodes[n].Name == "" {
		return strings.TrimSpace(t.Source[t.Nodes[n].Start:t.Nodes[n].End])
	}
	var in []string
	for k := t.Nodes[n].First; k != None; k = t.Nodes[k].Next {
		if s := shape(t, k); s != "" {
			in = append(in, s)
		}
	}
	if n == 0 {
		return strings.Join(in, " ")
	}
	return t.Nodes[n].Name + "(" + strings.Join(in, " ") + ")"
}

func TestTree(t *testing.T) {
	for source, want := range map[string]string{
		"":                           "",
		"words":                      "words",
		"<p>one<p>two":               "p(one) p(two)",
		"<p>one<div>two</div>three":  "p(one) div(two) three",
		"<p>one<span>two<p>three":    "p(one span(two)) p(three)",
		"<p>one<h2>two</h2><p>three": "p(one) h2(two) p(three)",
		"<h2>one<h3>two":             "h2(one) h3(two)",
		"<ul><li>one<li>two<ul><li>three</ul><li>four</ul>": "ul(li(one) li(two ul(li(three))) li(four))",
		"<dl><dt>one<dd>two<dt>three<dd>four</dl>":          "dl(dt(one) dd(two) dt(three) dd(four))",
		"<li><div>one</div>two<li>three":                    "li(div(one) two) li(three)",
		"<select><option>one<option>two</select>three":      "select(option(one) option(two)) three",

		"one<br>two<img src=x>three<hr>four":         "one br() two img() three hr() four",
		"<input>one</input>two<meta content=x>three": "input() one two meta() three",
		"<br/>one<wbr>two</br>three":                 "br() one wbr() two three",
		"<div/>one</div>two":                         "div(one) two",
		"<x-mark/>one<x-mark>two</x-mark>":           "x-mark() one x-mark(two)",
		"<o:p/>one<o:p>two</o:p>three":               "o:p() one o:p(two) three",

		"<a href=1>one<a href=2>two</a>three":           "a(one) a(two) three",
		"<a href=1><p>one<a href=2>two":                 "a(p(one a(two)))",
		"<table><tr><td><a href=1>one<td><a href=2>two": "table(tr(td(a(one)) td(a(two))))",

		"<b>one<i>two</b>three</i>four":       "b(one i(two three)) four",
		"<b><p>one</b>two</p>three":           "b(p(one two)) three",
		"<p><b>one</p><p>two</b>three":        "p(b(one)) p(two three)",
		"<font><div>one</font>two</div>three": "font(div(one two)) three",

		"<table><tr><td>one<td>two<tr><td>three</table>four":                         "table(tr(td(one) td(two)) tr(td(three))) four",
		"<table><thead><tr><th>one<tbody><tr><td>two</table>":                        "table(thead(tr(th(one))) tbody(tr(td(two))))",
		"<table><tr><td><table><tr><td>one</table>two<td>three</table>four":          "table(tr(td(table(tr(td(one))) two) td(three))) four",
		"<table><tr><td>one</div></p>two</table>three":                               "table(tr(td(one two))) three",
		"<div><table><tr><td>one</div>two</table>three</div>four":                    "div(table(tr(td(one two))) three) four",
		"<table><tr><td><p>one<td>two":                                               "table(tr(td(p(one)) td(two)))",
		"<table><caption>one<tr><td>two</table>":                                     "table(caption(one tr(td(two))))",
		"<div>one</span></section>two</div>three":                                    "div(one two) three",
		"<html><head><title>one</title><body class=a>two<body id=b>three</html>four": "html(head(title(one)) body(two three four))",
		"<head><meta name=a><title>one</title><p>two":                                "head(meta() title(one)) p(two)",
		"<head><title>one</title>two <b>three</b>":                                   "head(title(one)) two b(three)",
		"<script>if (a<b) '<p>'</script>one<style>p{}</style>":                       "script(if (a<b) '<p>') one style(p{})",
		"<textarea><p>one</textarea>two<title><b>x</title>":                          "textarea(<p>one) two title(<b>x)",
		"one<!-- <p>two -->three<!doctype html><?php four ?>five":                    "one three five",
		"one < two <3 &amp; three <":                                                 "one < two <3 &amp; three <",
		"<p>one<":                                                                    "p(one<)",
		"<p>one<b":                                                                   "p(one)",
		"<P CLASS=x>one</P><DIV>two":                                                 "p(one) div(two)",
	} {
		if got := shape(Parse(source), 0); got != want {
			t.Errorf("%s\n is  %s\nnot %s", source, got, want)
		}
	}
}

// The attributes of a second body are those of the first, which win; of one element, the first of a name wins and there are no more than anybody reads.
func TestAttributes(t *testing.T) {
	tree := Parse(`<body class="a" onload="x()"><p id=" one " class='&lt;b&gt;' id=two data-date-published="2031-04-02" data-src=x hidden>x<body class="b" id=c>`)
	body, p := int32(1), int32(2)
	if tree.Nodes[body].Tag != atom.Body || tree.Nodes[p].Tag != atom.P {
		t.Fatal(shape(tree, 0))
	}
	for key, want := range map[string]string{"class": "a", "id": "c", "onload": ""} {
		if got := tree.Attr(body, key); got != want {
			t.Errorf("body %s is %q, want %q", key, got, want)
		}
	}
	for key, want := range map[string]string{"class": "<b>", "id": "one", "data-date-published": "2031-04-02", "data-src": "", "hidden": ""} {
		if got := tree.Attr(p, key); got != want {
			t.Errorf("p %s is %q, want %q", key, got, want)
		}
	}
	if !tree.Has(p, "hidden") || tree.Has(p, "data-src") || tree.Has(body, "hidden") {
		t.Error("hidden is an attribute of p alone, and data-src is kept by none")
	}
}

func TestText(t *testing.T) {
	tree := Parse("<div>one &amp; <b>two</b><script>var x</script><!-- no --><style>p{}</style>\n three</div><script>\"a &amp; b\"</script>")
	if got := tree.Text(1); got != "one & two\n three" {
		t.Errorf("the text is %q", got)
	}
	script := tree.Nodes[1].Next
	if got := tree.Text(script); got != `"a &amp; b"` {
		t.Errorf("the script is %q", got)
	}
}

// sound fails where the links of a tree contradict each other.
func sound(t testing.TB, tree *Tree) {
	t.Helper()
	depth := make([]int, len(tree.Nodes))
	for k := range tree.Nodes {
		n := &tree.Nodes[k]
		if k > 0 {
			if n.Parent < 0 || n.Parent >= int32(k) || tree.Nodes[n.Parent].Name == "" {
				t.Fatalf("node %d has parent %d", k, n.Parent)
			}
			if depth[k] = depth[n.Parent] + 1; depth[k] > Deepest+1 {
				t.Fatalf("node %d is %d deep", k, depth[k])
			}
		}
		if n.Name == "" && (n.Start < 0 || n.End <= n.Start || int(n.End) > len(tree.Source)) {
			t.Fatalf("text %d stands at %d to %d of %d bytes", k, n.Start, n.End, len(tree.Source))
		}
		last := None
		for c := n.First; c != None; c = tree.Nodes[c].Next {
			if tree.Nodes[c].Parent != int32(k) || c <= last {
				t.Fatalf("node %d holds %d of parent %d after %d", k, c, tree.Nodes[c].Parent, last)
			}
			last = c
		}
		if last != n.Last {
			t.Fatalf("the last of node %d is %d, not %d", k, last, n.Last)
		}
	}
}

func TestDeep(t *testing.T) {
	const n = 1_000_000
	for name, source := range map[string]string{
		"closed":     strings.Repeat("<div>", n) + "deep" + strings.Repeat("</div>", n) + "<p>after",
		"unclosed":   strings.Repeat("<div>", n) + "deep",
		"formatting": strings.Repeat("<b>", n) + "deep" + strings.Repeat("</b>", n),
	} {
		start := time.Now()
		tree := Parse(source)
		blocks := tree.Blocks()
		sound(t, tree)
		if !strings.Contains(blocks.Text, "deep") {
			t.Errorf("%s: the deepest text is lost", name)
		}
		if spent := time.Since(start); spent > slow {
			t.Errorf("%s: %v", name, spent)
		}
		if name == "closed" && shape(tree, tree.Nodes[0].Last) != "p(after)" {
			t.Error("what follows stands within")
		}
	}
}

// slow is how long no page of 16 MB takes, even on a busy machine.
const slow = 30 * time.Second

// Whatever fills 16 MB, it is read in time that grows with it.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("large pages are left out of short runs")
	}
	const size = 16 << 20
	deep := strings.Repeat("<div>", Deepest-2)
	for name, c := range map[string]struct{ first, again string }{
		"letters":              {"", "a"},
		"spaces":               {"<p>x", " \n"},
		"ampersands":           {"<p>", "&"},
		"references":           {"<p>", "&notit;"},
		"zeros in a reference": {"<p>&#", "0"},
		"tag openers":          {"", "<"},
		"paragraphs":           {"", "<p>a"},
		"links":                {deep, "<a href=x>a"},
		"items":                {deep, "<li>a"},
		"end tags of nothing":  {"<table>" + deep, "</x>"},
		"end tags":             {"<section><table>" + deep, "</section>"},
		"formatting ends":      {deep, "</b>"},
		"headings":             {deep, "<h2>a"},
		"cells":                {deep, "<td>a"},
		"bodies":               {"<body>", "<body class=a>"},
		"attributes":           {"<p ", "class=a "},
		"one name":             {"<p class='", "a b-"},
		"dates":                {"<p ", "data-date-x=1 "},
		"comments":             {"", "<!-- -->"},
		"comment unclosed":     {"<!--", "- ->"},
		"script unclosed":      {"<script>", "</s<!--<script"},
		"deep and shallow":     {"", deep + "a" + strings.Repeat("</div>", Deepest-2)},
		"Chinese":              {"<p>", "桥"},
		"nul":                  {"<p>a", "\x00"},
	} {
		source := c.first + strings.Repeat(c.again, (size-len(c.first))/len(c.again))
		start := time.Now()
		Parse(source).Blocks()
		if spent := time.Since(start); spent > slow {
			t.Errorf("%s: %v", name, spent)
		} else {
			t.Logf("%s: %v", name, spent.Round(time.Millisecond))
		}
	}
}
