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

// fieldText is the table of fields: each line holds words that one field of
// life uses, written like synonymText.
//
//go:embed fields.txt
var fieldText string

// join adds the groups of a table to d, numbered from first on, and returns
// the number after the last.
func (d *Dictionary) join(table string, first uint32) uint32 {
	group := first
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
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
	return group
}
