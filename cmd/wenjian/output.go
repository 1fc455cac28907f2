package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wenjian/report"
	"wenjian/report/docx"
	"wenjian/report/xlsx"
)

// outputFlag adds the options that write a command's table to a file.
func (a *app) outputFlag(c *cobra.Command, out *string) {
	c.Flags().StringVarP(out, "output", "o", "", "另存为文件（.xlsx、.docx、.csv、.json）")
	c.Flags().BoolVar(&a.gb18030, "gb18030", false, "csv 文件用 GB18030 编码（不写则为带标记的 UTF-8）")
}

// showTable prints t, or writes it to the file out when there is one.
func (a *app) showTable(t report.Table, out string) error {
	switch {
	case out != "":
		if err := a.writeTable(out, t, nil); err != nil {
			return err
		}
		if !a.json {
			a.printf("%s已存为 %s（%d 行）。\n", t.Title, out, len(t.Rows))
			return nil
		}
		fallthrough
	case a.json:
		return a.printJSON(t)
	}
	return report.WriteText(a.out, t, a.width())
}

// outputFormat returns the format that the name of an output file asks for.
func outputFormat(file string) (string, error) {
	switch ext := strings.ToLower(filepath.Ext(file)); ext {
	case ".xlsx", ".docx", ".csv", ".json":
		return ext, nil
	}
	return "", usagef("不会写“%s”这种文件。文件名请以 .xlsx、.docx、.csv 或 .json 结尾。", file)
}

// writeTable writes t to a file whose name says the format. asJSON is what
// goes into a .json file; nil means t itself.
func (a *app) writeTable(file string, t report.Table, asJSON any) error {
	format, err := outputFormat(file)
	if err != nil {
		return err
	}
	if asJSON == nil {
		asJSON = t
	}
	info := "文鉴 " + version + "　导出时间：" + time.Now().Format("2006-01-02 15:04")
	return writeFile(file, func(w io.Writer) error {
		switch format {
		case ".xlsx":
			return xlsx.Write(w, t, xlsx.Options{Info: info})
		case ".docx":
			return docx.Write(w, t, docx.Options{Info: info})
		case ".csv":
			return report.WriteCSV(w, t, a.gb18030)
		}
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(asJSON)
	})
}

// writeFile writes a file whole or not at all: the content is made in memory,
// goes to a file beside it, and takes its name at the end.
func writeFile(file string, write func(io.Writer) error) (err error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("写入 %s（请检查文件夹是否存在、是否可写，文件是否正被打开）：%w", file, err)
		}
	}()
	tmp, err := os.CreateTemp(filepath.Dir(file), ".wenjian-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(b.Bytes())
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close()) // as any document the user makes
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(tmp.Name()))
	}
	return err
}
