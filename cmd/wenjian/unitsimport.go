package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/ingest/charset"
	"wenjian/ingest/office"
	"wenjian/ingest/page"
	"wenjian/pipeline"
	"wenjian/register"
	"wenjian/report"
)

// mostRegister is the largest file that is read as a register, in bytes.
const mostRegister = 32 << 20

func newUnitsImport(a *app) *cobra.Command {
	var replace, preview bool
	var out string
	c := &cobra.Command{
		Use:   "import 名册文件",
		Short: "导入名册（xlsx、xls、csv），已有的单位更新",
		Long: `导入名册。表头写在第几行、列叫什么名字、列的先后都可以不同，只要有“单位名称”一列；合并的标题行、合计行会跳过。
已有的单位按名称和上级认出并更新：空着的格子不会抹掉原来的内容；这次表里没有的单位保留。
--replace 让名册与这个文件完全一致（用导出的名册恢复以前的样子）；--preview 只看会改变什么。
有问题的行逐行说明，不影响其他行；-o 把这些问题另存为表格。`,
		Example: "  wenjian units import 名册.xlsx --preview\n  wenjian units import 名册.xlsx\n  wenjian units import 备份.xlsx --replace",
		Args:    exactly(1, "名册文件"),
		RunE: func(c *cobra.Command, args []string) error {
			if out != "" {
				if _, err := outputFormat(out); err != nil {
					return err
				}
			}
			sheets, err := readSheets(c.Context(), args[0])
			if err != nil {
				return err
			}
			return a.inNew(c.Context(), func(w *workspace) error {
				return a.importRegister(c.Context(), w, sheets, replace, preview, out)
			})
		},
	}
	c.Flags().BoolVar(&replace, "replace", false, "名册与文件完全一致：文件里没有的单位去掉")
	c.Flags().BoolVar(&preview, "preview", false, "只看会改变什么，不保存")
	c.Flags().StringVarP(&out, "output", "o", "", "把有问题的行另存为文件（.xlsx、.csv、.json）")
	return c
}

// readSheets reads the sheets of a register's file; the error is for people.
func readSheets(ctx context.Context, file string) ([]register.Sheet, error) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, notFoundf("没有“%s”这个文件。", file)
	case err != nil:
		return nil, fmt.Errorf("读取 %s：%w", file, err)
	case info.IsDir():
		return nil, usagef("“%s”是文件夹，请写名册文件。", file)
	case info.Size() > mostRegister:
		return nil, usagef("“%s”超过 %d MB，不像名册。", file, mostRegister>>20)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("读取 %s：%w", file, err)
	}
	switch ext := strings.ToLower(filepath.Ext(file)); ext {
	case ".csv", ".txt", ".tsv":
		return csvSheets(file, data)
	}
	grids, err := office.ReadGrids(ctx, data)
	var fail *page.Failure
	if errors.As(err, &fail) {
		return nil, usagef("%s：%s（%s）：%s", file, fail.Reason, fail.Code, "名册请用 xlsx、xls 或 csv 文件。"+fail.Advice)
	}
	if err != nil {
		return nil, fmt.Errorf("读取 %s：%w", file, err)
	}
	var out []register.Sheet
	for _, g := range grids {
		s := register.Sheet{Name: g.Sheet}
		for _, r := range g.Rows {
			s.Rows = append(s.Rows, register.Row{Number: r.Number, Cells: r.Cells})
		}
		out = append(out, s)
	}
	return out, nil
}

// csvSheets reads comma or tab separated values in any Chinese encoding. Rows
// are counted by the lines of the file. A line whose quotes do not close is
// read as it stands.
func csvSheets(file string, data []byte) ([]register.Sheet, error) {
	text, fail := charset.Decode(data, "")
	if fail != nil {
		return nil, usagef("%s：%s（%s）：%s", file, fail.Reason, fail.Code, fail.Advice)
	}
	r := csv.NewReader(strings.NewReader(text.Text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	if strings.Count(text.Text, "\t") > strings.Count(text.Text, ",") {
		r.Comma = '\t'
	}
	var s register.Sheet
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return []register.Sheet{s}, nil
		}
		if err != nil {
			return nil, usagef("%s：不是逗号分隔的表格：%v。请用 Excel 或 WPS 打开，另存为 xlsx 再导入。", file, err)
		}
		line, _ := r.FieldPos(0)
		s.Rows = append(s.Rows, register.Row{Number: line, Cells: cells})
	}
}

