package office

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"wenjian/ingest/page"
)

// An xmlReader walks an XML stream. It knows no document types and so no
// entities but XML's own: neither files nor other hosts are ever asked.
type xmlReader struct {
	ctx   context.Context
	d     *xml.Decoder
	meter *tagMeter
	depth int // of the element that was entered last
	steps int
}

func newXMLReader(ctx context.Context, r io.Reader) *xmlReader {
	x := &xmlReader{ctx: ctx, meter: &tagMeter{r: unmarked(r)}}
	x.d = xml.NewDecoder(x.meter)
	x.d.Strict = false // what Word forgives is read as well
	x.d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		label = strings.ToLower(label)
		if strings.HasPrefix(label, "utf-16") || label == "ucs-2" {
			return in, nil // unmarked has decoded it; else the label lies
		}
		if label == "gb2312" || label == "gbk" {
			label = "gb18030"
		}
		r, err := charset.NewReaderLabel(label, in)
		if err != nil {
			return nil, err
		}
		x.meter = &tagMeter{r: bufio.NewReader(r)}
		return x.meter, nil
	}
	return x
}

func (x *xmlReader) next() (xml.Token, error) {
	if x.steps++; x.steps%4096 == 0 {
		if err := x.ctx.Err(); err != nil {
			return nil, err
		}
	}
	x.meter.begin()
	t, err := x.d.Token()
	if err != nil {
		return nil, err
	}
	switch t.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxXMLDepth {
			return nil, errXMLDeep
		}
	case xml.EndElement:
		x.depth--
	}
	return t, nil
}

// each calls fn with every child of the element entered last, or at the
// beginning with the root. fn may read what the child holds; the rest of it
// is passed over.
func (x *xmlReader) each(fn func(xml.StartElement) error) error { return x.mixed(fn, nil) }

// mixed is each that also calls chars, unless that is nil, with the
// characters between the children, in order.
func (x *xmlReader) mixed(fn func(xml.StartElement) error, chars func([]byte) error) error {
	base := x.depth
	for {
		t, err := x.next()
		if errors.Is(err, io.EOF) && base == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.CharData:
			if chars != nil {
				err = chars(e)
			}
		case xml.StartElement:
			if err = fn(e); err == nil {
				err = x.leave(base)
			}
		case xml.EndElement:
			if x.depth < base {
				return nil
			}
		}
		if err != nil {
			return err
		}
	}
}

// leave passes over everything until depth is back at base.
func (x *xmlReader) leave(base int) error {
	for x.depth > base {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// descend calls fn with every element below the one entered last.
func (x *xmlReader) descend(fn func(xml.StartElement) error) error {
	return x.each(func(e xml.StartElement) error {
		depth := x.depth
		if err := fn(e); err != nil || x.depth < depth {
			return err
		}
		return x.descend(fn)
	})
}

// Text returns the characters directly in the element entered last.
func (x *xmlReader) text() (string, error) {
	base := x.depth
	var b strings.Builder
	for {
		t, err := x.next()
		if err != nil {
			return b.String(), err
		}
		switch e := t.(type) {
		case xml.CharData:
			if x.depth == base {
				b.Write(e)
			}
			if b.Len() > maxXMLText {
				return "", page.ErrFlood
			}
		case xml.EndElement:
			if x.depth < base {
				return b.String(), nil
			}
		}
	}
}

// attr returns the attribute of that local name, "" when there is none.
func attr(e xml.StartElement, local string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == local {
			return e.Attr[i].Value
		}
	}
	return ""
}

// unmarked returns the bytes of r as UTF-8 where they begin as UTF-16 does,
// and without a byte order mark.
func unmarked(r io.Reader) *bufio.Reader {
	b := bufio.NewReader(r)
	head, _ := b.Peek(4) // shorter parts are read as they are
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("<\x00?\x00")):
		return bufio.NewReader(transform.NewReader(b, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()))
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\x00<\x00?")):
		return bufio.NewReader(transform.NewReader(b, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()))
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = b.Discard(3) // three bytes are there
	}
	return b
}

// maxTag is the largest tag that is read: a tag of nothing but attributes
// takes twenty times its size in memory.
const maxTag = 1 << 20

// A tagMeter feeds a decoder byte by byte, so that it can stop it inside a
// tag without end.
type tagMeter struct {
	r     *bufio.Reader
	last  byte
	n     int  // bytes read since the decoder began a token
	inTag bool // it reads a tag, not text, a comment or CDATA
}

// begin tells the meter that a new token begins. The decoder has read the <
// before it when text came last.
func (m *tagMeter) begin() { m.n, m.inTag = 0, m.last == '<' }

func (m *tagMeter) ReadByte() (byte, error) {
	c, err := m.r.ReadByte()
	if err != nil {
		return 0, err
	}
	switch m.n++; {
	case m.inTag && m.last == '<' && (c == '!' || c == '?'):
		m.inTag = false
	case m.inTag && m.n > maxTag:
		return 0, page.ErrFlood
	case m.n == 1 && c == '<':
		m.inTag = true
	}
	m.last = c
	return c, nil
}

func (m *tagMeter) Read(b []byte) (int, error) { return m.r.Read(b) }
