package ingest

import (
	"fmt"
	"strings"
	"testing"

	"wenjian/ingest/page"
)

// TestTitleStyles cuts collections without markers: every way of writing
// titles, with every kind of end, gap and body, with and without a cover.
// Where nothing at all tells a title (no signature, blank line, numbering or
// salutation) only titles that name a unit are asked for.
func TestTitleStyles(t *testing.T) {
	units := []string{"河务段党支部", "地质队党总支", "县图书馆党支部"}
	slogans := []string{"守堤护岸铸忠诚", "帐篷里的组织生活", "书香里的先锋"}
	kinds := []string{"创先争优活动实施方案", "在创先争优动员会上的讲话", "创先争优第一阶段工作总结"}
	titles := []struct {
		name  string
		bare  bool // found without any other evidence
		title func(i int) string
	}{
		{"unit and kind", true, func(i int) string { return units[i] + "创先争优活动总结\n" }},
		{"about", true, func(i int) string { return "关于" + units[i] + "开展创先争优活动情况的报告\n" }},
		{"dated", true, func(i int) string {
			return fmt.Sprintf("%s创先争优活动汇报\n（2011年6月%d日）\n", units[i], i+1)
		}},
		{"two lines", false, func(i int) string { return "中共" + units[i] + "\n2011年创先争优活动总结\n" }},
		{"unit above", false, func(i int) string { return units[i] + "\n创先争优活动总结\n" }},
		{"slogan, unit", false, func(i int) string { return slogans[i] + "\n" + units[i] + "\n" }},
		{"slogan, unit in brackets", false, func(i int) string { return slogans[i] + "\n（" + units[i] + "）\n" }},
		{"slogan, subtitle", false, func(i int) string { return slogans[i] + "\n——" + units[i] + "创先争优活动纪实\n" }},
		{"same, unit", true, func(i int) string { return "创先争优活动总结\n" + units[i] + "\n" }},
		{"same", false, func(int) string { return "创先争优活动总结\n" }},
	}
	ends := []func(i int) string{
		func(int) string { return "" },
		func(i int) string { return fmt.Sprintf("%s\n2011年7月%d日\n", units[i], i+1) },
		func(i int) string { return fmt.Sprintf("%s  2011年7月%d日\n", units[i], i+1) },
	}
	plain := strings.NewReplacer("一、", "", "二、", "")
	bodies := []func(i int) string{
		func(i int) string { return pieces[i] },
		func(i int) string { return "同志们：\n" + pieces[i] },
		func(i int) string { return plain.Replace(pieces[i]) },
	}
	for _, style := range titles {
		for e, end := range ends {
			for b, body := range bodies {
				for _, gap := range []string{"", "\n", "\n\n"} {
					for _, cover := range []string{"", "县直单位创先争优材料汇编\n\n"} {
						if !style.bare && e == 0 && b == 2 && gap == "" {
							continue
						}
						text := cover
						for i := range pieces {
							text += style.title(i) + gap + body(i) + end(i) + gap
						}
						out := lawful(t, page.Page{Text: text})
						for i := range out {
							first, _, _ := strings.Cut(style.title(i%3), "\n")
							if len(out) != 3 || !strings.HasPrefix(strings.TrimSpace(out[i].Text), first) {
								t.Errorf("%s, end %d, body %d, gap %q, cover %q: %d documents, %q", style.name, e, b, gap, cover, len(out), clip(out[i].Text, 12))
								break
							}
						}
					}
				}
			}
		}
	}
	// Documents of different kinds by one body: numbering or signatures part them.
	text := ""
	for i := range pieces {
		text += kinds[i] + "\n\n" + pieces[i] + "\n"
	}
	if out := lawful(t, page.Page{Text: text}); len(out) != 3 {
		t.Errorf("different kinds: %d documents", len(out))
	}
}
