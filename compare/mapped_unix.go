//go:build unix

package compare

import (
	"os"
	"syscall"
)

// mostPopulated is how large a file may be, in bytes, to be paged in at once
// rather than page by page, each of which takes longer than a search.
const mostPopulated = 1 << 30

// mapFile returns the content of f as the operating system pages it in, and
// what gives it back. An empty file has none.
func mapFile(f *os.File) (data []byte, release func() error, err error) {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return nil, func() error { return nil }, err
	}
	data, err = syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED|populate(info.Size()))
	if err != nil {
		return nil, nil, os.NewSyscallError("mmap", err)
	}
	return data, func() error { return os.NewSyscallError("munmap", syscall.Munmap(data)) }, nil
}
