package index

// The ranking that backends follow: for every word or phrase of the query
// that is not negated, Okapi BM25 (Robertson and Walker, 1994) of its
// occurrences in title and text, and on top of it the bonuses below, each
// multiplied by the phrase's rarity. Backends need not compute the same
// numbers; package indextest says which order they must agree on.
const (
	TitleBonus   = 3.0 // the title holds the phrase
	HeadingBonus = 1.5 // a heading holds it
	WordBonus    = 0.5 // segment cut it out as a word of its own somewhere in the text
)
