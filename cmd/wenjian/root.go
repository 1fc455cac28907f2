package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"
)

// app is what all subcommands share.
type app struct {
	out, err io.Writer
	data     string // workspace folder
	rules    string // folder of the site's own rules; empty: the workspace's
	json     bool   // print results as JSON
	gb18030  bool   // write csv files in GB18030
}

// defaultData is the workspace used when --data is not given.
const defaultData = "./wenjian-data"

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "wenjian",
		Short: "文鉴：读懂、检索、比对、统计基层单位报送的材料",
		Long: `文鉴读取基层单位报送的总结、汇报、方案等材料，提取段落结构和各项活动，
支持全文检索、雷同比对和活动统计。数据只保存在本机，不联网。`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("没有“%s”这个命令。运行 wenjian --help 查看全部命令。", args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.PersistentFlags().StringVar(&a.data, "data", defaultData, "工作区文件夹")
	root.PersistentFlags().StringVar(&a.rules, "rules", "", "本单位的规则文件夹（不写则用工作区里的 taxonomy）")
	root.PersistentFlags().BoolVar(&a.json, "json", false, "以 JSON 输出结果")
	root.AddCommand(
		newDemo(a), newImport(a), newRuns(a), newFetch(a), newAnalyze(a), newSearch(a), newBatch(a), newList(a), newShow(a), newCompare(a), newReport(a), newMark(a), newWhitelist(a), newTaxonomy(a), newReread(a), newCorrect(a), newUnits(a),
		newStats(a), newServe(a), newEval(a), newDoctor(a), newReindex(a), newVersion(a),
	)
	inChinese(root)
	return root
}

// inChinese replaces what cobra says in English.
func inChinese(root *cobra.Command) {
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{
		Use: "help [命令]", Short: "查看命令的用法", Hidden: true,
		RunE: func(c *cobra.Command, args []string) error {
			cmd, _, err := c.Root().Find(args)
			if err != nil || cmd == nil {
				return usagef("没有“%s”这个命令。", args[0])
			}
			return cmd.Help()
		},
	})
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usagef("%s。运行 %s --help 查看用法。", flagError(err), c.CommandPath())
	})
	root.PersistentFlags().BoolP("help", "h", false, "查看用法")
	all := root.Commands()
	for _, c := range root.Commands() {
		all = append(all, c.Commands()...)
	}
	for _, c := range all {
		c.DisableFlagsInUseLine = true
		c.SetUsageTemplate(usageTemplate)
		c.Flags().BoolP("help", "h", false, "查看用法")
	}
}

// flagError says in Chinese what is wrong with a flag.
func flagError(err error) string {
	var unknown *pflag.NotExistError
	var needs *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return fmt.Sprintf("没有“%s”这个选项", unknown.GetSpecifiedName())
	case errors.As(err, &needs):
		return fmt.Sprintf("选项“%s”后面缺少内容", needs.GetSpecifiedName())
	case errors.As(err, &invalid):
		return fmt.Sprintf("选项“--%s”的内容“%s”不对", invalid.GetFlag().Name, invalid.GetValue())
	}
	return "选项有误：" + err.Error()
}

const usageTemplate = `用法：
  {{if .HasAvailableSubCommands}}{{.CommandPath}} 命令 [选项]{{else}}{{.UseLine}}{{end}}{{if .HasExample}}

例子：
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

通用选项：
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

运行“{{.CommandPath}} 命令 --help”查看某个命令的用法。{{end}}
`

// atLeast accepts n or more arguments and says in Chinese which are missing.
func atLeast(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n {
			return usagef("缺少%s。运行 %s --help 查看用法。", what, c.CommandPath())
		}
		return nil
	}
}

// exactly accepts n arguments.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := atLeast(n, what)(c, args); err != nil {
			return err
		}
		if len(args) > n {
			return usagef("多出了“%s”。运行 %s --help 查看用法。", args[n], c.CommandPath())
		}
		return nil
	}
}

// printJSON prints v as one line of JSON.
func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("输出结果：%w", err)
	}
	return nil
}

// printf prints a line or part of one for people.
func (a *app) printf(format string, args ...any) { fmt.Fprintf(a.out, format, args...) }

// terminal reports whether w is a terminal.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
