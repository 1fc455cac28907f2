package main

import (
	"context"
	"errors"
	"fmt"
	"os/user"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/correct"
)

// correctFlags are the options of correct.
type correctFlags struct {
	activity, figure, section, kind, unit, date, campaign, leak string

	at, was, status, when, value, measureUnit, norm, unitKind string
	nth                                                       int
	remove                                                    bool

	everywhere, yes, list, learn, forget bool
	undo                                 int64
	export, out, who, why                string
}

func newCorrect(a *app) *cobra.Command {
	f := &correctFlags{}
	c := &cobra.Command{
		Use:   "correct 编号 …",
		Short: "更正识别错的内容，立即生效，重新识别也不丢",
		Long: `用 --at 引用原文里的一段文字，说明更正的是哪里；整份材料的文种、单位、日期、主题活动不用 --at。
更正立即生效（检索、统计、比对随之更新），重新导入、重新识别之后仍然有效，并留下谁、何时、为什么。
正文的读法变了，按引文和上下文找回原处；找不到的在 --list 里标明，不会丢失。
--everywhere 列出库里写着同一句话的其他材料，确认后一并更正。
--learn 从全部更正中学习，以后遇到类似的写法也照此识别：先说明值不值得、会改变什么，确认后才采用；
--forget 去掉学到的内容。`,
		Example: `  wenjian correct 12 --activity 讲党课 --at 支部书记讲了一堂党课 --status 计划
  wenjian correct 12 --activity 走访慰问 --was 结对帮扶 --at 看望困难党员五户
  wenjian correct 12 --activity 知识竞赛 --at 党史知识 --remove --everywhere
  wenjian correct 12 --figure 参加人数 --at 32名 --value 32
  wenjian correct 12 --section 主要做法 --at 二、履职清单
  wenjian correct 12 --kind 阶段总结 --why 标题写错了
  wenjian correct 12 --unit 白河镇卫生院党支部 --unit-kind 医院
  wenjian correct 12 --leak no --at 青石乡中心学校
  wenjian correct --list
  wenjian correct --undo 3
  wenjian correct --export 更正.jsonl
  wenjian correct --learn`,
		Args: func(c *cobra.Command, args []string) error {
			if f.undo != 0 || f.export != "" || f.learn || f.forget {
				return exactly(0, "")(c, args)
			}
			if f.list {
				if len(args) > 1 {
					return usagef("多出了“%s”。--list 后面只写一份材料的编号，或者不写。", args[1])
				}
				return nil
			}
			return exactly(1, "材料编号")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if f.out != "" {
				if _, err := outputFormat(f.out); err != nil {
					return err
				}
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				switch ctx := c.Context(); {
				case f.undo != 0:
					return a.undoCorrection(ctx, w, f.undo)
				case f.export != "":
					return a.exportCorrections(ctx, w, f.export)
				case f.learn:
					return a.learnCorrections(ctx, w, f.yes)
				case f.forget:
					return a.forgetLearned()
				case f.list:
					return a.listCorrections(ctx, w, args, f.out)
				default:
					return a.correct(c, w, args[0], f)
				}
			})
		},
	}
	f.add(c)
	return c
}

