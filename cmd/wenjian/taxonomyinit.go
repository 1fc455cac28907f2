package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// The files that init writes. All of their lines are comments: they change
// nothing until a line is put in force.
//
//go:embed siterules/activities.yaml
var exampleActivities string

//go:embed siterules/campaigns.yaml
var exampleCampaigns string

//go:embed siterules/sections.yaml
var exampleSections string

func newTaxonomyInit(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "init",
		Short: "建立本单位的规则文件，内有注释的例子",
		Long: `在工作区的 taxonomy 文件夹（或 --rules 指明的文件夹）里建立 activities.yaml、campaigns.yaml、
sections.yaml，里面全是带说明的例子，去掉行首的 # 就生效。已有的文件不动。`,
		Example: "  wenjian taxonomy init\n  wenjian taxonomy init --rules 本县规则",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			if a.rules != "" {
				return a.initRules()
			}
			return a.inNew(c.Context(), func(*workspace) error { return a.initRules() })
		},
	}
}

func (a *app) initRules() error {
	dir := a.rulesFolder()
	if err := makeRulesFolder(dir); err != nil {
		return err
	}
	for _, f := range []struct{ name, content string }{
		{"activities.yaml", exampleActivities}, {"campaigns.yaml", exampleCampaigns}, {"sections.yaml", exampleSections},
	} {
		file := filepath.Join(dir, f.name)
		switch _, err := os.Stat(file); {
		case err == nil:
			a.printf("%s 已经有了，没有改动。\n", file)
		case !errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("查看 %s：%w", file, err)
		default:
			if err := writeFile(file, func(w io.Writer) error { _, err := io.WriteString(w, f.content); return err }); err != nil {
				return err
			}
			a.printf("已建立 %s\n", file)
		}
	}
	a.printf("按文件里的说明修改后，运行 wenjian taxonomy check 检查。\n")
	return nil
}

func makeRulesFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("建立规则文件夹 %s（请检查上级文件夹是否可写）：%w", dir, err)
	}
	return nil
}
