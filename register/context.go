package register

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// hints are what a document says around the name of its unit.
type hints struct {
	r        *Register
	superior shape
	above    int // the entry that superior means, or -1
	kind     string
	places   []place  // that superior and path name, the home excluded
	path     []string // keys of folders and file name
}

func (r *Register) hintsOf(q Query) *hints {
	c := &hints{r: r, kind: q.Kind, above: -1}
	for _, name := range strings.FieldsFunc(q.Superior, func(x rune) bool { return x == '；' || x == ';' }) {
		if c.superior.key == "" {
			c.superior = shapeOf(Key(name))
		}
		c.places = append(c.places, splitAll(Key(name))...)
	}
	if c.superior.key != "" {
		c.above = r.superiorOf(c.superior)
	}
	for _, part := range strings.FieldsFunc(q.Path, func(x rune) bool { return x == '/' || x == '\\' || x == '!' }) {
		key := Key(strings.TrimLeft(part, "0123456789０１２３４５６７８９ .、-_"))
		c.path = append(c.path, key)
		c.places = append(c.places, splitAll(key)...)
	}
	return c
}

// fit says whether two names with one tail can be the same.
type fit int

const (
	apart   fit = iota // their places contradict each other, or nothing supplies what one leaves out
	assumed            // the register's home supplies it
	known              // superior, path or the entry's superiors supply it
)

// fits compares the places of the document's name with those of an entry's.
func (r *Register) fits(doc *shape, t tailed, c *hints) fit {
	a, b := doc.places, t.name.places
	short, supplied, level := a, c.places, doc.level
	if len(a) > len(b) {
		a, b = b, a
		short, supplied, level = t.name.places, r.above[t.entry], t.name.level
	}
	left := b[:len(b)-len(a)]
	if !slices.Equal(a, b[len(left):]) {
		return apart
	}
	if len(left) == 0 {
		return r.bare(doc, t)
	}
	if level != "" && !strings.HasSuffix(left[len(left)-1], level) {
		return apart
	}
	return r.supplies(left, short, supplied)
}

// bare compares two names without places, or with the same ones: 县教育局 and
// 教育局 are one in a register with a home, 县教育局 and 市教育局 are not.
func (r *Register) bare(doc *shape, t tailed) fit {
	switch {
	case doc.level == t.name.level:
		return known
	case doc.level != "" && t.name.level != "" || r.home == "":
		return apart
	case strings.HasSuffix(r.home, doc.level+t.name.level):
		return assumed
	}
	return apart
}

// supplies reports whether the places that a name leaves out before those it
// has are known. What lies above a county needs no proof, nor does the county
// of a place that the name has, unless the register is of another one.
func (r *Register) supplies(left, has, supplied []place) fit {
	last := left[len(left)-1]
	switch {
	case slices.Contains(supplied, last):
		return known
	case len(has) > 0:
		if rank(last) == rankCounty && rank(has[0]) > rankCounty && r.home != "" && last != r.home {
			return apart
		}
		return known
	case slices.ContainsFunc(supplied, func(p place) bool { return rank(p) == rank(last) && p != r.home }):
		return apart // they name another of its rank
	case last == r.home:
		return assumed
	}
	return apart
}

// The weight of evidence that picks one of several entries.
const (
	bySaidSuperior = 8 // the superior that the text names is above the entry
	bySaidPlace    = 4 // the text or path names a place that the entry lies in
	byFolder       = 4 // a folder is named like a superior of the entry
	bySaidKind     = 1 // the kinds agree
)

// pick returns the one entry that superior, path and kind speak for most.
func (c *hints) pick(entries []int) (int, bool) {
	best, second, at := 0, 0, -1
	for _, i := range entries {
		switch w := c.weight(i); {
		case w > best:
			best, second, at = w, best, i
		case w > second:
			second = w
		}
	}
	return at, best > second
}

func (c *hints) weight(i int) (w int) {
	r := c.r
	for p := r.parent[i]; p >= 0; p = r.parent[p] {
		if p == c.above {
			w += bySaidSuperior
		}
		if slices.ContainsFunc(r.names[p], func(n shape) bool { return c.inPath(n.core) }) {
			w += byFolder
		}
	}
	if s := Host(r.entries[i].Superior); r.parent[i] < 0 && s != "" && s == c.superior.host {
		w += bySaidSuperior
	}
	for _, p := range slices.Concat(r.names[i][0].places, r.above[i]) {
		if slices.Contains(c.places, p) || c.inPath(p) {
			w += bySaidPlace
			break
		}
	}
	if c.kind != "" && r.entries[i].Kind == c.kind {
		w += bySaidKind
	}
	return w
}

// inPath reports whether a folder or the file name begins with name.
func (c *hints) inPath(name string) bool {
	return utf8.RuneCountInString(name) >= 2 && slices.ContainsFunc(c.path, func(p string) bool { return strings.HasPrefix(p, name) })
}
