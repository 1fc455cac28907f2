package compare

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
)

// An indexLog is the file that says what an Index holds. It only grows: a
// kill leaves at most a frame that does not end, which is cut off.
//
// File format: the magic "wjlog01\n"; 16 bytes that stand for the options
// and the version of comparison; frames of uint32 length, uint32 CRC-32 of
// the rest, and the rest: uvarint length of a mark and the mark, uvarint size
// as it enters thresholds, uvarint number of slots that die and the slots,
// uvarint number of new documents and their entries (entry.append), each
// with the CRC-32 of its symbols. What follows the last frame with a mark was
// never committed.
type indexLog struct {
	path  string
	file  *os.File
	info  fs.FileInfo
	end   int64
	slots uint32 // of the documents that are committed
	mark  string
	size  int

	entries []entry // as read
}

const (
	logMagic     = "wjlog01\n"
	logHeader    = len(logMagic) + 16
	frameHeader  = 8
	frameEntries = 1 << 14
)

var errLog = errors.New("damaged log")

// openLog opens the log at path, or begins a new one where there is none for
// these options or what is there cannot be read.
func openLog(path, options string) (*indexLog, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	l := &indexLog{path: path, file: file}
	raw, err := os.ReadFile(path)
	if err == nil {
		l.read(raw, logHead(options))
		if l.end == 0 {
			err = errors.Join(file.Truncate(0), l.write(logHead(options)))
		}
	}
	if err == nil {
		err = file.Truncate(l.end)
	}
	if err == nil {
		l.info, err = file.Stat()
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return l, nil
}

// logHead returns how a log for options begins.
func logHead(options string) []byte {
	sum := sha256.Sum256([]byte(keyVersion + "\x00" + nameEnds + "\x00" + options))
	return append([]byte(logMagic), sum[:16]...)
}

// read takes what is committed from raw; end stays 0 where nothing can be
// read.
func (l *indexLog) read(raw, head []byte) {
	if len(raw) < logHeader || string(raw[:logHeader]) != string(head) {
		return
	}
	end, marked := logHeader, logHeader
	for {
		frame, ok := frameAt(raw, end)
		if !ok {
			break
		}
		end += frameHeader + len(frame)
		if n, _, ok := uvarint(string(frame[:min(len(frame), binary.MaxVarintLen64)])); ok && n > 0 {
			marked = end
		}
	}
	l.end = int64(marked)
	text := string(raw[:marked])
	for at := logHeader; at < marked; {
		frame, _ := frameAt(raw, at)
		at += frameHeader
		if l.frame(text[at:at+len(frame)]) != nil { // the checksum is right, yet it says nonsense
			*l = indexLog{path: l.path, file: l.file}
			return
		}
		at += len(frame)
	}
	l.slots = uint32(len(l.entries))
}

// frameAt returns the frame at byte at of raw, if there is a whole one.
func frameAt(raw []byte, at int) (frame []byte, ok bool) {
	if len(raw)-at < frameHeader {
		return nil, false
	}
	n, sum := binary.LittleEndian.Uint32(raw[at:]), binary.LittleEndian.Uint32(raw[at+4:])
	if rest := raw[at+frameHeader:]; uint64(n) <= uint64(len(rest)) && n > 0 {
		frame = rest[:n]
	}
	return frame, frame != nil && crc32.ChecksumIEEE(frame) == sum
}

// frame takes what a frame says. The entries share the memory of b.
func (l *indexLog) frame(b string) error {
	n, b, ok := uvarint(b)
	if !ok || n > uint64(len(b)) {
		return errLog
	}
	l.mark, b = b[:n], b[n:]
	size, b, ok := uvarint(b)
	if !ok {
		return errLog
	}
	l.size = int(size)
	if n, b, ok = uvarint(b); !ok || n > uint64(len(b)) {
		return errLog
	}
	for range n {
		var slot uint64
		if slot, b, ok = uvarint(b); !ok || slot >= uint64(len(l.entries)) {
			return errLog
		}
		l.entries[slot].dead = true
	}
	if n, b, ok = uvarint(b); !ok || n > uint64(len(b)) {
		return errLog
	}
	for range n {
		var e entry
		var err error
		if b, err = e.parse(b); err != nil {
			return err
		}
		l.entries = append(l.entries, e)
	}
	if b != "" {
		return errLog
	}
	return nil
}

// commit writes what x holds beyond what is committed: in several frames
// where that is much, of which only the last has the mark. A death that was
// noted twice is noted twice.
func (l *indexLog) commit(x *Index, mark string) error {
	for {
		from := l.slots
		to := min(uint32(len(x.entries)), from+frameEntries)
		last := to == uint32(len(x.entries))
		m, died := "", []uint32(nil)
		if last {
			m, died = mark, x.died
		}
		b := make([]byte, frameHeader, 4096)
		b = binary.AppendUvarint(b, uint64(len(m)))
		b = append(b, m...)
		b = binary.AppendUvarint(b, uint64(x.size))
		b = binary.AppendUvarint(b, uint64(countBelow(died, from)))
		for _, slot := range died {
			if slot < from {
				b = binary.AppendUvarint(b, uint64(slot))
			}
		}
		b = binary.AppendUvarint(b, uint64(to-from))
		for slot := from; slot < to; slot++ {
			b = x.entries[slot].append(b)
		}
		binary.LittleEndian.PutUint32(b, uint32(len(b)-frameHeader))
		binary.LittleEndian.PutUint32(b[4:], crc32.ChecksumIEEE(b[frameHeader:]))
		if err := l.write(b); err != nil {
			return err
		}
		if l.slots = to; last {
			break
		}
	}
	l.mark, l.size = mark, x.size
	x.died = x.died[:0]
	return nil
}

func countBelow(slots []uint32, below uint32) (n int) {
	for _, s := range slots {
		n += boolInt(s < below)
	}
	return n
}

func (l *indexLog) write(b []byte) error {
	n, err := l.file.WriteAt(b, l.end)
	l.end += int64(n)
	if err != nil {
		return fmt.Errorf("write %s: %w", l.path, err)
	}
	return nil
}

// current reports whether the file is as it was left here.
func (l *indexLog) current() bool {
	info, err := os.Stat(l.path)
	return err == nil && os.SameFile(info, l.info) && info.Size() == l.end
}

func (l *indexLog) close() error { return l.file.Close() }