func (f *correctFlags) add(c *cobra.Command) {
	s := c.Flags()
	s.StringVar(&f.activity, "activity", "", "这里的活动是什么")
	s.StringVar(&f.figure, "figure", "", "这里的数据是什么指标")
	s.StringVar(&f.section, "section", "", "这一段是什么种类；兼有两种写“存在问题+下一步打算”")
	s.StringVar(&f.kind, "kind", "", "材料的文种")
	s.StringVar(&f.unit, "unit", "", "材料的单位")
	s.StringVar(&f.date, "date", "", "材料的日期，如 2011-07-05；写“无”表示没有")
	s.StringVar(&f.campaign, "campaign", "", "材料的主题活动；写“无”表示没有")
	s.StringVar(&f.leak, "leak", "", "这里是不是串名：yes 或 no")
	s.StringVar(&f.at, "at", "", "原文里的一段文字，说明更正的是哪里")
	s.IntVar(&f.nth, "nth", 0, "引文有几处时，指明第几处")
	s.StringVar(&f.was, "was", "", "原来识别成的活动（改活动种类时写）")
	s.StringVar(&f.status, "status", "", "活动的开展情况："+statusWords())
	s.StringVar(&f.when, "when", "", "活动的时间，如 2011-07-01；写“无”表示没有")
	s.StringVar(&f.value, "value", "", "数据的数值，如 21000")
	s.StringVar(&f.measureUnit, "counted-in", "", "数据的计量单位，如 人、元")
	s.StringVar(&f.norm, "norm", "", "数据是不是指标、计划数：yes 或 no")
	s.StringVar(&f.unitKind, "unit-kind", "", "单位的类别，如 医院")
	s.BoolVar(&f.remove, "remove", false, "识别错了，去掉这一处")
	s.StringVar(&f.who, "by", "", "更正人（不写则用本机登录名）")
	s.StringVar(&f.why, "why", "", "更正的理由")
	s.BoolVar(&f.everywhere, "everywhere", false, "同一句话在其他材料里的，确认后一并更正")
	s.BoolVar(&f.yes, "yes", false, "不再询问，直接一并更正")
	s.BoolVar(&f.list, "list", false, "列出更正（可写材料编号）")
	s.Int64Var(&f.undo, "undo", 0, "撤销第 N 条更正")
	s.BoolVar(&f.learn, "learn", false, "从全部更正中学习")
	s.BoolVar(&f.forget, "forget", false, "去掉从更正中学到的内容")
	s.StringVar(&f.export, "export", "", "把更正导出为训练数据（JSONL 文件）")
	s.StringVarP(&f.out, "output", "o", "", "--list 的结果另存为文件（.xlsx、.csv、.json）")
}

// none is what a person writes for "there is none".
const none = "无"

func orNone(s string) string {
	if s == none {
		return ""
	}
	return s
}

// correcting returns what the options say; exactly one fact must be named.
func (f *correctFlags) correcting(c *cobra.Command, id string) (correcting, error) {
	out := correcting{Document: id, Quote: f.at, Nth: f.nth}
	x := &out.Correction
	x.Remove, x.Was, x.Why, x.Who = f.remove, f.was, f.why, f.who
	n := 0
	for _, o := range []struct {
		flag  string
		fact  corpus.Fact
		value string
	}{
		{"activity", corpus.FactActivity, f.activity}, {"figure", corpus.FactFigure, f.figure}, {"section", corpus.FactSection, f.section}, {"kind", corpus.FactKind, f.kind},
		{"unit", corpus.FactUnit, f.unit}, {"date", corpus.FactDate, f.date}, {"campaign", corpus.FactCampaign, f.campaign}, {"leak", corpus.FactLeak, f.leak},
	} {
		if c.Flags().Changed(o.flag) {
			n++
			x.Fact, x.Value = o.fact, orNone(strings.TrimSpace(o.value))
		}
	}
	if n != 1 {
		return out, usagef("请写明更正的是什么，一次一项：--activity、--figure、--section、--leak、--kind、--unit、--date、--campaign。")
	}
	if x.Fact == corpus.FactLeak {
		yes, err := yesOrNo("leak", x.Value)
		if err != nil {
			return out, err
		}
		x.Remove, x.Value = !yes, ""
	}
	if x.Who == "" {
		if u, err := user.Current(); err == nil {
			x.Who = u.Username
		}
	}
	return out, f.settings(c, x)
}

