// Package gazetteer knows the administrative divisions of China down to
// counties (GB/T 2260): which names are places, on which rung, under whom. It
// says nothing about names that it does not hold; texts may be older than the
// list, so a place is also known by its stem under another suffix of its rung
// (宁乡县, since 2017 宁乡市).
package gazetteer

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode/utf8"
)

//go:embed divisions.txt
var divisions string

// A Rung is a level of administration.
type Rung int

// The rungs, the highest first. The zero Rung is none.
const (
	Province Rung = iota + 1 // 省, 自治区, 直辖市
	City                     // 地级市, 地区, 自治州, 盟
	County                   // 县, 县级市, 市辖区, 旗
)

// A Place is one division.
type Place struct {
	Name  string // in full: 长沙市
	Rung  Rung
	Above *Place // the division that governs it; nil for a province
}

// Within reports whether p is outer or lies in it.
func (p *Place) Within(outer *Place) bool {
	for ; p != nil; p = p.Above {
		if p == outer {
			return true
		}
	}
	return false
}

// A Table answers questions about places. It is safe for concurrent use.
type Table struct {
	byName  map[string][]*Place // by full name and by common short names
	byStem  map[string][]*Place // by name without its suffix, counties and cities alone
	longest int                 // characters of the longest name
}

// Load reads the built-in table; the error says which line is wrong.
func Load() (*Table, error) { return parse(divisions) }

func parse(table string) (*Table, error) {
	t := &Table{byName: map[string][]*Place{}, byStem: map[string][]*Place{}}
	var province, above *Place
	for i, line := range strings.Split(table, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '=':
			province = &Place{Name: line[1:], Rung: Province}
			above = province
			t.add(province)
		case province == nil:
			return nil, fmt.Errorf("gazetteer: line %d stands before any province", i+1)
		case line[0] == '+':
			above = &Place{Name: line[1:], Rung: City, Above: province}
			t.add(above)
		default:
			for _, name := range strings.Fields(line) {
				t.add(&Place{Name: name, Rung: County, Above: above})
			}
		}
	}
	return t, nil
}

func (t *Table) add(p *Place) {
	t.byName[p.Name] = append(t.byName[p.Name], p)
	t.longest = max(t.longest, utf8.RuneCountInString(p.Name))
	if s := stem(p.Name); utf8.RuneCountInString(s) >= 2 {
		t.byStem[s] = append(t.byStem[s], p)
	}
}

// endings are the suffixes of the divisions' names, a longer one before those
// that end it.
var endings = []string{
	"维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "新区", "矿区", "省", "市", "州", "盟", "县", "区", "旗",
}

// stem returns name without its suffix; names of peoples before 自治 stay.
func stem(name string) string {
	for _, e := range endings {
		if s, ok := strings.CutSuffix(name, e); ok {
			return s
		}
	}
	return name
}

// Find returns the places called name: by full name or, where none is, by
// the stem of a name that carries a suffix of the same rung. The result must
// not be changed.
func (t *Table) Find(name string) []*Place {
	if ps := t.byName[name]; len(ps) > 0 {
		return ps
	}
	s := stem(name)
	if s == name {
		return nil
	}
	var out []*Place
	for _, p := range t.byStem[s] {
		if p.Rung == County || p.Rung == City && strings.HasSuffix(name, "地区") || p.Rung == Province && strings.HasSuffix(name, "省") {
			out = append(out, p)
		}
	}
	return out
}

// Stem returns the places whose name without suffix is s: 长沙 for 长沙市 and
// for 长沙县. The result must not be changed.
func (t *Table) Stem(s string) []*Place { return t.byStem[s] }

// At returns the places whose full name begins s, the longest name first
// chosen, and the name's length in bytes; none when no name does.
func (t *Table) At(s string) ([]*Place, int) {
	end, n := 0, 0
	var best []*Place
	length := 0
	for end < len(s) && n < t.longest {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
		n++
		if ps := t.byName[s[:end]]; len(ps) > 0 {
			best, length = ps, end
		}
	}
	return best, length
}
