package compare

import (
	"compress/gzip"
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
