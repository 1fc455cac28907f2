package compare

import "math/bits"

// The recommended fingerprints: any run of gramLength+windowLength-1 = 13
// equal symbols is sure to be seen. Few documents are looked at closely: all
// their grams are fingerprints, so that runs of gramLength are seen.
const (
	gramLength   = 6
	windowLength = 8
	fewDocuments = 1 << 10
)

// FewTexts is how many texts are compared as few: closely, and all of them
// whenever some change. An Index is for more.
const FewTexts = fewDocuments

// windowFor returns the window for n documents.
func windowFor(n int) int {
	if n <= fewDocuments {
		return 1
	}
	return windowLength
}

// winnow emits the fingerprints of s by robust winnowing (Schleimer,
// Wilkerson, Aiken 2003): in every window of the given length the rightmost
// smallest hash. hashes is scratch space; the grown slice is returned.
func winnow(s []symbol, window int, hashes []uint64, emit func(h uint64, pos int)) []uint64 {
	hashes = gramHashes(s, hashes[:0])
	n := len(hashes)
	if n == 0 {
		return hashes
	}
	smallest := func(from, to int) int {
		m := from
		for i := from + 1; i < to; i++ {
			if hashes[i] <= hashes[m] {
				m = i
			}
		}
		return m
	}
	m := -1
	for r := min(window, n) - 1; r < n; r++ {
		switch {
		case m < r-window+1 || m < 0:
			m = smallest(max(0, r-window+1), r+1)
			emit(hashes[m], m)
		case hashes[r] <= hashes[m]:
			m = r
			emit(hashes[m], m)
		}
	}
	return hashes
}

// gramHashes appends the hash of every gram of gramLength symbols of s:
// two overlapping 64-bit loads and one multiplication, no rolling state
// that would chain the steps.
func gramHashes(s []symbol, to []uint64) []uint64 {
	if len(s) < gramLength {
		return to
	}
	a, b := prefixKey(s), prefixKey(s[2:])
	for i := 0; ; i++ {
		h, l := bits.Mul64(a^0x2d358dccaa6c78a5, b^0x8bb84b93962eacc9)
		to = append(to, h^l)
		if i+gramLength == len(s) {
			return to
		}
		a = a>>16 | uint64(s[i+4])<<48
		b = b>>16 | uint64(s[i+gramLength])<<48
	}
}
