package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"wenjian/classify"
)

// learnedFile is the file of a workspace that holds what was learned from its
// corrections.
const learnedFile = "learned.json"

// adapted returns cls with what the workspace learned from its corrections.
// What was learned on the models of another version of the program is left
// alone, with a word on it.
func (a *app) adapted(cls *classify.Classifier) (*classify.Classifier, error) {
	file := filepath.Join(a.data, learnedFile)
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return cls, nil
	}
	if err != nil {
		return nil, fmt.Errorf("读取从更正中学到的内容：%w", err)
	}
	learned, err := classify.ParseAdaptation(data)
	if err == nil {
		var more *classify.Classifier
		if more, err = cls.Adapted(learned); err == nil {
			return more, nil
		}
	}
	if errors.Is(err, classify.ErrAdaptation) {
		fmt.Fprintf(a.err, "提示：%s 是按另一版程序学的（或已损坏），没有使用。请运行 wenjian correct --learn 重新学习，或用 wenjian correct --forget 去掉。\n", file)
		return cls, nil
	}
	return nil, err
}

// learnCorrections learns from all corrections, says what that is worth and
// what it would change, and keeps it when the user agrees.
func (a *app) learnCorrections(ctx context.Context, w *workspace, yes bool) error {
	plain, err := a.untaught()
	if err != nil {
		return err
	}
	class, err := a.pupils(ctx, w, plain)
	if err != nil {
		return err
	}
	if len(class) == 0 {
		a.printf("没有可以学习的更正。活动、数据、段落的更正可以学习；单位、日期、文种、主题活动、串名的更正只对那份材料生效。\n")
		return nil
	}
	before, after, all, err := trial(ctx, plain, class)
	if err != nil {
		return err
	}
	a.printf("从 %d 份材料的 %d 条更正中学习。\n", len(class), all)
	if len(class) > 1 {
		a.printf("留出检验：把更正过的材料轮流留出不学，留出的 %d 条里，原来能识别对 %d 条，学习之后对 %d 条。\n", all, before, after)
		if after < before {
			return &exitError{exitPartly, "学习之后反而错得多，没有采用。更正之间可能互相矛盾，请用 wenjian correct --list 核对。"}
		}
	} else {
		a.printf("只更正过一份材料，不能留出检验。\n")
	}
	learned := plain.classifier.Adapt(lessonsOf(class))
	cls, err := plain.classifier.Adapted(learned)
	if err != nil {
		return err
	}
	d, err := a.diffStored(ctx, w, tools{plain.segmenter, cls})
	if err != nil {
		return err
	}
	if err := a.showDiff(d, ""); err != nil {
		return err
	}
	if agreed := yes || a.agrees("采用吗？"); !agreed {
		a.printf("没有采用。确认采用，请加 --yes 再运行一次。\n")
		return nil
	}
	if err := writeFile(filepath.Join(a.data, learnedFile), func(out io.Writer) error { return json.NewEncoder(out).Encode(learned) }); err != nil {
		return err
	}
	a.printf("已采用。新导入的材料按此识别；库里的材料运行 wenjian reread 更新。不想要了：wenjian correct --forget\n")
	return nil
}

// forgetLearned drops what was learned.
func (a *app) forgetLearned() error {
	err := os.Remove(filepath.Join(a.data, learnedFile))
	if errors.Is(err, fs.ErrNotExist) {
		a.printf("没有从更正中学到的内容。\n")
		return nil
	}
	if err != nil {
		return fmt.Errorf("去掉学到的内容：%w", err)
	}
	a.printf("已去掉从更正中学到的内容；更正本身不受影响。库里的材料运行 wenjian reread 更新。\n")
	return nil
}

// untaught returns the tools with the site's rules and the shipped models:
// learning begins anew each time, so that what was learned is what the
// corrections in force say, and nothing else.
func (a *app) untaught() (tools, error) {
	site, err := a.site()
	if err != nil {
		return tools{}, err
	}
	t, err := a.builtin()
	if site == nil || err != nil {
		return t, err
	}
	cls, err := classify.LoadWith(site)
	if err != nil { // the workspace was opened with these rules
		return tools{}, fmt.Errorf("读取分类体系：%w", err)
	}
	t.classifier = cls
	return t, nil
}
