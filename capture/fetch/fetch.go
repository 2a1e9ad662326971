// Package fetch gets one page that a person names from the web.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"rapporteur/capture/coding"
)

// Bounds of one fetch.
const (
	TimeLimit    = 30 * time.Second // for all of it, redirections included
	MaxRedirects = 5
	MaxRatio     = 250     // how many times longer a page of more than a mebibyte may be than its coded form
	freeBytes    = 1 << 20 // up to here no ratio is too high
)

// Page is what a server answered.
type Page struct {
	Address    string // after redirections, without a name and password
	Redirected bool
	MediaType  string // of Content-Type, lower case, without parameters; "" where none is given
	Charset    string // of Content-Type, lower case; "" where none is given
	Body       []byte // with its content coding undone
}

// Client asks for pages, each once. It is safe for concurrent use.
type Client struct {
	http  *http.Client
	agent string
}

// New makes a client that names itself agent to servers. Unless private is set, it refuses to connect to addresses that are not public ones, such as
// those of this machine and its network, whatever a name or redirection leads to (the check is made as the connection is), and goes through no
// proxy; with it, the proxy that the environment names is used.
func New(agent string, private bool) *Client {
	dialer := &net.Dialer{Timeout: TimeLimit}
	t := &http.Transport{DialContext: dialer.DialContext, DisableCompression: true, DisableKeepAlives: true, MaxResponseHeaderBytes: 256 << 10}
	if private {
		t.Proxy = http.ProxyFromEnvironment
	} else {
		dialer.Control = ssrf.New(ssrf.WithAnyPort()).Safe
	}
	return &Client{&http.Client{Transport: t, Timeout: TimeLimit, CheckRedirect: redirect}, agent}
}

var errRedirects = fmt.Errorf("more than %d redirections", MaxRedirects)

func redirect(_ *http.Request, via []*http.Request) error {
	if len(via) > MaxRedirects {
		return errRedirects
	}
	return nil
}

// Get asks for an address of http or https, without asking for robots.txt first, since a person names the page. An answer other than 2xx, a body of
// more than most bytes, before or after its coding is undone, and a coding that is damaged or unpacks beyond MaxRatio are errors.
func (c *Client) Get(ctx context.Context, address string, most int64) (Page, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Page{}, reason(err)
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, text/plain;q=0.9, */*;q=0.5")
	req.Header.Set("Accept-Encoding", "gzip, br, zstd")
	resp, err := c.http.Do(req)
	if err != nil {
		return Page{}, reason(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return Page{}, fmt.Errorf("the server answers %s", status(resp))
	}
	p := Page{Address: shown(resp.Request.URL), Redirected: resp.Request.Response != nil}
	p.MediaType, p.Charset = contentType(resp.Header.Get("Content-Type"))
	p.Body, err = body(resp, most)
	return p, reason(err)
}

// reason is an error without the address, which is named beside it.
func reason(err error) error {
	var u *url.Error
	var n net.Error
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP):
		return fmt.Errorf("%w; --allow-private lets it", unwrapped(err))
	case errors.Is(err, errRedirects):
		return errRedirects
	case errors.As(err, &n) && n.Timeout():
		return fmt.Errorf("no whole answer within %v", TimeLimit)
	case errors.As(err, &u):
		return u.Err
	}
	return err
}

func unwrapped(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

func status(r *http.Response) string {
	if text := http.StatusText(r.StatusCode); text != "" {
		return fmt.Sprintf("%d %s", r.StatusCode, text)
	}
	return fmt.Sprint(r.StatusCode)
}

// shown is an address without the name and password that may stand in it.
func shown(u *url.URL) string {
	if u.User == nil {
		return u.String()
	}
	bare := *u
	bare.User = nil
	return bare.String()
}

func contentType(s string) (mediaType, charset string) {
	m, params, err := mime.ParseMediaType(s)
	if err != nil { // the media type before a broken parameter stands
		m, _, _ = strings.Cut(s, ";")
		m = strings.ToLower(strings.TrimSpace(m))
	}
	return m, strings.ToLower(strings.Trim(params["charset"], `"' `))
}

func body(resp *http.Response, most int64) ([]byte, error) {
	coded := &counted{r: resp.Body, most: most}
	name := resp.Header.Get("Content-Encoding")
	r, err := coding.Open(name, coded)
	switch {
	case errors.Is(err, coding.ErrUnknown):
		return nil, fmt.Errorf("the content coding %.30q is not known", name)
	case err != nil:
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(&ratio{r: r, coded: coded}, most+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("the answer breaks off: %w", err)
	case err != nil:
		return nil, err
	case int64(len(b)) > most:
		return nil, tooLong(most)
	}
	return b, nil
}

func tooLong(most int64) error { return fmt.Errorf("the page is longer than %d MiB", most>>20) }

// counted reads at most most bytes.
type counted struct {
	r       io.Reader
	n, most int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.n += int64(n); c.n > c.most {
		return 0, tooLong(c.most)
	}
	return n, err
}

// ratio refuses what unpacks to far more than it was.
type ratio struct {
	r     io.Reader
	coded *counted
	n     int64
}

func (r *ratio) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if r.n += int64(n); r.n > freeBytes && r.n > r.coded.n*MaxRatio {
		return 0, fmt.Errorf("the page unpacks to more than %d times its length, as no page does", MaxRatio)
	}
	return n, err
}
