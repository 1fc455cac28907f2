package web

import (
	"wenjian/corpus"
	"wenjian/corpus/store"
)

// A sightingView is one path under which a document came.
type sightingView struct {
	Path, At string
	RunURL   string // of the import that saw it first; empty when that is not known
	Run      int64
	Gone     bool // the path has another file now
}

// An identicalView is another submission of the same file.
type identicalView struct {
	URL, Title, Source string
	Unit               string // empty: unknown
	Compare            string
}

// addOrigin says where the document came from, who else handed in the same
// file, and what the file says of itself.
func (v *documentView) addOrigin(d *corpus.Document, seen []store.Sighting, same []store.Row) {
	for _, g := range seen {
		s := sightingView{Path: g.Path, At: clock(g.At), Run: g.Run, Gone: g.Gone}
		if g.Run != 0 {
			s.RunURL = runURL(g.Run)
		}
		v.Sightings = append(v.Sightings, s)
	}
	for _, r := range same {
		v.Identical = append(v.Identical, identicalView{URL: "/docs/" + r.ID, Title: titleOfRow(r), Source: r.Source, Unit: r.Unit, Compare: compareURL(d.ID, r.ID)})
	}
	v.Properties = store.PropertiesOf(d.Source)
}
