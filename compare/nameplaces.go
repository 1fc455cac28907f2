package compare

import (
	"bytes"
	"math/bits"
	"slices"
)

// A unit that is new to the corpus may be named in texts that are there
// already: its name is masked in them from then on. To find them without
// reading all, an Index keeps where words end that may be the end of a name:
// the last four symbols, with the two before as the tag. A name is looked for at
// that of its symbols which is there least often; one that has none of them,
// in all texts.
const nameEnds = "校院局会社部镇乡村司段所站办中小园厂矿行队处科委团区县市街道场库馆台店学府心组号居庄屯旗盟州省系班船港业支室间狱关署厅岛"

// endsName reports whether c is one of nameEnds.
func endsName(c symbol) bool { return nameEndSet.has(c) }

var nameEndSet = func() *symbolSet {
	var s symbolSet
	for _, r := range nameEnds {
		s.add(symbol(r))
	}
	return &s
}()

// nameKey returns the key of the place that ends before symbol end of s.
func nameKey(s []symbol, end int) uint64 {
	h, l := bits.Mul64(prefixKey(s[end-shortestName:])^0x9ae16a3b2f90404f, 0xc949d7c7509e6557)
	return (h^l)>>tagBits<<tagBits | uint64(nameTag(s, end))
}

// nameTag tells the two symbols before the last four, as far as there are
// any: the nearer one in the upper half.
func nameTag(s []symbol, end int) (tag uint16) {
	if end > shortestName { // the upper half alone is the beginning of a key
		tag = uint16(uint32(s[end-shortestName-1])*40503>>8) << 8
	}
	if end > shortestName+1 {
		tag |= uint16(uint32(s[end-shortestName-2])*40503>>8) & 0xff
	}
	return tag
}

// freeBits returns how many bits of the tag the first n symbols of a name
// leave open.
func freeBits(n int) int { return tagBits / 2 * max(0, 2+shortestName-n) }

// namePlaces appends the keys of all places of s where a name may end, each
// once. s is unmasked.
func namePlaces(s []symbol, keys []uint64) []uint64 {
	keys = keys[:0]
	for i := shortestName - 1; i < len(s); i++ {
		if endsName(s[i]) {
			keys = append(keys, nameKey(s, i+1))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// naming returns the living documents that may hold name, unmasked.
func (x *Index) naming(name []symbol) (slots []uint32) {
	best, fewest := 0, 0
	for end := shortestName; end <= len(name); end++ {
		if !endsName(name[end-1]) {
			continue
		}
		if n := x.names.count(nameKey(name, end), freeBits(end)); best == 0 || n < fewest {
			best, fewest = end, n
		}
	}
	if best == 0 {
		return x.holding(name)
	}
	want := symbolBytes(name, nil)
	x.names.scan(nameKey(name, best), freeBits(best), func(slot uint32) {
		if !x.entries[slot].dead && bytes.Contains(x.raw(slot), want) {
			slots = append(slots, slot)
		}
	})
	return slots
}

// holding returns the living documents that hold name, unmasked, by reading
// the symbols of all.
func (x *Index) holding(name []symbol) (slots []uint32) {
	note := func(slot uint32) {
		if !x.entries[slot].dead && (len(slots) == 0 || slots[len(slots)-1] != slot) {
			slots = append(slots, slot)
		}
	}
	want := symbolBytes(name, nil)
	all := x.mapped[:2*x.mappedEnd()]
	for at := 0; ; at++ {
		i := bytes.Index(all[at:], want)
		if i < 0 {
			break
		}
		if at += i; at%2 != 0 { // between two symbols
			continue
		}
		slot, _ := slices.BinarySearchFunc(x.entries[:x.from], uint64(at/2), func(e entry, at uint64) int {
			if e.at+e.length() <= at {
				return -1
			}
			return 1
		})
		note(uint32(slot)) // where it runs over the end of a document, or stands in its masked symbols, it is read for nothing
	}
	for i, b := range x.late {
		if bytes.Contains(b, want) {
			note(x.from + uint32(i))
		}
	}
	return slots
}

// mappedEnd returns how many symbols are mapped.
func (x *Index) mappedEnd() uint64 {
	if x.from == 0 {
		return 0
	}
	e := &x.entries[x.from-1]
	return e.at + e.length()
}
