package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"wenjian/corpus"
)

// How a unit answers what was asked of it.
const (
	answerFact  = "有事例"
	answerWords = "只有口号"
	answerNone  = "缺项"
)

// The forms of the report coverage.
const (
	formMatrix  = "matrix"
	formList    = "list"
	formDemands = "demands"
)

// coverageParams are the choices of the report coverage.
func coverageParams() []Param {
	return []Param{
		{ID: "notice", Label: "上级通知", Help: "上级通知的材料编号，如 6；不写则取标为上级文件的、引用最多的通知"},
		oneOf("form", "列法", "对照表、逐项（带原文），或通知要求了什么", Choice{formMatrix, "对照表"}, Choice{formList, "逐项"}, Choice{formDemands, "通知要求"}),
		{ID: "item", Label: "要求", Help: "只看通知的哪项要求，如 公开承诺；不写则全部"},
		{ID: "answer", Label: "落实情况", Help: "只列哪种情况，如 只有口号", Choices: func(Options) []Choice {
			return []Choice{{"", "全部"}, {answerFact, answerFact}, {answerWords, answerWords}, {answerNone, answerNone}}
		}},
		oneOf("answers", "哪些材料", "看各单位的全部材料，或只看通知之后的", Choice{"all", "全部材料"}, Choice{"after", "通知之后"}),
	}
}

// An answer is what one unit says to one demand.
type answer struct {
	facts, words int  // events, sections or figures with something to show, and without
	copied       int  // of the facts, those told in text that another unit's earlier one has
	fact, word   spot // the first place of either; of facts the one that tells most
	worth        int  // of fact
	longest      int  // characters of the longest text, of askedLength
}

func (a *answer) state() string {
	switch {
	case a.facts > 0:
		return answerFact
	case a.words > 0:
		return answerWords
	}
	return answerNone
}

// best returns how many places speak for the state, and the first of them.
func (a *answer) best() (int, spot) {
	if a.facts > 0 {
		return a.facts, a.fact
	}
	return a.words, a.word
}

// addFact counts a place with something to show, which tells so much of it.
func (a *answer) addFact(at spot, worth int, copied bool) {
	if a.facts++; a.facts == 1 || worth > a.worth {
		a.fact, a.worth = at, worth
	}
	a.copied += truth(copied)
}

func (a *answer) addWords(at spot) {
	if a.words++; a.words == 1 {
		a.word = at
	}
}

// addLength counts a text of so many characters.
func (a *answer) addLength(at spot, characters int, enough bool) {
	if enough {
		a.addFact(at, characters, false)
	} else {
		a.addWords(at)
	}
	if characters > a.longest {
		a.longest = characters
		if !enough {
			a.word = at
		}
	}
}

// A respondent is a unit that a notice is addressed to, as far as it handed in
// anything.
type respondent struct {
	unitPresence
	answers []answer // by demand
	handed  string   // how it kept the date; empty where none was told
}

// count returns how many demands have this answer.
func (r *respondent) count(state string) (n int) {
	for i := range r.answers {
		n += truth(r.answers[i].state() == state)
	}
	return n
}

// coverage holds what units report against what a superior's notice asks.
func coverage(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("对照上级通知：%w", err) }
	h, err := askedDocument(ctx, q, o, "notice", "上级通知")
	if err != nil {
		return Table{}, err
	}
	if h == nil {
		if h, err = pickNotice(ctx, q, o.Taxonomy); err != nil {
			return fail(err)
		}
	}
	if h == nil {
		t := Table{Title: "通知落实情况", Columns: []Column{{"单位", Text}, {"落实情况", Text}}, List: true}
		t.Notes = []string{"没有上级通知。请导入通知，或把它标为上级文件（wenjian mark），再写明它的编号。"}
		return t, nil
	}
	n, err := readNotice(ctx, q, *h, o.Taxonomy)
	if err != nil {
		return fail(err)
	}
	if err := n.only(o.Ask["item"]); err != nil {
		return Table{}, err
	}
	units, err := respondents(ctx, q, n, o.Ask["answers"] == "after")
	if err != nil {
		return fail(err)
	}
	slices.SortStableFunc(units, func(a, b *respondent) int {
		return cmp.Or(cmp.Compare(b.count(answerNone), a.count(answerNone)), cmp.Compare(b.count(answerWords), a.count(answerWords)))
	})
	var t Table
	switch o.Ask["form"] {
	case formList:
		t, err = coverageList(ctx, q, o, n, units)
	case formDemands:
		t, err = coverageDemands(ctx, q, o, n, units)
	default:
		t = coverageMatrix(o, n, units)
	}
	if err != nil {
		return fail(err)
	}
	t.Title = "通知落实情况（" + documentName(n.title, n.path) + "）"
	t.Notes = append(n.notes(len(units)), t.Notes...)
	return t, nil
}

