package linear

import (
	"slices"
	"unicode/utf8"
)

// A Feature is the hash of a feature's name. Two names may share one; with
// some ten thousand features in 2^32 that is rare, and harmless where it happens.
type Feature uint32

// FNV-1a, 32 bits.
const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619
)

// Of returns the feature of that name, which is the parts one after another.
func Of(parts ...string) Feature {
	h := uint32(fnvOffset)
	for _, p := range parts {
		h = hashed(h, p)
	}
	return Feature(h)
}

func hashed(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return h
}

// A Bag collects the features of one thing to be decided; what is added twice
// counts twice. The zero Bag is empty and ready.
type Bag struct{ list []Feature }

// Add adds the feature whose name is the parts one after another.
func (b *Bag) Add(parts ...string) { b.list = append(b.list, Of(parts...)) }

// Grams adds, for each run of shortest to longest characters of s, the
// feature prefix+run.
func (b *Bag) Grams(prefix, s string, shortest, longest int) {
	start := hashed(fnvOffset, prefix)
	b.list = slices.Grow(b.list, len(s)/len("字")*(longest-shortest+1))
	for i := 0; i < len(s); i += charLen(s[i:]) {
		h, at := start, i
		for n := 1; n <= longest && at < len(s); n++ {
			size := charLen(s[at:])
			h = hashed(h, s[at:at+size])
			at += size
			if n >= shortest {
				b.list = append(b.list, Feature(h))
			}
		}
	}
}

// charLen returns the length of the character that s, which is not empty,
// begins with; a broken byte is one. Most are Chinese characters of three
// bytes, which are told by their first one where no broken ones hide.
func charLen(s string) int {
	switch b := s[0]; {
	case b < utf8.RuneSelf:
		return 1
	case b > 0xE0 && b < 0xF0 && b != 0xED && len(s) > 2 && s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80:
		return 3
	}
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// Features returns what was added, in order. It is good until Reset.
func (b *Bag) Features() []Feature { return b.list }

// Reset empties the bag and keeps its memory.
func (b *Bag) Reset() { b.list = b.list[:0] }
