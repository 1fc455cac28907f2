package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"
)

// repack writes f to w with its parts in a fixed order and without times:
// excelize writes some of them in the order of a map.
func repack(w io.Writer, f *excelize.File) error {
	b, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return err
	}
	parts := slices.Clone(in.File)
	slices.SortFunc(parts, func(x, y *zip.File) int {
		return cmp.Or(cmp.Compare(rank(x.Name), rank(y.Name)), cmp.Compare(x.Name, y.Name))
	})
	out := zip.NewWriter(w)
	for _, p := range parts {
		if err := copyPart(out, p); err != nil {
			return err
		}
	}
	return out.Close()
}

// rank puts the list of content types first, where readers look for it.
func rank(name string) int {
	if name == "[Content_Types].xml" {
		return 0
	}
	return 1
}

func copyPart(out *zip.Writer, p *zip.File) (err error) {
	r, err := p.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	to, err := out.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = io.Copy(to, r)
	return err
}