// only leaves one demand, if any is asked for.
func (n *notice) only(label string) error {
	if label == "" {
		return nil
	}
	var all []string
	for _, d := range n.demands {
		all = append(all, d.label)
	}
	n.demands = slices.DeleteFunc(n.demands, func(d demand) bool { return d.label != label })
	if len(n.demands) == 0 {
		return AskError(fmt.Sprintf("这份通知没有要求“%s”。它要求的有：%s。", label, joined(all, len(all))))
	}
	return nil
}

// notes says what was read out of the notice, and what the answers mean.
func (n *notice) notes(units int) []string {
	bySort := make(map[demandSort][]string)
	for _, d := range n.demands {
		bySort[d.sort] = append(bySort[d.sort], d.label)
	}
	asks := ""
	for _, s := range []demandSort{askedActivity, askedSection, askedFigure, askedLength} {
		if list := bySort[s]; len(list) > 0 {
			asks += fmt.Sprintf("；%s %s", s, joined(list, len(list)))
		}
	}
	if n.due != "" {
		asks += "；报送期限 " + n.due
	}
	if asks == "" {
		asks = "；没有读出具体要求"
	}
	return []string{
		fmt.Sprintf("上级通知：编号 %d，%s%s。对照 %d 个单位（不含发通知的单位和上级单位）。", n.id, documentName(n.title, n.path), asks, units),
		"活动：有事例是写到已开展，并且写明日期、地点、参加人数，或旁边有实数、人名；只有口号是只写计划、要求、提及，或写已开展而没有这些；缺项是没有写到。下级活动也算。",
		fmt.Sprintf("环节：有事例是该环节有 %d 字以上；数据：有事例是写了实际数字，只写指标或隐去数字的算只有口号；篇幅：单位最长的一份材料够字数算有事例。", solidSection),
		"没有报送任何材料的单位不在表内，见“报送情况”。要求由程序从通知里读出，请用“列法：通知要求”核对。",
	}
}

