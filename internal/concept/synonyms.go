package concept

import (
	_ "embed"
	"strings"
)

// synonymText is the hand-made table: each line holds words that say the
// same in reports, talk and the dictionaries of sites that respin texts.
// Lines that begin with # are comments. Words are written folded, as the
// dictionary is asked (zh.Fold).
//
//go:embed synonyms.txt
var synonymText string

// join adds the groups of a table of synonyms to d.
func (d *Dictionary) join(table string) {
	d.groups = map[Word][]uint32{}
	group := uint32(0)
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, s := range strings.Fields(line) {
			word := pack(s)
			if word == 0 {
				continue // a test sees to it that there is none
			}
			d.groups[word] = append(d.groups[word], group)
			if _, ok := d.words[word]; !ok {
				d.set(word, int32(len(d.at)-1))
				d.at = append(d.at, d.at[len(d.at)-1]) // no sense but its groups
			}
		}
		group++
	}
}
