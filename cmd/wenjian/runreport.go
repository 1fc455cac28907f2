package main

import (
	"strings"

	"github.com/spf13/cobra"

	"wenjian/corpus/store"
	"wenjian/report"
)

// A runReport is what one import did.
type runReport struct {
	run   store.Run
	files []store.FileResult
}

// A runView says how to show a runReport.
type runView struct {
	all bool   // every file, not only those that need attention
	out string // also write the table to this file
}

// fates returns whose files the view needs when it goes to the screen alone:
// a run of a hundred thousand files has as many rows.
func (v *runView) fates(json bool) []store.Fate {
	if v.all || v.out != "" || json {
		return nil
	}
	return []store.Fate{store.Failed, store.Identical, store.Alike, store.Sighted}
}

func (v *runView) flags(a *app, c *cobra.Command) {
	c.Flags().BoolVar(&v.all, "all", false, "逐个列出全部文件的结果")
	a.outputFlag(c, &v.out)
}

func (v *runView) check() error {
	if v.out == "" {
		return nil
	}
	_, err := outputFormat(v.out)
	return err
}

// showRun prints r, and writes it to a file when the view says so.
func (a *app) showRun(r runReport, view runView) error {
	if view.out != "" {
		if err := a.writeTable(view.out, report.Imports(r.run, r.files), report.NewExternalImport(r.run, r.files)); err != nil {
			return err
		}
	}
	switch {
	case a.json:
		return a.printJSON(report.NewExternalImport(r.run, r.files))
	case view.all:
		if err := report.WriteText(a.out, report.Imports(r.run, r.files), a.width()); err != nil {
			return err
		}
		a.printf("\n")
	}
	a.printRun(r, view)
	return nil
}

// printRun prints the counts of r and the files that someone should look at.
// Failures and warnings were said while the import ran.
func (a *app) printRun(r runReport, view runView) {
	a.printf("读入 %d 个文件：导入 %d 个（材料 %d 份），未变化 %d 个，失败 %d 个。\n",
		r.run.Files-r.run.Fates[store.Skipped], r.run.Imported(), r.run.Documents, r.run.Fates[store.Unchanged], r.run.Fates[store.Failed])
	if !view.all {
		a.printSame(r.files)
	}
	if n := r.run.Fates[store.Skipped]; n > 0 {
		a.printf("另有 %d 个隐藏、临时文件或工作区没有读。\n", n)
	}
	if !view.all && r.run.Files > 0 && r.run.Fates[store.Unchanged] < r.run.Files {
		a.printf("每个文件的结果：wenjian runs %d --all%s\n", r.run.ID, a.dataFlag())
	}
	if view.out != "" {
		a.printf("导入情况已存为 %s。\n", view.out)
	}
}

// mostSame is how many files with known bytes are named on the screen.
const mostSame = 20

// printSame names the files whose bytes were known already.
func (a *app) printSame(files []store.FileResult) {
	n := 0
	for _, f := range files {
		switch f.Fate {
		case store.Identical, store.Alike, store.Sighted:
			if n++; n <= mostSame {
				a.printf("　　%s：%s（%s）\n", f.Fate.Short(), f.Path, strings.Join(f.SameAs[:min(len(f.SameAs), 3)], "、"))
			}
		}
	}
	if n > mostSame {
		a.printf("　　……另有 %d 个文件与收到过的相同。\n", n-mostSame)
	}
}

// dataFlag repeats --data where a hint needs it.
func (a *app) dataFlag() string {
	if a.data == defaultData {
		return ""
	}
	return " --data " + a.data
}
