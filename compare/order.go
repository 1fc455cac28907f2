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
// by date, undated last, then by content hash, and only for identical
// contents by source, ordinal and ID. So the order of the input decides
// nothing that can be told apart.
func chronology(texts []Text) []int {
	hash := make([]string, len(texts))
	order := make([]int, len(texts))
	for i, t := range texts {
		order[i] = i
		if hash[i] = t.Hash; hash[i] == "" {
			sum := sha256.Sum256([]byte(t.Text))
			hash[i] = hex.EncodeToString(sum[:])
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := &texts[i], &texts[j]
		return cmp.Or(
			cmp.Compare(boolInt(x.Date == ""), boolInt(y.Date == "")), strings.Compare(x.Date, y.Date), strings.Compare(hash[i], hash[j]),
			strings.Compare(x.Source, y.Source), cmp.Compare(x.Ordinal, y.Ordinal), strings.Compare(x.ID, y.ID),
			strings.Compare(x.Unit, y.Unit), strings.Compare(x.Text, y.Text))
	})
	return order
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unitIDs numbers the organisations of texts by name; a text without unit
// gets a number of its own, because silence is no sign of being the same.
func unitIDs(texts []Text, order []int) (ids []int32, names []string) {
	for _, t := range texts {
		if t.Unit != "" {
			names = append(names, t.Unit)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	orgs := map[string]int32{}
	ids = make([]int32, len(order))
	for rank, i := range order {
		if u := texts[i].Unit; u != "" {
			org := organisation(u)
			if _, ok := orgs[org]; !ok {
				orgs[org] = int32(len(orgs))
			}
			ids[rank] = orgs[org]
		} else {
			ids[rank] = -int32(rank) - 1
		}
	}
	return ids, names
}

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
