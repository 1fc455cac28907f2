package linear

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
	for i := range s {
		h, n := start, 0
		for j, r := range s[i:] {
			if n == longest {
				break
			}
			end := i + j + runeLen(r)
			h = hashed(h, s[i+j:end])
			if n++; n >= shortest {
				b.list = append(b.list, Feature(h))
			}
		}
	}
}

// runeLen is utf8.RuneLen for the runes of a range over a string, where a
// broken byte shows as U+FFFD but is one byte long.
func runeLen(r rune) int {
	switch {
	case r < 0x80 || r == '\uFFFD':
		return 1
	case r < 0x800:
		return 2
	case r < 0x10000:
		return 3
	}
	return 4
}

// Features returns what was added, in order. It is good until Reset.
func (b *Bag) Features() []Feature { return b.list }

// Reset empties the bag and keeps its memory.
func (b *Bag) Reset() { b.list = b.list[:0] }
