package compare

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// pack writes one of the tables that the binary carries, compressed as far as
// gzip goes; what names it in the error.
func pack(w io.Writer, what string, data []byte) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	return nil
}

var errTable = errors.New("not a table of this version")

// An unpacking reads the numbers of a table that pack wrote; failed is what
// first went wrong, and every number after it is 0.
type unpacking struct {
	in     *bufio.Reader
	failed error
}

// unpack begins to read a table that starts with magic.
func unpack(r io.Reader, magic string) (*unpacking, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	u := &unpacking{in: bufio.NewReader(z)}
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(u.in, head); err != nil {
		return nil, err
	}
	if string(head) != magic {
		return nil, errTable
	}
	return u, nil
}

func (u *unpacking) next() uint64 {
	if u.failed != nil {
		return 0
	}
	n, err := binary.ReadUvarint(u.in)
	u.failed = cmp.Or(u.failed, err)
	return n
}
