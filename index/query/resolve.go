package query

// A Lookup returns the IDs that a reader means by value in the field with ID
// field: the ID or label itself and the kinds below it. None means unknown.
type Lookup func(field, value string) []string

// Resolve returns n with the values of its Label fields replaced by IDs; a
// value with several IDs becomes an Or. Statuses and unknown ("") values are
// left alone. A value that lookup does not know is an *Error.
func Resolve(n Node, lookup Lookup) (Node, error) {
	switch n := n.(type) {
	case And:
		list, err := resolveAll(n, lookup)
		return And(list), err
	case Or:
		list, err := resolveAll(n, lookup)
		return Or(list), err
	case Not:
		c, err := Resolve(n.Node, lookup)
		return Not{c}, err
	case In:
		if n.Scope != Part {
			return n, nil
		}
		of, err := resolveField(n.Of, lookup)
		if err != nil {
			return nil, err
		}
		return eachKind(n, of), nil
	case Field:
		return resolveField(n, lookup)
	}
	return n, nil
}

func resolveAll(list []Node, lookup Lookup) ([]Node, error) {
	out := make([]Node, len(list))
	for i, c := range list {
		r, err := Resolve(c, lookup)
		if err != nil {
			return nil, err
		}
		out[i] = r
	}
	return out, nil
}

func resolveField(f Field, lookup Lookup) (Node, error) {
	info, ok := FieldByID(f.Name)
	if !ok || info.Match != Label || f.Value == "" || f.Name == statusField {
		return f, nil
	}
	ids := lookup(f.Name, f.Value)
	if len(ids) == 0 {
		return nil, &Error{f.Pos, "的“" + brief(f.Value) + "”不是已知的" + info.Label}
	}
	or := make(Or, len(ids))
	for i, id := range ids {
		g := f
		g.Value = id
		or[i] = g
	}
	if len(or) == 1 {
		return or[0], nil
	}
	return or, nil
}

// eachKind returns in for each of the kinds that its own was resolved to.
func eachKind(in In, of Node) Node {
	list, ok := of.(Or)
	if !ok {
		in.Of, _ = of.(Field)
		return in
	}
	or := make(Or, len(list))
	for i, c := range list {
		one := in
		one.Of, _ = c.(Field)
		or[i] = one
	}
	return or
}
