package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wenjian/corpus/store"
)

// Imports lists what became of every file of an import: files are all of the
// run's or some of them.
func Imports(run store.Run, files []store.FileResult) Table {
	t := Table{Title: fmt.Sprintf("第 %d 次导入情况表", run.ID), Columns: []Column{
		{"文件", Text}, {"处理结果", Text}, {"材料份数", Count}, {"说明", Text}, {"处理建议", Text}, {"大小（字节）", Count}, {"代码", Text},
	}}
	documents, size := 0, 0
	for _, f := range files {
		n := Cell{Value: f.Documents}
		switch f.Fate {
		case store.Failed, store.Skipped:
			n = Cell{}
		case store.Sighted: // they are counted where they came first
			n = Cell{Value: 0}
		}
		bytes := Cell{Value: int(f.Size)}
		if f.SHA256 == "" {
			bytes = Cell{}
		}
		t.Rows = append(t.Rows, []Cell{
			{Value: f.Path}, {Value: FateOf(f)}, n, {Value: explained(f)}, {Value: advised(f)}, bytes, {Value: strings.Join(codes(f), "、")},
		})
		if v, ok := n.Value.(int); ok {
			documents += v
		}
		size += int(f.Size)
	}
	t.Total = []Cell{{Value: fmt.Sprintf("合计 %d 个文件", len(files))}, {}, {Value: documents}, {}, {}, {Value: size}, {}}
	t.Notes = importNotes(run, len(files))
	return t
}

func importNotes(run store.Run, shown int) []string {
	when := run.Started.Local().Format("2006-01-02 15:04") + " 开始"
	if run.Finished.IsZero() {
		when += "，没有做完（再次运行同一命令可接着处理）"
	}
	notes := []string{when + "，共 " + strconv.Itoa(run.Files) + " 个文件：" + FateCounts(run) + "。"}
	if len(run.Inputs) > 0 {
		notes = append(notes, "导入的路径："+strings.Join(run.Inputs, "、")+"。")
	}
	if shown != run.Files {
		notes = append(notes, fmt.Sprintf("本表只列其中 %d 个。", shown))
	}
	return append(notes,
		fmt.Sprintf("失败的文件，%d 兆字节以内的已留存原件，程序升级后可以重试；跳过的文件没有读取，也不留存。", store.KeepLimit>>20),
		"同一单位、同一时间的相同文件是同一文档的又一来源，份数不另计；其他相同的文件各立一份，互相关联，不合并。",
	)
}

// FateCounts says how many files of a run met which fate, the fates that need
// attention first; fates that no file met are left out.
func FateCounts(run store.Run) string {
	var parts []string
	for _, f := range store.Fates() {
		if n := run.Fates[f]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d 个", f.Short(), n))
		}
	}
	if run.Warned > 0 {
		parts = append(parts, fmt.Sprintf("其中有警告 %d 个", run.Warned))
	}
	if len(parts) == 0 {
		return "没有文件"
	}
	return strings.Join(parts, "，")
}

// FateOf says in words what became of a file.
func FateOf(f store.FileResult) string {
	s := f.Fate.Label()
	if f.Documents > 1 && f.Fate != store.Failed {
		s += fmt.Sprintf("，拆分为 %d 篇", f.Documents)
	}
	if len(f.Warnings) > 0 {
		s += "，有警告"
	}
	return s
}

// shownPaths is how many paths of identical files an explanation names.
const shownPaths = 3

// explained says why a file met its fate.
func explained(f store.FileResult) string {
	var parts []string
	if f.Reason != "" {
		parts = append(parts, strings.TrimSuffix(f.Reason, "。"))
	}
	switch {
	case f.Fate == store.Failed && f.Kept:
		parts = append(parts, "原件已留存")
	case f.Fate == store.Failed && (f.Size > 0 || f.SHA256 == ""):
		parts = append(parts, "原件没有留存")
	}
	switch {
	case f.Fate == store.Failed && f.Documents > 0:
		parts = append(parts, fmt.Sprintf("库中仍是以前收到的 %d 份材料", f.Documents))
	case len(f.SameAs) > 0:
		s := "与 " + strings.Join(f.SameAs[:min(len(f.SameAs), shownPaths)], "、")
		if len(f.SameAs) > shownPaths {
			s += fmt.Sprintf(" 等 %d 个文件", len(f.SameAs))
		}
		parts = append(parts, s+" 相同")
	}
	for _, w := range f.Warnings {
		parts = append(parts, strings.TrimSuffix(w.Reason, "。"))
	}
	return strings.Join(parts, "；")
}

// advised says what to do about a file.
func advised(f store.FileResult) string {
	var parts []string
	add := func(s string) {
		if s != "" && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	add(f.Advice)
	if f.Fate == store.Identical {
		add("请核对是否误交了别的单位的文件。")
	}
	for _, w := range f.Warnings {
		add(w.Advice)
	}
	return strings.Join(parts, "")
}

func codes(f store.FileResult) []string {
	var out []string
	if f.Code != "" {
		out = append(out, f.Code)
	}
	for _, w := range f.Warnings {
		if w.Code != "" && !slices.Contains(out, w.Code) {
			out = append(out, w.Code)
		}
	}
	return out
}
