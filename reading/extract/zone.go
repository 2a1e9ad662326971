package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"rapporteur/reading/markup"
)

// zone is what an element's tag, role and names say that it holds. Names are in English on most pages of the world, whatever their language; they are one sign among
// others, and where a page has none, its prose decides.
type zone uint8

const (
	open zone = iota // nothing is said
	article
	navigation
	footer
	aside
	form
	comments
	related
	share
	subscription
	notice
	advertisement
	tags
	biography
	caption
	gallery
	byline
	list
)

var reasons = [...]string{open: "page furniture", article: "page furniture", navigation: "navigation", footer: "page furniture", aside: "aside", form: "form", comments: "comment form", related: "read also",
	share: "share buttons", subscription: "subscription", notice: "cookie notice", advertisement: "advertisement", tags: "tags", biography: "author", caption: "caption", gallery: "gallery", byline: "byline", list: "list"}

// share is how much of the prose in a zone counts when the article is looked for.
func (z zone) share() float64 {
	switch z {
	case open, article:
		return 1
	case aside, biography, gallery, byline:
		return 0.3
	case footer, form, related, list:
		return 0.2
	}
	return 0.05
}

// words of names, and the zone that each tells of. A name is cut at hyphens, underscores and capitals.
var words = map[string]zone{
	"nav": navigation, "navigation": navigation, "menu": navigation, "breadcrumb": navigation, "breadcrumbs": navigation, "navbar": navigation, "pagination": navigation, "pager": navigation,
	"footer": footer, "copyright": footer, "colophon": footer,
	"aside": aside, "sidebar": aside, "widget": aside, "infobox": aside, "factbox": aside,
	"comment": comments, "comments": comments, "disqus": comments, "respond": comments, "komentarze": comments, "kommentare": comments, "discussion": comments, "replies": comments, "forum": comments,
	"related": related, "recommended": related, "recommend": related, "recommendations": related, "recirc": related, "teaser": related, "teasers": related, "outbrain": related, "taboola": related, "readmore": related,
	"popular": related, "trending": related, "mostread": related, "more": related, "linklist": related, "promo": related, "promoted": related, "latest": related, "suggested": related, "similar": related, "onward": related,
	"share": share, "sharing": share, "social": share, "socials": share, "sharebar": share, "addthis": share, "addtoany": share, "facebook": share, "twitter": share, "whatsapp": share, "toolbar": share, "tools": share,
	"newsletter": subscription, "newsletters": subscription, "subscribe": subscription, "subscription": subscription, "signup": subscription, "paywall": subscription, "piano": subscription, "regwall": subscription, "donate": subscription, "donation": subscription,
	"cookie": notice, "cookies": notice, "consent": notice, "gdpr": notice, "disclaimer": notice, "modal": notice, "popup": notice, "overlay": notice, "banner": notice, "alert": notice,
	"ad": advertisement, "ads": advertisement, "advert": advertisement, "advertisement": advertisement, "advertorial": advertisement, "sponsor": advertisement, "sponsored": advertisement, "anzeige": advertisement, "adsbygoogle": advertisement, "werbung": advertisement, "reklama": advertisement,
	"tags": tags, "topics": tags, "keywords": tags, "taglist": tags,
	"bio": biography, "biography": biography, "authorbox": biography,
	"caption": caption, "captions": caption, "figcaption": caption, "credit": caption, "credits": caption, "legend": caption, "bildunterschrift": caption, "image": caption, "photo": caption, "picture": caption, "foto": caption,
	"gallery": gallery, "slideshow": gallery, "carousel": gallery, "slider": gallery, "player": gallery, "lightbox": gallery,
	"byline": byline, "author": byline, "authors": byline, "dateline": byline, "timestamp": byline, "pubdate": byline,
}

// zoneOf tells the zone of an element by itself, and whether its name alone tells it.
func zoneOf(n *markup.Node) (z zone, byName bool) {
	switch n.Tag {
	case atom.Nav:
		return navigation, false
	case atom.Footer:
		return footer, false
	case atom.Aside:
		return aside, false
	case atom.Form:
		return form, false
	case atom.Figcaption:
		return caption, false
	case atom.Html, atom.Body, atom.Main, atom.P, atom.Blockquote:
		return open, false
	}
	for _, a := range n.Attrs {
		z = open
		switch a.Key {
		case "role":
			z = roles[a.Value]
		case "itemprop":
			if a.Value == "articleBody" {
				return article, false
			}
		case "class", "id", "data-component", "data-testid":
			z = named(a.Value)
		}
		if z != open {
			return z, true
		}
	}
	return open, false
}

var roles = map[string]zone{"navigation": navigation, "menu": navigation, "contentinfo": footer, "complementary": aside, "search": form, "dialog": notice, "alert": notice, "banner": navigation}

// named is the zone that the last telling word of a name tells of.
func named(s string) zone {
	for name := range strings.FieldsSeq(s) {
		found := open
		eachWord(name, func(w string) {
			if z := told(w); z != open {
				found = z
			}
		})
		if found != open {
			return found
		}
	}
	return open
}

// longestWord is the length of the longest of words, in bytes.
const longestWord = 16

// told is the zone that a word tells of, whatever its case.
func told(w string) zone {
	if len(w) > longestWord {
		return open
	}
	var low [longestWord]byte
	for i := range len(w) {
		if low[i] = w[i]; upper(w[i]) {
			low[i] |= 0x20
		}
	}
	return words[string(low[:len(w)])]
}

// eachWord gives the words of a name.
func eachWord(name string, do func(string)) {
	start := 0
	for i := 0; i <= len(name); i++ {
		switch {
		case i == len(name) || !letter(name[i]):
			if i > start {
				do(name[start:i])
			}
			start = i + 1
		case i > start && upper(name[i]) && !upper(name[i-1]):
			do(name[start:i])
			start = i
		}
	}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }
func upper(c byte) bool  { return c >= 'A' && c <= 'Z' }
