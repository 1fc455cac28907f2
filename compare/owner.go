package compare

import "slices"

// telling returns texts with the owners that say more than the names do: an
// organisation that one owner has under one name, which is no part of another
// organisation's, needs none. So a register that only confirms the names makes
// no text another one to compare.
func telling(texts []Text) []Text {
	ownersOfOrg, orgsOfOwner := map[string][]string{}, map[string][]string{}
	orgs := make([]string, len(texts))
	for i, t := range texts {
		if orgs[i] = organisation(t.Unit); t.Owner != "" {
			ownersOfOrg[orgs[i]] = with(ownersOfOrg[orgs[i]], t.Owner)
			orgsOfOwner[t.Owner] = with(orgsOfOwner[t.Owner], orgs[i])
		}
	}
	if len(orgsOfOwner) == 0 {
		return texts
	}
	doubtful := map[string]bool{}
	for org, owners := range ownersOfOrg {
		doubtful[org] = doubtful[org] || org == "" || len(owners) > 1 || len(orgsOfOwner[owners[0]]) > 1
	}
	all := map[string]bool{}
	for _, org := range orgs {
		all[org] = true
	}
	for org := range all {
		for i := range org {
			if part := org[i:]; i > 0 && all[part] && sameUnit(org, part) {
				doubtful[org], doubtful[part] = true, true
			}
		}
	}
	out := slices.Clone(texts)
	for i := range out {
		if !doubtful[orgs[i]] {
			out[i].Owner = ""
		}
	}
	return out
}

// with returns list with s in it.
func with(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// ownersOf returns the owner of every organisation whose texts have one only;
// it is that of a text of the same name whose owner is unknown.
func ownersOf(texts []Text) map[string]string {
	owners := map[string]string{}
	for _, t := range texts {
		if t.Owner == "" || t.Unit == "" {
			continue
		}
		org := organisation(t.Unit)
		if o, ok := owners[org]; !ok {
			owners[org] = t.Owner
		} else if o != t.Owner {
			owners[org] = "" // and stays so: no owner is empty
		}
	}
	return owners
}

// sameOwner reports whether one unit wrote both texts: by their owners where
// both are known, else by the units' names.
func sameOwner(a, b *Text) bool {
	if a.Owner != "" && b.Owner != "" {
		return a.Owner == b.Owner
	}
	return sameUnit(a.Unit, b.Unit)
}
