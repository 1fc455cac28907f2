package report

import (
	"fmt"
	"slices"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/register"
)

func TestSubmissions(t *testing.T) {
	entries := []corpus.RegisterEntry{
		{ID: "1", Name: "柏川县委"}, {ID: "2", Name: "柏川县教育局", Superior: "柏川县委", Due: "2"}, {ID: "3", Name: "柏川县第二中学", Superior: "柏川县教育局"},
		{ID: "4", Name: "柏川县卫生局", Superior: "柏川县委", Due: "否"}, {ID: "5", Name: "桃溪镇", Superior: "柏川县委", Due: "是"},
	}
	rows := Submissions(register.New(entries, register.Options{}), map[string]store.UnitCount{"2": {Documents: 1, Last: "2010-07-01"}, "3": {Documents: 3}})
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%d%s %d/%d %s", r.Depth, r.Name, r.Documents, r.Below, r.State))
	}
	want := []string{"0柏川县委 0/4 unspecified", "1柏川县教育局 1/4 partly", "2柏川县第二中学 3/3 submitted", "1柏川县卫生局 0/0 exempt", "1桃溪镇 0/0 missing"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	table := SubmissionTable(rows, corpus.Taxonomy{})
	if len(table.Rows) != 5 || table.Print(2, 0) != "　　柏川县第二中学" || table.PrintTotal(4) != "4" {
		t.Errorf("%+v", table)
	}
}