// coverageMatrix has a row for each unit and a column for each demand.
func coverageMatrix(o Options, n *notice, units []*respondent) Table {
	t := Table{Chart: answerFact, Columns: []Column{{"单位", Text}, {"单位类别", Text}, {answerFact, Count}, {answerWords, Count}, {answerNone, Count}}}
	if n.due != "" {
		t.Columns = append(t.Columns, Column{"报送时间", Text})
	}
	for _, d := range n.demands {
		t.Columns = append(t.Columns, Column{d.label, Text})
	}
	shown, more := readable(keepAnswer(o, units))
	opens := func(c Cell, r *respondent, more ...string) Cell {
		ask := []string{"notice", fmt.Sprint(n.id), "form", formList, "answers", o.Ask["answers"]}
		c.View = view("coverage", o.Filter.ofUnit(r.name), append(ask, more...)...)
		return c
	}
	for _, r := range shown {
		row := []Cell{named(r.name, o.Filter), known(corpus.LabelOf(o.Taxonomy.Units, r.kind))}
		for _, s := range []string{answerFact, answerWords, answerNone} {
			c := Cell{Value: r.count(s)}
			if c.Value != 0 {
				c = opens(c, r, "answer", s)
			}
			row = append(row, c)
		}
		if n.due != "" {
			row = append(row, known(r.handed))
		}
		for i, d := range n.demands {
			c := Cell{Value: d.sort.says(r.answers[i].state())}
			if k, _ := r.answers[i].best(); k > 0 {
				c.Value = fmt.Sprintf("%s %d", c.Value, k)
				if d.sort == askedLength {
					c.Value = d.sort.says(r.answers[i].state())
				}
				c = opens(c, r, "item", d.label)
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = appendNotes(nil, "每格后面的数是处数；点开看原文。缺项多的单位在前。", more)
	return t
}

// says puts an answer into the words that suit what was asked: nobody answers a
// number of characters with slogans.
func (s demandSort) says(state string) string {
	switch {
	case state == answerFact && s == askedLength:
		return "够"
	case state == answerWords && s == askedLength:
		return "字数不足"
	case state == answerWords && s == askedSection:
		return "过短"
	case state == answerWords && s == askedFigure:
		return "没有实数"
	}
	return state
}

// keepAnswer leaves the units that have the answer asked for.
func keepAnswer(o Options, units []*respondent) []*respondent {
	s := o.Ask["answer"]
	if s == "" {
		return units
	}
	return slices.DeleteFunc(slices.Clone(units), func(r *respondent) bool { return r.count(s) == 0 })
}

// coverageList has a row for each unit and demand, with the place that
// answers.
func coverageList(ctx context.Context, q Querier, o Options, n *notice, units []*respondent) (Table, error) {
	type line struct {
		*respondent
		demand
		*answer
	}
	var lines []line
	for _, r := range units {
		for i, d := range n.demands {
			if a := &r.answers[i]; o.Ask["answer"] == "" || a.state() == o.Ask["answer"] {
				lines = append(lines, line{r, d, a})
			}
		}
	}
	read, err := readPlaces(ctx, q, lines, func(l line) spot {
		_, at := l.best()
		return at
	})
	if err != nil {
		return Table{}, err
	}
	t := Table{List: true, Columns: []Column{
		{"单位", Text}, {"要求", Text}, {"类别", Text}, {"情况", Text}, {"处数", Count}, {"其中雷同", Count}, {"材料", Text}, {"原文", Text},
	}}
	for i, l := range read.shown {
		k, at := l.best()
		if l.sort == askedLength {
			read.texts[i] = fmt.Sprintf("最长的一份 %d 字", l.longest)
		}
		material := Cell{}
		if h := read.named[at.document]; h.id != 0 {
			material = h.cell()
		}
		t.Rows = append(t.Rows, []Cell{
			{Value: l.name}, {Value: l.label}, {Value: string(l.sort)}, {Value: l.state()}, {Value: k}, {Value: l.copied}, material, head{id: at.document}.quote(read.texts[i]),
		})
	}
	t.Notes = appendNotes(nil, "“其中雷同”是写在与其他单位在先材料雷同的段落里的事例：可能不是本单位的，请核对。", read.more)
	return t, nil
}

// coverageDemands has a row for each demand, with the sentence that asks.
func coverageDemands(ctx context.Context, q Querier, o Options, n *notice, units []*respondent) (Table, error) {
	spots := make([]spot, len(n.demands), len(n.demands)+1)
	for i, d := range n.demands {
		spots[i] = d.at
	}
	texts, err := quotes(ctx, q, append(spots, n.dueAt))
	if err != nil {
		return Table{}, err
	}
	t := Table{Chart: answerNone, Columns: []Column{{"要求", Text}, {"类别", Text}, {answerFact, Count}, {answerWords, Count}, {answerNone, Count}, {"通知原文", Text}}}
	for i, d := range n.demands {
		row := []Cell{{Value: d.label}, {Value: string(d.sort)}}
		for _, s := range []string{answerFact, answerWords, answerNone} {
			k := 0
			for _, r := range units {
				k += truth(r.answers[i].state() == s)
			}
			row = append(row, lists(k, "coverage", o.Filter, "notice", fmt.Sprint(n.id), "form", formList, "item", d.label, "answer", s, "answers", o.Ask["answers"]))
		}
		t.Rows = append(t.Rows, append(row, n.quote(texts[i])))
	}
	if n.due != "" {
		t.Rows = append(t.Rows, []Cell{{Value: "报送期限 " + n.due}, {Value: "时间"}, {}, {}, {}, n.quote(texts[len(texts)-1])})
	}
	t.Notes = []string{"三列是单位数。"}
	return t, nil
}
