package compare

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
)

// An entry is what an Index holds of a document in memory. It stands at a
// slot, which no other document ever gets; a document that changes gets
// another one.
type entry struct {
	id, source, unit, date, hash string
	ordinal                      int
	superior, dead               bool
	owner                        string // as the caller gave it
	text                         Key    // of the text alone
	all                          Key    // of all that comparison takes from the document
	at                           uint64 // its symbols begin there:
	size, shown                  uint64 // so many as they stand in the text, then so many with names masked
	sum                          uint32 // CRC-32 of them

	early [3]uint64 // decides the chronology of most, see before
	pair  *unitPair // of unit and owner
}

// newEntry returns the entry of t.
func newEntry(t *Text, h *keyHash) entry {
	x := entry{
		id: t.ID, source: t.Source, unit: t.Unit, date: when(t), hash: t.Hash, ordinal: t.Ordinal, superior: t.Superior, owner: t.Owner,
	}
	sum := sha256.Sum256([]byte(t.Text))
	copy(x.text[:], sum[:])
	if x.hash == "" {
		x.hash = hex.EncodeToString(sum[:])
	}
	h.Reset()
	h.text(t)
	h.string(t.Hash)
	x.all = h.key()
	x.index()
	return x
}

// index fills early: a byte for superiors and undated ones and the first
// bytes of the date, then of the hash.
func (x *entry) index() {
	var b [24]byte
	b[0] = byte(2*boolInt(!x.superior) + boolInt(x.date == ""))
	copy(b[1:16], x.date)
	copy(b[16:], x.hash)
	for i := range x.early {
		x.early[i] = binary.BigEndian.Uint64(b[8*i:])
	}
}

// chronological orders documents as chronology does; text is the text that
// they have in common where nothing else tells them apart, so it is not asked.
func (x *entry) chronological(y *entry) int {
	for i := range 2 {
		if x.early[i] != y.early[i] {
			return cmp.Compare(x.early[i], y.early[i])
		}
	}
	if len(x.date) < 16 && len(y.date) < 16 && x.early[2] != y.early[2] {
		return cmp.Compare(x.early[2], y.early[2])
	}
	return cmp.Or(strings.Compare(x.date, y.date), strings.Compare(x.hash, y.hash),
		strings.Compare(x.source, y.source), cmp.Compare(x.ordinal, y.ordinal), strings.Compare(x.id, y.id))
}

// append writes x as the log keeps it; parse reads it.
func (x *entry) append(b []byte) []byte {
	for _, s := range []string{x.id, x.source, x.unit, x.date, x.hash, x.owner} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	b = binary.AppendUvarint(b, uint64(x.ordinal)<<1|uint64(boolInt(x.superior)))
	b = append(append(b, x.text[:]...), x.all[:]...)
	b = binary.AppendUvarint(binary.AppendUvarint(b, x.size), x.shown)
	return binary.LittleEndian.AppendUint32(b, x.sum)
}

// length returns how many symbols the document takes on disk.
func (x *entry) length() uint64 { return x.size + x.shown }

var errLogEntry = errors.New("damaged entry")

// parse reads what append wrote and returns the rest of b. The strings of x
// share the memory of b.
func (x *entry) parse(b string) (rest string, err error) {
	for _, s := range []*string{&x.id, &x.source, &x.unit, &x.date, &x.hash, &x.owner} {
		n, after, ok := uvarint(b)
		if !ok || n > uint64(len(after)) {
			return "", errLogEntry
		}
		*s, b = after[:n], after[n:]
	}
	n, b, ok := uvarint(b)
	if !ok || len(b) < len(x.text)+len(x.all) {
		return "", errLogEntry
	}
	x.ordinal, x.superior = int(n>>1), n&1 != 0
	b = b[copy(x.text[:], b):]
	b = b[copy(x.all[:], b):]
	if x.size, b, ok = uvarint(b); !ok || x.size > 1<<40 {
		return "", errLogEntry
	}
	if x.shown, b, ok = uvarint(b); !ok || x.shown > x.size || len(b) < 4 {
		return "", errLogEntry
	}
	for i := range 4 {
		x.sum |= uint32(b[i]) << (8 * i)
	}
	b = b[4:]
	x.index()
	return b, nil
}

// uvarint reads a number as binary.Uvarint does, from a string.
func uvarint(b string) (n uint64, rest string, ok bool) {
	for i := 0; i < len(b) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(b[i]&0x7f) << (7 * i)
		if b[i] < 0x80 {
			return n, b[i+1:], true
		}
	}
	return 0, "", false
}
