package office

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"wenjian/ingest/page"
)

// Limits against documents in zip containers made to exhaust memory or time.
// Parts are read as streams; what is kept of them is bound by maxFlow.
const (
	maxPackageEntries = 20000
	maxPackageTotal   = 128 << 20 // bytes unpacked, of all parts that are read
	maxPart           = 64 << 20  // bytes unpacked, of one part; one token can be as large
	maxXMLText        = 8 << 20   // bytes of text in one element
	maxXMLDepth       = 500
)

var (
	errNoPart  = errors.New("ingest: package has no such part")
	errXMLDeep = errors.New("ingest: markup nested too deep")
)

// A zipPackage is a document in a zip container: OOXML (ECMA-376 part 2) or
// ODF. Names of its parts are compared without regard to case, as ECMA-376
// has it, and \ counts as /, as careless writers have it.
type zipPackage struct {
	ctx   context.Context
	parts map[string]*zip.File
	flat  map[string][]byte // parts of a package that is no zip archive
	spent int64             // bytes unpacked so far
}

// openPackage opens data, or returns nil when it is no zip archive that can
// be read at all.
func openPackage(ctx context.Context, data []byte) *zipPackage {
	r := bytes.NewReader(data)
	if !IsZip(r) || bytes.Count(data, []byte("PK\x01\x02")) > maxPackageEntries {
		return nil
	}
	z := OpenZip(r, r.Size())
	if z == nil {
		return nil
	}
	p := &zipPackage{ctx: ctx, parts: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		if k := partKey(f.Name); p.parts[k] == nil {
			p.parts[k] = f
		}
	}
	return p
}

func partKey(name string) string {
	return strings.ToLower(path.Clean("/" + strings.ReplaceAll(name, `\`, "/")))[1:]
}

func (p *zipPackage) has(name string) bool {
	k := partKey(name)
	return p.parts[k] != nil || p.flat[k] != nil
}

// open returns the part as a stream that fails with errFlood when the part or
// the package unfolds beyond the limits.
func (p *zipPackage) open(name string) (io.ReadCloser, error) {
	if b := p.flat[partKey(name)]; b != nil {
		return io.NopCloser(bytes.NewReader(b)), nil
	}
	f := p.parts[partKey(name)]
	if f == nil {
		return nil, errNoPart
	}
	if f.Flags&1 != 0 {
		return nil, failEncrypted()
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &meteredPart{ReadCloser: r, p: p}, nil
}

type meteredPart struct {
	io.ReadCloser
	p    *zipPackage
	size int64
}

func (m *meteredPart) Read(b []byte) (int, error) {
	n, err := m.ReadCloser.Read(b)
	m.size += int64(n)
	if m.p.spent += int64(n); m.p.spent > maxPackageTotal || m.size > maxPart {
		return n, page.ErrFlood
	}
	return n, err
}

// read returns the first limit bytes of a part.
func (p *zipPackage) read(name string, limit int64) ([]byte, error) {
	r, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // it was only read
	return io.ReadAll(io.LimitReader(r, limit))
}

// xml calls fn with a reader of the part. A part that is missing is errNoPart.
func (p *zipPackage) xml(name string, fn func(*xmlReader) error) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // it was only read
	return fn(newXMLReader(p.ctx, r))
}

// A relation leads from one part of an OOXML package to another.
type relation struct {
	kind   string // the last word of its type: styles, header, footnotes …
	target string // full name of the part; empty for what lies outside the package
}

// relations returns the relations of a part by id; none is no error.
func (p *zipPackage) relations(part string) (map[string]relation, error) {
	dir, file := path.Split(part)
	out := map[string]relation{}
	err := p.xml(dir+"_rels/"+file+".rels", func(x *xmlReader) error {
		return x.descend(func(e xml.StartElement) error {
			if e.Name.Local == "Relationship" {
				r := relation{kind: path.Base(attr(e, "Type"))}
				if target := attr(e, "Target"); attr(e, "TargetMode") != "External" {
					if !strings.HasPrefix(target, "/") {
						target = path.Join("/", dir, target)
					}
					r.target = path.Clean(target)[1:]
				}
				out[attr(e, "Id")] = r
			}
			return nil
		})
	})
	return out, optional(err)
}

// optional forgives what is wrong with a part that a document can do without.
func optional(err error) error {
	var fail *page.Failure
	if errors.Is(err, page.ErrFlood) || errors.As(err, &fail) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
