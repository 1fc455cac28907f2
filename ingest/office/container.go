package office

import (
	"archive/zip"
	"errors"
	"io"
)

// IsZip reports whether r begins like a zip archive.
func IsZip(r io.ReaderAt) bool {
	var head [4]byte
	n, _ := r.ReadAt(head[:], 0)
	return n == 4 && (string(head[:]) == "PK\x03\x04" || string(head[:]) == "PK\x05\x06")
}

// OpenZip returns the archive, or nil when it is broken.
func OpenZip(r io.ReaderAt, size int64) *zip.Reader {
	z, err := zip.NewReader(r, size)
	// Names such as ../x are reported by ErrInsecurePath; they only become
	// labels here, nothing is written to disk.
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil
	}
	return z
}
