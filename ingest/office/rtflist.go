package office

import (
	"bytes"
	"strconv"
	"strings"
)

// Lists of RTF (specification 1.9.1, "List Tables"): a paragraph names a use
// of a list (\lsN) and a level (\ilvlN); the use names the list and may
// override where its levels start or how they look:
//
//	{\*\listtable {\list {\listlevel\levelnfc0\levelstartat1{\leveltext\'02\'00.;}{\levelnumbers\'01;}} … \listid7} … }
//	{\*\listoverridetable {\listoverride\listid7\listoverridecount1{\lfolevel\listoverridestartat\levelstartat3}\ls1} … }
//
// The text of a level is its length, then characters; those from 0 to 8 stand
// for the number of that level. Most programs also write the number itself
// before the paragraph (\listtext); only where a file has none of these are
// they computed, the way Word computes those of a docx.
type rtfLists struct {
	docxLists
	defining *docxAbstract
	use      *docxNum
	level    *docxLevel // being defined, nil for none
	index    int        // of the level in its list, or of the override in its use
	text     string     // of the level
}

// newRTFLists returns nil for a file that states its numbers itself.
func newRTFLists(data []byte) *rtfLists {
	if !bytes.Contains(data, []byte(`\listtable`)) || bytes.Contains(data, []byte(`\listtext`)) || bytes.Contains(data, []byte(`\pntext`)) {
		return nil
	}
	return &rtfLists{docxLists: docxLists{abstract: map[string]*docxAbstract{}, nums: map[string]*docxNum{}}}
}

// word carries out a control word of the list tables.
func (l *rtfLists) word(name string, n int, given bool) {
	switch name {
	case "list":
		l.defining, l.use, l.level, l.index = &docxAbstract{}, nil, nil, -1
		for i := range l.defining.levels {
			l.defining.levels[i] = docxLevel{start: 1, restart: -1}
		}
	case "listoverride":
		l.defining, l.level, l.index = nil, nil, -1
		l.use = &docxNum{levels: map[int]docxLevel{}, starts: map[int]int{}, applied: map[int]bool{}}
	case "lfolevel":
		l.index, l.level = l.index+1, nil
	case "listlevel":
		l.beginLevel()
	case "listid":
		l.identify(strconv.Itoa(n))
	case "ls":
		if l.use != nil && len(l.nums) < maxDefined {
			l.nums[strconv.Itoa(n)] = l.use
		}
	case "levelstartat":
		switch {
		case l.level != nil:
			l.level.start = n
		case l.use != nil && l.index >= 0 && l.index < docxLevels:
			l.use.starts[l.index] = n
		}
	default:
		l.appearance(name, n, !given || n != 0)
	}
	l.store()
}

// appearance carries out a control word that says how a level looks.
func (l *rtfLists) appearance(name string, n int, on bool) {
	if l.level == nil {
		return
	}
	switch name {
	case "levelnfc", "levelnfcn":
		l.level.format = nfcNames[n]
		if l.level.format == "" {
			l.level.format = "decimal"
		}
	case "levellegal":
		l.level.legal = on
	case "levelnorestart":
		if on {
			l.level.restart = 0
		}
	}
}

func (l *rtfLists) beginLevel() {
	l.level = &docxLevel{start: 1, restart: -1, format: "decimal"}
	if l.defining != nil {
		l.index++
	}
}

func (l *rtfLists) identify(id string) {
	switch {
	case l.use != nil:
		l.use.abstract = id
	case l.defining != nil && len(l.abstract) < maxDefined:
		l.abstract[id] = l.defining
	}
}

// store keeps what is known of the level.
func (l *rtfLists) store() {
	switch {
	case l.level == nil || l.index < 0 || l.index >= docxLevels:
	case l.use != nil:
		l.use.levels[l.index] = *l.level
	case l.defining != nil:
		l.defining.levels[l.index] = *l.level
	}
}

// endText takes the text of a level, which has been read.
func (l *rtfLists) endText() {
	chars := []rune(l.text)
	l.text = ""
	if l.level == nil || len(chars) == 0 {
		return
	}
	n := min(int(chars[0]), maxLabel, len(chars)-1)
	var b strings.Builder
	for _, r := range chars[1 : 1+n] {
		if r < docxLevels {
			b.WriteString("%" + strconv.Itoa(int(r)+1))
		} else {
			b.WriteRune(r)
		}
	}
	l.level.text = b.String()
	l.store()
}

// number gives the paragraph that ends now the number that its list has for it.
func (r *rtfReader) number() {
	if r.lists == nil || r.state.list <= 0 || r.state.dest != rtfText || r.state.story.why != "" {
		return
	}
	label := r.lists.next(strconv.Itoa(r.state.list), max(0, r.state.level), "")
	r.written += len(label)
	r.state.story.label = label
}
