package pattern

// A RuneSet is a set of characters up to U+FFFF, one bit to each.
type RuneSet [1 << 10]uint64

// Add puts r into the set; a character beyond U+FFFF is left out.
func (s *RuneSet) Add(r rune) {
	if 0 <= r && r < 1<<16 {
		s[r/64] |= 1 << (r % 64)
	}
}

// Has reports whether r is in the set.
func (s *RuneSet) Has(r rune) bool { return 0 <= r && r < 1<<16 && s[r/64]&(1<<(r%64)) != 0 }