// importRegister joins what was read into the register and says what changed.
func (a *app) importRegister(ctx context.Context, w *workspace, sheets []register.Sheet, replace, preview bool, out string) error {
	reading := register.Read(sheets, w.classifier.Taxonomy())
	if len(reading.Lines) == 0 {
		for _, p := range reading.Problems {
			fmt.Fprintln(a.err, p)
		}
		return usagef("没有读到单位（no-units）：名册没有改动。请检查表头和内容，可以用 wenjian units template 生成空表。")
	}
	book, err := w.store.Identity(ctx)
	if err != nil {
		return err
	}
	for i := range reading.Lines { // a number of another workspace stays as it is: it names none of ours
		reading.Lines[i].ID = strings.TrimPrefix(reading.Lines[i].ID, register.Number(book, ""))
	}
	old, err := w.store.Register(ctx)
	if err != nil {
		return err
	}
	u := register.Import(old, reading.Lines, replace)
	whole := register.New(u.Entries, register.Options{}).Check()
	register.Locate(whole, u.Entries, reading.Lines)
	problems := slices.Concat(reading.Problems, u.Problems, whole)
	if !preview {
		if err := w.store.PutRegister(ctx, u.Entries, nil); err != nil {
			return err
		}
		if err := w.pipe.CatchUp(ctx); err != nil {
			return err
		}
	}
	if out != "" {
		if err := a.writeTable(out, report.Problems(problems), nil); err != nil {
			return err
		}
	}
	return a.sayImported(ctx, w, u, problems, replace, preview)
}

// sayImported reports an import.
func (a *app) sayImported(ctx context.Context, w *workspace, u register.Update, problems []register.Problem, replace, preview bool) error {
	if a.json {
		return a.printJSON(struct {
			Preview   bool              `json:"preview"`
			Units     int               `json:"units"`
			Added     []string          `json:"added"`
			Changed   []string          `json:"changed"`
			Unchanged int               `json:"unchanged"`
			Missing   []string          `json:"missing"`
			Problems  []externalProblem `json:"problems"`
		}{preview, len(u.Entries), append([]string{}, u.Added...), append([]string{}, u.Changed...), u.Unchanged, append([]string{}, u.Missing...), externalProblems(problems)})
	}
	for _, p := range problems {
		fmt.Fprintln(a.err, p)
	}
	verb := "已导入名册"
	if preview {
		verb = "预览（没有保存）"
	}
	a.printf("%s：新增 %d 个单位，更新 %d 个，未变 %d 个", verb, len(u.Added), len(u.Changed), u.Unchanged)
	switch {
	case len(u.Missing) > 0 && replace:
		a.printf("，去掉 %d 个（%s）", len(u.Missing), someOf(u.Missing))
	case len(u.Missing) > 0:
		a.printf("，表里没有而保留的 %d 个（%s）", len(u.Missing), someOf(u.Missing))
	}
	a.printf("。名册现有 %d 个单位", len(u.Entries))
	if len(problems) > 0 {
		a.printf("，%d 个问题需要看一下", len(problems))
	}
	a.printf("。\n")
	if preview {
		return nil
	}
	return a.sayLinked(ctx, w)
}

// someOf names the first few.
func someOf(names []string) string {
	const most = 5
	if len(names) > most {
		return strings.Join(names[:most], "、") + "等"
	}
	return strings.Join(names, "、")
}

// sayLinked says how many documents the register knows the unit of.
func (a *app) sayLinked(ctx context.Context, w *workspace) error {
	links, err := w.store.Links(ctx)
	if err != nil || len(links) == 0 {
		return err
	}
	linked := 0
	for _, l := range links {
		if l.Unit != "" {
			linked++
		}
	}
	a.printf("%d 份材料中 %d 份对应到名册。", len(links), linked)
	if linked < len(links) {
		a.printf("其余 %d 份见 wenjian units check。", len(links)-linked)
	}
	a.printf("\n")
	return nil
}

