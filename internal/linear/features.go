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

// A Bag collects the features of one thing to be decided. Each counts once,
// however often it was added. The zero Bag is empty and ready; Reset makes it
// ready for the next thing without giving its memory back.
type Bag struct {
	list  []Feature
	seen  map[Feature]struct{}
	names map[Feature]string
}

// Named returns a Bag that remembers the names of its features, for Why.
func Named() *Bag { return &Bag{names: map[Feature]string{}} }

// Add adds the feature whose name is the parts one after another.
func (b *Bag) Add(parts ...string) {
	f := Of(parts...)
	if b.seen == nil {
		b.seen = map[Feature]struct{}{}
	}
	if _, ok := b.seen[f]; ok {
		return
	}
	b.seen[f] = struct{}{}
	b.list = append(b.list, f)
	if b.names != nil {
		name := ""
		for _, p := range parts {
			name += p
		}
		b.names[f] = name
	}
}

// Grams adds, for each run of n from min to max characters of s, the feature
// prefix+run.
func (b *Bag) Grams(prefix, s string, shortest, longest int) {
	starts := make([]int, 0, len(s)/2+1) // offsets of the characters, and the end
	for i := range s {
		starts = append(starts, i)
	}
	starts = append(starts, len(s))
	for n := shortest; n <= longest; n++ {
		for i := 0; i+n < len(starts); i++ {
			b.Add(prefix, s[starts[i]:starts[i+n]])
		}
	}
}

// Features returns what was added, in order. It is good until Reset.
func (b *Bag) Features() []Feature { return b.list }

// Reset empties the bag.
func (b *Bag) Reset() {
	b.list = b.list[:0]
	clear(b.seen)
	clear(b.names)
}
