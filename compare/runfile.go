package compare

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"os"
	"path/filepath"
)

// A runFile is an immutable file of records, sorted as its postings are. The records are those of the
// documents with the slots [from, to) of an Index.
//
// File format, little-endian: the magic "wjrun01\n", uint32 from and to,
// uint64 n, uint64 log; then a directory of 1<<log + 1 uint64, the first
// record whose hash begins with each number of log bits; then n records of
// uint64 key, uint32 slot, uint32 position. The checksum of what the file
// holds is not kept: it is written once, synced and renamed, and made again
// from the texts whenever in doubt.
type runFile struct {
	path     string
	from, to uint32
	log      uint // at least 1
	n        int
	dir      []byte
	records  []byte
	release  func() error
}

const (
	runMagic      = "wjrun01\n"
	runHeader     = len(runMagic) + 4 + 4 + 8 + 8
	recordSize    = 16
	recordsBucket = 8 // records to one place of the directory, about
)

var errRunFile = errors.New("not a run of fingerprints of this version")

// openRun opens the run file at path.
func openRun(path string) (*runFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open run %s: %w", path, err)
	}
	data, release, err := mapFile(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("open run %s: %w", path, err)
	}
	r, err := parseRun(data)
	if err != nil {
		return nil, fmt.Errorf("open run %s: %w", path, errors.Join(err, release()))
	}
	r.path, r.release = path, release
	return r, nil
}

// parseRun reads the frame of a run file. It fails where sizes do not agree,
// so that reading records never leaves the file.
func parseRun(data []byte) (*runFile, error) {
	if len(data) < runHeader || string(data[:len(runMagic)]) != runMagic {
		return nil, errRunFile
	}
	b := data[len(runMagic):]
	r := &runFile{from: binary.LittleEndian.Uint32(b), to: binary.LittleEndian.Uint32(b[4:])}
	n, log := binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint64(b[16:])
	if log < 1 || log > 40 || r.from > r.to {
		return nil, errRunFile
	}
	places := uint64(1)<<log + 1
	rest := uint64(len(data) - runHeader)
	if rest < 8*places || n > rest/recordSize || rest != 8*places+recordSize*n {
		return nil, errRunFile
	}
	r.log, r.n = uint(log), int(n)
	r.dir, r.records = data[runHeader:uint64(runHeader)+8*places], data[uint64(runHeader)+8*places:]
	return r, nil
}

func (r *runFile) record(i int) record {
	b := r.records[i*recordSize : (i+1)*recordSize]
	return record{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint32(b[8:]), binary.LittleEndian.Uint32(b[12:])}
}

func (r *runFile) key(i int) uint64 { return binary.LittleEndian.Uint64(r.records[i*recordSize:]) }

// place returns what the directory says of bucket b, never more than there are
// records.
func (r *runFile) place(b uint64) int {
	return int(min(uint64(r.n), binary.LittleEndian.Uint64(r.dir[8*b:])))
}

// find returns the first record whose key is not below key, if the keys are
// in order at least but for their tags and key has none; and where records of
// the same hash have ended at the latest.
func (r *runFile) find(key uint64) (first, stop int) {
	b := key >> (64 - r.log)
	lo, hi := r.place(b), r.place(b+1)
	stop = hi
	for lo < hi {
		if m := int(uint(lo+hi) >> 1); r.key(m) < key {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo, max(lo, stop)
}

// writeRun writes the file of a run, whole or not at all. sorted must yield
// about n records in order.
func writeRun(path string, from, to uint32, n int, sorted iter.Seq[record]) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return fmt.Errorf("write run: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("write run %s: %w", path, errors.Join(err, f.Close(), os.Remove(f.Name())))
		}
	}()
	log := uint(max(1, bits.Len(uint(n/recordsBucket))))
	dir := make([]byte, 0, 8<<log+8)
	if _, err := f.Seek(int64(runHeader+8<<log+8), 0); err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	written, buf := uint64(0), make([]byte, 0, recordSize)
	for r := range sorted {
		for place := r.hash() >> (64 - tagBits - log); uint64(len(dir)/8) <= place; {
			dir = binary.LittleEndian.AppendUint64(dir, written)
		}
		buf = binary.LittleEndian.AppendUint64(buf[:0], r.key)
		buf = binary.LittleEndian.AppendUint32(buf, r.doc)
		buf = binary.LittleEndian.AppendUint32(buf, r.pos)
		if _, err := w.Write(buf); err != nil {
			return err
		}
		written++
	}
	for len(dir) < 8<<log+8 {
		dir = binary.LittleEndian.AppendUint64(dir, written)
	}
	head := append(make([]byte, 0, runHeader), runMagic...)
	head = binary.LittleEndian.AppendUint32(head, from)
	head = binary.LittleEndian.AppendUint32(head, to)
	head = binary.LittleEndian.AppendUint64(head, written)
	head = binary.LittleEndian.AppendUint64(head, uint64(log))
	if err := w.Flush(); err != nil {
		return err
	}
	if _, err := f.WriteAt(append(head, dir...), 0); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
