package compare

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"
)

// chronology returns the indexes of texts from the earliest to the latest:
// the superiors' documents, then by date (see when), undated last, then by content hash, and only for identical
// contents by source, ordinal and ID. So the order of the input decides
// nothing that can be told apart.
func chronology(texts []Text) []int {
	hash := make([]string, len(texts))
	date := make([]string, len(texts))
	order := make([]int, len(texts))
	for i, t := range texts {
		date[i] = when(&t)
		order[i] = i
		if hash[i] = t.Hash; hash[i] == "" {
			sum := sha256.Sum256([]byte(t.Text))
			hash[i] = hex.EncodeToString(sum[:])
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := &texts[i], &texts[j]
		return cmp.Or(
			cmp.Compare(boolInt(y.Superior), boolInt(x.Superior)),
			cmp.Compare(boolInt(date[i] == ""), boolInt(date[j] == "")), strings.Compare(date[i], date[j]), strings.Compare(hash[i], hash[j]),
			strings.Compare(x.Source, y.Source), cmp.Compare(x.Ordinal, y.Ordinal), strings.Compare(x.ID, y.ID),
			strings.Compare(x.Unit, y.Unit), strings.Compare(x.Text, y.Text))
	})
	return order
}

// when returns the date of t, or for an undated text the latest year it
// names, which it cannot have been written before; or nothing.
func when(t *Text) string {
	if t.Date != "" {
		return t.Date
	}
	latest := ""
	for rest := t.Text; ; {
		i := strings.Index(rest, "年")
		if i < 0 {
			return latest
		}
		if i >= 4 && isYear(rest[i-4:i]) && rest[i-4:i] > latest {
			latest = rest[i-4 : i]
		}
		rest = rest[i+len("年"):]
	}
}

// isYear reports whether s is a year from 1990 to 2039 in digits.
func isYear(s string) bool {
	return len(s) == 4 && (s[:3] == "199" || s[:2] == "20" && s[2] >= '0' && s[2] <= '3') && s[3] >= '0' && s[3] <= '9'
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unitIDs numbers the organisations of texts: by owner where one is known, else
// by name; a text without unit gets a number of its own, because silence is no
// sign of being the same.
func unitIDs(texts []Text, order []int) (ids []int32, names []string) {
	for _, t := range texts {
		if t.Unit != "" {
			names = append(names, t.Unit)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	owners := ownersOf(texts)
	orgs := map[string]int32{}
	ids = make([]int32, len(order))
	for rank, i := range order {
		t := &texts[i]
		if t.Unit == "" && t.Owner == "" {
			ids[rank] = -int32(rank) - 1
			continue
		}
		org := organisation(t.Unit)
		if owner := cmp.Or(t.Owner, owners[org]); owner != "" {
			org = "\x00" + owner // no name
		}
		if _, ok := orgs[org]; !ok {
			orgs[org] = int32(len(orgs))
		}
		ids[rank] = orgs[org]
	}
	return ids, names
}

// SameUnit reports whether two unit names mean one organisation: equal but for
// their Party bodies, or one the other without its leading places. An empty
// name is the same as none, not even as another empty one.
func SameUnit(a, b string) bool { return sameUnit(a, b) }

// sameUnit reports whether two unit names mean one organisation: equal
// without their Party bodies, or one the other without its leading places
// (县中医院, 沂河县中医院).
func sameUnit(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	a, b = organisation(a), organisation(b)
	if len(a) < len(b) {
		a, b = b, a
	}
	if a == b {
		return true
	}
	if !strings.HasSuffix(a, b) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b)
	return strings.ContainsRune("省市州县区旗镇乡", first) || utf8.RuneCountInString(b) >= 7
}
