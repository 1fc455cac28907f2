package report_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/report"
)

// Activities agrees with a count that reads every document and is obviously right.
func TestActivitiesAgainstOracle(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := rand.New(rand.NewPCG(5, 6))
	tax := taxonomy()
	kinds := []string{"党性教育", "讲党课", "微党课", "走访慰问", "知识竞赛", "未知活动"}
	units := []string{"", "甲村", "乙村", "丙醫院", "丙医院"}
	for i := range 60 {
		w := write("题", "阶段总结", units[r.IntN(len(units))], "村", "文")
		for range r.IntN(6) {
			w = w.act("文", kinds[r.IntN(len(kinds))], corpus.Statuses()[r.IntN(4)])
			w.Activities[len(w.Activities)-1].Event = r.IntN(4) // 0: not linked
		}
		if _, err := s.Put(t.Context(), corpus.Source{Path: fmt.Sprint(i)}, []byte{byte(i)}, []*corpus.Document{w.Document}, "v"); err != nil {
			t.Fatal(err)
		}
	}
	table, err := report.Activities(t.Context(), s, report.Options{Taxonomy: tax})
	if err != nil {
		t.Fatal(err)
	}
	want := recount(t, s, tax)
	if len(table.Rows) != len(want) {
		t.Errorf("%d rows, want %d", len(table.Rows), len(want))
	}
	for _, row := range table.Rows {
		kind := row[0].Value.(string)
		for i, c := range table.Columns {
			if c.Kind == report.Count && row[i].Value != want[kind][c.Name] {
				t.Errorf("%s %s: %v, want %d", kind, c.Name, row[i].Value, want[kind][c.Name])
			}
		}
	}
}

// recount counts by hand, by activity and column name.
func recount(t *testing.T, s *store.Store, tax corpus.Taxonomy) map[string]map[string]int {
	t.Helper()
	out := make(map[string]map[string]int)
	seen := make(map[string]bool)
	planned := make(map[[2]string]bool)
	for d, err := range s.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		unit := store.UnitKey(d.Unit.Name)
		for i, a := range d.Activities {
			event := fmt.Sprint("event ", a.Event)
			if a.Event == 0 {
				event = fmt.Sprint("mention ", i)
			}
			for kind := a.Kind; kind != ""; {
				if out[kind] == nil {
					out[kind] = make(map[string]int)
				}
				once := func(column string, of ...any) {
					if key := fmt.Sprint(kind, column, of); !seen[key] {
						seen[key] = true
						out[kind][column]++
					}
				}
				once(a.Status.Label()+"处数", d.ID, event)
				once(a.Status.Label()+"材料", d.ID)
				if unit != "" {
					once(a.Status.Label()+"单位", unit)
					switch a.Status {
					case corpus.Planned:
						planned[[2]string{kind, unit}] = true
					case corpus.Held:
						seen[fmt.Sprint("held", kind, unit)] = true
					}
				}
				up, _ := corpus.Find(tax.Activities, kind)
				kind = up.Parent
			}
		}
	}
	for p := range planned {
		if !seen[fmt.Sprint("held", p[0], p[1])] {
			out[p[0]]["仅计划单位"]++
		}
	}
	return out
}
