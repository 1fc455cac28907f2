package ingest

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"

	"wenjian/ingest/page"
)

var (
	mhtHead = regexp.MustCompile(`(?im)^(?:mime-version|content-type)\s*:`)
	mhtPage = regexp.MustCompile(`(?im)^content-type\s*:\s*(?:multipart/related|text/html)`)
	// mhtSaved matches what browsers and Word write instead of sender and receiver.
	mhtSaved = regexp.MustCompile(`(?im)^(?:from\s*:\s*(?:<saved by|"?saved by|=\?|<?由)|snapshot-content-location\s*:|x-mimeole\s*:)`)
	mailed   = regexp.MustCompile(`(?im)^(?:received|to|delivered-to)\s*:`)
)

// detectMHT recognises a web page saved as one file (RFC 2557): a MIME
// message of related parts that nobody sent. Word writes such files as .doc.
func detectMHT(ext string, data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 4096)], "\xef\xbb\xbf\r\n")
	if len(head) == 0 || head[0] >= 0x80 || !mhtHead.Match(head) || !mhtPage.Match(head) || bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	if i := bytes.Index(head, []byte("\n\n")); i > 0 {
		head = head[:i]
	} else if i := bytes.Index(head, []byte("\r\n\r\n")); i > 0 {
		head = head[:i]
	}
	return ext == ".mht" || ext == ".mhtml" || ext == ".doc" || mhtSaved.Match(head) || mhtHead.Match(head) && mhtPage.Match(head) && !mailed.Match(head)
}

// readMHT reads the page in the file: its first HTML part with text.
func readMHT(ctx context.Context, data []byte) (page.Page, error) {
	data = bytes.TrimLeft(data, "\xef\xbb\xbf\r\n")
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return page.Page{}, page.FailBroken("网页存档")
	}
	var pages []mhtPart
	collectMHT(mhtPart{m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body}, 0, &pages)
	var fail error = page.FailBroken("网页存档")
	for _, part := range pages {
		body, _ := io.ReadAll(part.body) // what could be decoded counts
		var p page.Page
		if strings.HasPrefix(part.kind, "text/html") {
			p, err = readHTML(ctx, body)
		} else {
			p, err = readText(ctx, body)
		}
		var f *page.Failure
		switch {
		case err == nil:
			return p, nil
		case !errors.As(err, &f):
			return page.Page{}, err
		}
		fail = err
	}
	return page.Page{}, fail
}

// A mhtPart is a part of a MIME message.
type mhtPart struct {
	kind, transfer string
	body           io.Reader
}

const (
	maxMIMEDepth = 4
	maxMIMEParts = 2000
)

// collectMHT appends the parts of p that hold text: pages, then plain text.
func collectMHT(p mhtPart, depth int, out *[]mhtPart) {
	kind, params, err := mime.ParseMediaType(p.kind)
	if kind == "" && err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(p.kind)), ";")
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && depth < maxMIMEDepth && params["boundary"] != "":
		r := multipart.NewReader(p.body, params["boundary"])
		for len(*out) < maxMIMEParts {
			part, err := r.NextRawPart()
			if err != nil {
				return // the end, or too broken to go on: what was found counts
			}
			body, _ := io.ReadAll(part)
			collectMHT(mhtPart{part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), bytes.NewReader(body)}, depth+1, out)
		}
	case kind == "text/html", kind == "text/plain", kind == "application/xhtml+xml":
		p.kind = kind
		if kind == "application/xhtml+xml" {
			p.kind = "text/html"
		}
		switch strings.ToLower(strings.TrimSpace(p.transfer)) {
		case "base64":
			p.body = base64.NewDecoder(base64.StdEncoding, &base64Letters{p.body})
		case "quoted-printable":
			p.body = quotedprintable.NewReader(p.body)
		}
		*out = append(*out, p)
	}
}

// base64Letters passes on only what belongs to base64.
type base64Letters struct{ r io.Reader }

func (l *base64Letters) Read(b []byte) (int, error) {
	for {
		n, err := l.r.Read(b)
		k := 0
		for _, c := range b[:n] {
			if page.IsASCIIAlnum(rune(c)) || c == '+' || c == '/' || c == '=' {
				b[k] = c
				k++
			}
		}
		if k > 0 || err != nil {
			return k, err
		}
	}
}
