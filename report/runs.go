package report

import (
	"strings"

	"wenjian/corpus/store"
)

// Runs lists imports with the number of files that met each fate.
func Runs(runs []store.Run) Table {
	t := Table{Title: "历次导入", Columns: []Column{{"次序", Count}, {"开始时间", Text}, {"状态", Text}, {"文件", Count}}}
	fates := store.Fates()
	for _, f := range fates {
		t.Columns = append(t.Columns, Column{f.Short(), Count})
	}
	t.Columns = append(t.Columns, Column{"有警告", Count}, Column{"导入的路径", Text})
	for _, r := range runs {
		state := "完成"
		if r.Finished.IsZero() {
			state = "没有做完"
		}
		row := []Cell{{Value: int(r.ID)}, {Value: r.Started.Local().Format("2006-01-02 15:04")}, {Value: state}, {Value: r.Files}}
		for _, f := range fates {
			row = append(row, Cell{Value: r.Fates[f]})
		}
		t.Rows = append(t.Rows, append(row, Cell{Value: r.Warned}, known(strings.Join(r.Inputs, "、"))))
	}
	t.Notes = []string{"每次导入的逐个文件结果：wenjian runs 次序 --all。"}
	return t
}
