package classify

// A runeSet is a set of characters up to U+FFFF, one bit to each.
type runeSet [1 << 10]uint64

func (s *runeSet) add(r rune) {
	if 0 <= r && r < 1<<16 {
		s[r/64] |= 1 << (r % 64)
	}
}

func (s *runeSet) has(r rune) bool { return 0 <= r && r < 1<<16 && s[r/64]&(1<<(r%64)) != 0 }
