package index

import "wenjian/index/query"

// ExpandUnits returns n with every condition on a unit widened to all names
// that names returns for it: a unit is found by its aliases and former names,
// too. Conditions on the whole value (单位=…) stay. An error is that of names.
func ExpandUnits(n query.Node, names func(unit string) ([]string, error)) (query.Node, error) {
	switch n := n.(type) {
	case query.And:
		list, err := expandAll(n, names)
		return query.And(list), err
	case query.Or:
		list, err := expandAll(n, names)
		return query.Or(list), err
	case query.Not:
		c, err := ExpandUnits(n.Node, names)
		return query.Not{Node: c}, err
	case query.Field:
		if n.Name == unitField && !n.Exact {
			return expandUnit(n, names)
		}
	}
	return n, nil
}

// unitField is the field whose values are names of units.
const unitField = "unit"

func expandAll(list []query.Node, names func(string) ([]string, error)) ([]query.Node, error) {
	out := make([]query.Node, len(list))
	for i, c := range list {
		var err error
		if out[i], err = ExpandUnits(c, names); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func expandUnit(f query.Field, names func(string) ([]string, error)) (query.Node, error) {
	all, err := names(f.Value)
	if err != nil || len(all) == 0 {
		return f, err
	}
	or := query.Or{f}
	for _, name := range all {
		or = append(or, query.Field{Name: f.Name, Value: name, Exact: true, Pos: f.Pos})
	}
	return or, nil
}
