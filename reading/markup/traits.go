package markup

import "golang.org/x/net/html/atom"

// traits are what HTML says of all elements of a tag.
type traits uint16

const (
	void            traits = 1 << iota // never holds anything
	formatting                         // ends alone, without the blocks that were opened in it
	headOnly                           // stands in the head without ending it
	barrier                            // is not ended by the end of what holds it
	inTable                            // ends within tables all the same
	closesParagraph                    // ends an open paragraph by its beginning

	boundsList // items of lists do not end across it
	boundsTable
	boundsRow
	boundsParagraph
)

// known are the traits of the tags that have any.
var known = func() map[atom.Atom]traits {
	m := map[atom.Atom]traits{}
	for _, of := range []struct {
		is   traits
		tags []atom.Atom
	}{
		{void, []atom.Atom{atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr, atom.Image}},
		{formatting, []atom.Atom{atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U}},
		{headOnly, []atom.Atom{atom.Base, atom.Link, atom.Meta, atom.Noscript, atom.Script, atom.Style, atom.Template, atom.Title, atom.Head}},
		{barrier, []atom.Atom{atom.Td, atom.Th, atom.Table, atom.Caption, atom.Template}},
		{inTable, []atom.Atom{atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot}},
		{closesParagraph, []atom.Atom{atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dd, atom.Dt, atom.Fieldset, atom.Figcaption,
			atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre,
			atom.Section, atom.Summary, atom.Table, atom.Ul}},
		{boundsList, []atom.Atom{atom.Ul, atom.Ol, atom.Dl, atom.Select, atom.Table, atom.Td, atom.Th, atom.Article, atom.Section, atom.Aside, atom.Nav}},
		{boundsTable, []atom.Atom{atom.Table}},
		{boundsRow, []atom.Atom{atom.Tr, atom.Table}},
		{boundsParagraph, []atom.Atom{atom.Td, atom.Th, atom.Table, atom.Caption, atom.Button, atom.Object, atom.Template}},
	} {
		for _, t := range of.tags {
			m[t] |= of.is
		}
	}
	return m
}()

// useful are the names of the attributes that are kept, each by itself, so that a page's attributes share them.
var useful = func() map[string]string {
	m := map[string]string{}
	for _, k := range []string{"id", "class", "itemprop", "itemtype", "itemscope", "property", "name", "content", "href", "rel", "datetime", "type", "style", "hidden", "aria-hidden", "role", "title", "lang", "dir", "charset",
		"http-equiv", "pubdate", "data-testid", "data-component", "aria-label"} {
		m[k] = k
	}
	return m
}()
