package classify

import (
	"bufio"
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// nameTable is written by classify/train -names: how much likelier each
// character is in a person's name than in running text.
//
//go:embed names.txt
var nameTable string

// nameStat rates strings of characters as names: the sum over the characters
// of log P(character | its place in a name) / P(character | text), a naive
// Bayes likelihood ratio. Above likelyName nine in ten names of three
// characters lie, and one in thirteen strings that merely begin with a
// surname.
type nameStat struct {
	surname, first, second, single map[rune]float64
}

const (
	likelyName   = 4.0  // of a full name
	unlikelyName = 0.0  // below it lies hardly any name
	unseenName   = -2.5 // of a character that the names of the table lack at that place
	nameScale    = 10   // the table holds tenths
)

// parseNames reads a name table: lines of a character and its four ratios in
// tenths, as surname, as first and as second character of a given name of two
// and as one of one, with - where it was never seen there. Lines that begin
// with # are remarks.
func parseNames(table string) (*nameStat, error) {
	s := &nameStat{map[rune]float64{}, map[rune]float64{}, map[rune]float64{}, map[rune]float64{}}
	lines := bufio.NewScanner(strings.NewReader(table))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Fields(line)
		if len(f) != 5 {
			return nil, fmt.Errorf("line %d: %d fields, not 5", n, len(f))
		}
		r, _ := utf8.DecodeRuneInString(f[0])
		for i, to := range []map[rune]float64{s.surname, s.first, s.second, s.single} {
			if f[i+1] == "-" {
				continue
			}
			v, err := strconv.Atoi(f[i+1])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			to[r] = float64(v) / nameScale
		}
	}
	return s, lines.Err()
}

// rate returns the logarithm of how much likelier name is as a surname of one
// character with a given name of one or two than as text; 0 for anything else.
func (s *nameStat) rate(name string) float64 {
	rs := []rune(name)
	switch len(rs) {
	case givenMax:
		return ratio(s.surname, rs[0]) + ratio(s.single, rs[1])
	case givenMax + 1:
		return ratio(s.surname, rs[0]) + ratio(s.first, rs[1]) + ratio(s.second, rs[2])
	}
	return 0
}

func ratio(m map[rune]float64, r rune) float64 {
	if v, ok := m[r]; ok {
		return v
	}
	return unseenName
}

// tenths returns a ratio as the table prints it.
func tenths(v float64) string { return strconv.Itoa(int(math.Round(v * nameScale))) }