// settings adds what else the options say of the fact.
func (f *correctFlags) settings(c *cobra.Command, x *corpus.Correction) error {
	x.Set = map[string]string{}
	for _, o := range []struct {
		flag, name string
		fact       corpus.Fact
		value      string
	}{
		{"status", corpus.SetStatus, corpus.FactActivity, f.status}, {"when", corpus.SetWhen, corpus.FactActivity, orNone(f.when)}, {"value", corpus.SetValue, corpus.FactFigure, f.value},
		{"counted-in", corpus.SetUnit, corpus.FactFigure, f.measureUnit}, {"norm", corpus.SetNorm, corpus.FactFigure, f.norm}, {"unit-kind", corpus.SetUnitKind, corpus.FactUnit, f.unitKind},
	} {
		if !c.Flags().Changed(o.flag) {
			continue
		}
		if x.Fact != o.fact {
			return usagef("--%s 只用于更正%s。", o.flag, o.fact.Label())
		}
		x.Set[o.name] = o.value
	}
	if s, ok := x.Set[corpus.SetStatus]; ok {
		if x.Set[corpus.SetStatus], ok = statusOf(s); !ok {
			return usagef("没有“%s”这种开展情况。可写：%s。", s, statusWords())
		}
	}
	if v, ok := x.Set[corpus.SetValue]; ok {
		if _, err := strconv.ParseFloat(v, 64); err != nil {
			return usagef("--value 的“%s”不是数。请写阿拉伯数字，如 21000。", v)
		}
	}
	if n, ok := x.Set[corpus.SetNorm]; ok {
		yes, err := yesOrNo("norm", n)
		if err != nil {
			return err
		}
		x.Set[corpus.SetNorm] = strconv.FormatBool(yes)
	}
	return nil
}

func yesOrNo(flag, s string) (bool, error) {
	switch s {
	case "yes", "是":
		return true, nil
	case "no", "否", "不是":
		return false, nil
	}
	return false, usagef("--%s 后面写 yes 或 no。", flag)
}

// correct makes one correction, and those of the same sentence elsewhere when
// the user agrees.
func (a *app) correct(cmd *cobra.Command, w *workspace, id string, f *correctFlags) error {
	ctx := cmd.Context()
	what, err := f.correcting(cmd, id)
	if err != nil {
		return err
	}
	c, d, err := w.prepare(ctx, what)
	if err != nil {
		return err
	}
	all := []corpus.Correction{c}
	if f.everywhere {
		more, err := a.consent(ctx, w, c, d, f.yes)
		if err != nil {
			return err
		}
		all = append(all, more...)
	}
	ids, err := w.correctAll(ctx, all...)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		a.printf("这条更正已经有了，没有重复记录。\n")
		return nil
	}
	a.printf("［%s］已更正：%s。%s\n", d.ID, correct.Words(c, w.classifier.Taxonomy()), undoHint(ids))
	return nil
}

func undoHint(ids []int64) string {
	if len(ids) == 1 {
		return fmt.Sprintf("记为第 %d 条，撤销：wenjian correct --undo %d", ids[0], ids[0])
	}
	return fmt.Sprintf("记为第 %d 至 %d 条，可逐条撤销：wenjian correct --undo 序号", ids[0], ids[len(ids)-1])
}

// consent lists where else the sentence stands and returns the corrections
// for those places, once the user agrees.
func (a *app) consent(ctx context.Context, w *workspace, c corpus.Correction, d *corpus.Document, yes bool) ([]corpus.Correction, error) {
	if !c.Fact.InText() {
		return nil, usagef("--everywhere 只用于正文里的内容（活动、数据、段落、串名）。")
	}
	found, err := w.everywhere(ctx, c, d)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		a.printf("其他材料里没有同样的句子。\n")
		return nil, nil
	}
	for _, e := range found {
		a.printf("［%s］%s　“%s”\n", e.document.ID, orUnknown(e.document.Unit.Name), shorten(oneLine(e.sentence), 80))
	}
	if !yes && !a.agrees(fmt.Sprintf("以上 %d 处有同样的句子，也一并更正吗？", len(found))) {
		a.printf("以上 %d 处有同样的句子，没有更正。确认要一并更正，请加 --yes 再运行一次。\n", len(found))
		return nil, nil
	}
	out := make([]corpus.Correction, len(found))
	for i, e := range found {
		out[i] = e.correction
	}
	return out, nil
}

func (a *app) undoCorrection(ctx context.Context, w *workspace, id int64) error {
	err := w.store.UndoCorrection(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return notFoundf("没有生效的第 %d 条更正。运行 wenjian correct --list 查看。", id)
	}
	if err == nil {
		err = w.settle(ctx)
	}
	if err != nil {
		return err
	}
	a.printf("已撤销第 %d 条更正，恢复程序识别的结果。\n", id)
	return nil
}
