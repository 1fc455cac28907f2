package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"wenjian/classify"
	"wenjian/segment"
)

// siteFolder is the folder of a workspace that holds the site's own rules.
const siteFolder = "taxonomy"

// tools are the parts that understand text; loading them is cheap until the
// first text is cut into words.
type tools struct {
	segmenter  *segment.Segmenter
	classifier *classify.Classifier
}

// rulesFolder returns the folder of the site's own rules: what --rules names,
// else the one in the workspace. Whether it is there is another question.
func (a *app) rulesFolder() string {
	if a.rules != "" {
		return a.rules
	}
	return filepath.Join(a.data, siteFolder)
}

// newTools returns the tools with the site's own rules, where there are any.
// Broken rules end the program: leaving them out would change results without
// a word.
func (a *app) newTools() (tools, error) {
	site, err := a.site()
	if err != nil {
		return tools{}, err
	}
	return a.toolsOf(site, a.rulesFolder())
}

// site returns the folder of the site's own rules, nil when there is none.
func (a *app) site() (fs.FS, error) {
	return openRules(a.rulesFolder(), a.rules != "")
}

// openRules returns a folder of rules; one that is missing is nil, or an
// error where it must be there.
func openRules(dir string, must bool) (fs.FS, error) {
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist) && !must:
		return nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, notFoundf("没有规则文件夹“%s”。请检查路径；新建用 wenjian taxonomy init。", dir)
	case err != nil:
		return nil, fmt.Errorf("打开规则文件夹 %s：%w", dir, err)
	case !info.IsDir():
		return nil, notFoundf("“%s”不是文件夹。规则文件（activities.yaml 等）放在一个文件夹里，这里写文件夹的路径。", dir)
	}
	return os.DirFS(dir), nil
}

// toolsOf returns the tools with the rules of site, which lies in dir.
func (a *app) toolsOf(site fs.FS, dir string) (tools, error) {
	cls, err := classify.LoadWith(site)
	var faults classify.Faults
	switch {
	case errors.As(err, &faults):
		return tools{}, &exitError{exitUsage, fmt.Sprintf("规则文件夹 %s 有误，没有处理任何材料：\n%s\n改好后用 wenjian taxonomy check 检查；暂时不用它，请把文件移走。", dir, indentFaults(faults))}
	case err != nil:
		return tools{}, fmt.Errorf("读取分类体系：%w", err)
	}
	if cls, err = a.adapted(cls); err != nil {
		return tools{}, err
	}
	return tools{segment.New(cls.Words()), cls}, nil
}

// builtin returns the tools with the program's own rules and models alone.
func (a *app) builtin() (tools, error) {
	cls, err := classify.Load()
	if err != nil {
		return tools{}, fmt.Errorf("读取分类体系：%w", err)
	}
	return tools{segment.New(cls.Words()), cls}, nil
}

func indentFaults(faults classify.Faults) string {
	lines := make([]string, len(faults))
	for i, f := range faults {
		lines[i] = "  " + f.Error()
	}
	return strings.Join(lines, "\n")
}