// externalProblem is a problem as it leaves the program.
type externalProblem struct {
	Code   string `json:"code"`
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Unit   string `json:"unit"`
	Reason string `json:"reason"`
	Advice string `json:"advice"`
}

func externalProblems(problems []register.Problem) []externalProblem {
	out := make([]externalProblem, 0, len(problems))
	for _, p := range problems {
		out = append(out, externalProblem{p.Code, p.Sheet, p.Row, p.Unit, p.Reason, p.Advice})
	}
	return out
}

func newUnitsTemplate(a *app) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:     "template -o 名册.xlsx",
		Short:   "生成带填写说明的空名册",
		Example: "  wenjian units template -o 名册.xlsx",
		Args:    exactly(0, ""),
		RunE: func(*cobra.Command, []string) error {
			if out == "" {
				return usagef("缺少 -o。请写明空表的文件名，例如 -o 名册.xlsx。")
			}
			t, err := a.newTools()
			if err != nil {
				return err
			}
			tax := t.classifier.Taxonomy()
			if err := a.writeTable(out, report.RegisterTable(nil, tax, register.Explain(tax)), nil); err != nil {
				return err
			}
			a.printf("空名册已存为 %s。填好以后运行：wenjian units import %s\n", out, out)
			return nil
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "空表的文件名（.xlsx、.csv）")
	return c
}

func newUnitsExport(a *app) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:     "export -o 名册.xlsx",
		Short:   "导出名册，可以修改后再导入，也可以作备份",
		Example: "  wenjian units export -o 名册备份.xlsx",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			if out == "" {
				return usagef("缺少 -o。请写明导出的文件名，例如 -o 名册.xlsx。")
			}
			return a.inRegister(c.Context(), func(w *workspace, _ *register.Register) error {
				entries, err := w.store.Register(c.Context())
				if err != nil {
					return err
				}
				book, err := w.store.Identity(c.Context())
				if err != nil {
					return err
				}
				for i := range entries {
					entries[i].ID = register.Number(book, entries[i].ID)
				}
				notes := []string{"改好以后再导入一次即可更新；“编号”一列请不要改。恢复成这个文件的样子：wenjian units import 本文件 --replace。"}
				if err := a.writeTable(out, report.RegisterTable(entries, w.classifier.Taxonomy(), notes), nil); err != nil {
					return err
				}
				a.printf("名册已存为 %s（%d 个单位）。\n", out, len(entries))
				return nil
			})
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "导出的文件名（.xlsx、.csv）")
	return c
}

func newUnitsLearn(a *app) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "learn -o 名册.xlsx",
		Short: "从已导入的材料生成一份名册草稿",
		Long: `把材料上出现的单位整理成名册草稿：同一单位的几种叫法（中共某县教育局党组、某县教育局、县教育局）合成一行，
附上识别出的类别、层级和上级。草稿要由人核对、修改后再用 units import 导入。已有名册时，只列还没有对应上的单位。`,
		Example: "  wenjian units learn -o 名册草稿.xlsx",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			if out != "" {
				if _, err := outputFormat(out); err != nil {
					return err
				}
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				found, err := pipeline.LearnRegister(c.Context(), w.store)
				if err != nil {
					return err
				}
				if len(found) == 0 {
					return notFoundf("材料里没有名册以外的单位。")
				}
				entries := make([]corpus.RegisterEntry, len(found))
				documents := register.LearnedCount
				counts := make([]int, len(found))
				for i, p := range found {
					entries[i], counts[i] = p.RegisterEntry, p.Documents
				}
				notes := []string{"由程序从材料中整理，请核对：同一单位的行要合并，错的名称、类别、上级要改正，不是单位的行要删掉；改好后用 wenjian units import 导入。"}
				return a.showTable(report.RegisterTable(entries, w.classifier.Taxonomy(), notes, report.RegisterColumn{Name: documents, Counts: counts}), out)
			})
		},
	}
	a.outputFlag(c, &out)
	return c
}
