package classify

import (
	"fmt"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/zh"
	"wenjian/segment"
)

func TestFigures(t *testing.T) {
	c := load(t)
	for _, tc := range []struct{ text, want string }{
		{"共捐款两万一千元，其中党员捐款2.1万元。", "两万一千元=21000元 2.1万元=21000元"},
		{"近四千人参加，约2.1万户，700余人次。", "近四千人<=4000人 约2.1万户~21000户 700余人次>=700人次"},
		{"接诊1300多人次，增收1800元左右。", "1300多人次>=1300人次 1800元左右~1800元"},
		{"集中学习不少于3次，不超过５天，达到95%以上。", "3次>=3次 ５天<=5天 95%>=95%"},
		{"提出3至5条意见，写1500—2000字。", "3至5条>=3条 1500—2000字>=1500字"},
		{"全村XXX户，收入XX万元，党员**名。", "XXX户=?户 XX万元=?元 **名=?名"},
		{"第3次会议，十七届四中全会，建党89周年，2010年7月2日，〔2010〕7号。", ""},
		{"争创“五个好”，落实“三会一课”，学习《八条规定》两遍。", "两遍=2遍"},
		{"我是一名教师，这是一件大事，表彰一批先进。", ""},
		{"每月学习一次，为党员上了一堂党课。", "一次=1次 一堂=1堂"},
		{"一年来，两年内，连续83天，入党满50年，35岁以下。", "83天=83天 50年=50年 35岁<=35岁"},
		{"百分之九十五的群众满意，四十余万元投入，2,840人次。", "百分之九十五=95% 四十余万元>=400000元 2,840人次=2840人次"},
		{"联系电话：0000—6123456。", ""},
		{"百余名党员参加，等了1个多小时，下面讲三点意见。", "百余名>=100名 1个多小时>=1小时 三点=3点"},
		{"窗口党员占六成多，满意票是百分之百，下降四成。", "六成>=60% 百分之百=100% 四成=40%"},
		{"每晚加练半小时，用后半天学习，推了半天。", "半小时=0.5小时"},
		{"分三路走访，辗转四省，两镇群众，三里镇，××镇，8路车，三班倒。", "三路=3路 四省=4省 两镇=2镇"},
		{"七月开一次批评会，每季接受一次教育，缺席一次扣2分，群众少跑一趟，这不是一次活动。", "一次=1次 一次=1次 2分=2分"},
		{"每人提一件提案、访一户农家、读一本好书。", "一件=1件 一户=1户 一本=1本"},
		{"守了三夜，走了二十里山路，等了四个钟头，体会有三点。", "三夜=3夜 二十里=20里 四个钟头=4小时 三点=3点"},
		{"写下“党员”二字，第3页，每两个月一看，党的90岁生日。", ""},
		{"住在23栋的老人，三组、四组群众，包揽前三名。", ""},
	} {
		var got []string
		for _, f := range read(c, tc.text).Figures {
			v := fmt.Sprint(f.Value)
			if f.Value >= 1e6 {
				v = fmt.Sprintf("%.0f", f.Value)
			}
			if f.Masked {
				v = "?"
			}
			op := map[corpus.Op]string{corpus.Equal: "=", corpus.AtLeast: ">=", corpus.AtMost: "<=", corpus.Approximate: "~"}[f.Op]
			got = append(got, f.Of(tc.text)+op+v+f.Unit)
		}
		if s := strings.Join(got, " "); s != tc.want {
			t.Errorf("%s\n got  %s\n want %s", tc.text, s, tc.want)
		}
	}
}

// TestMeasureFromAround holds figures whose sentence says nothing: the head
// of their column or the heading above tells what they measure.
func TestMeasureFromAround(t *testing.T) {
	c := load(t)
	const table = "各单位情况如下：\n单位    发放    收回    满意率\n交易所    120份    118份    94.9%\n征收办    100份    97份    88.7%\n"
	for _, tc := range []struct{ text, quotes, want string }{
		{table, "120份 118份 94.9% 88.7%", "发放份数 其他 满意率 满意率"},
		{"活动总结\n归并后的意见如下：\n类别    条数    已改\n门卫    12条    9条\n", "12条 9条", "意见条数 意见条数"},
		{"姓名\t单位\t捐款\n张山\t一队\t200元\n", "200元", "捐款金额"},
		{"活动方案\n五、经费预算\n车辆租赁1500元，资料印制300元。\n", "1500元 300元", "投入资金 投入资金"},
		{"工作总结\n一、走访慰问\n老党员每人200元。\n二、打算\n继续努力工作。\n", "200元", "慰问金额"},
	} {
		d := &corpus.Document{Text: tc.text}
		d.Sections = segment.Sections(d.Text)
		var got []string
		fs := c.Classify(d).Figures
		for _, q := range strings.Fields(tc.quotes) {
			for _, f := range fs {
				if f.Of(d.Text) == q {
					got = append(got, f.Measure)
				}
			}
		}
		if s := strings.Join(got, " "); s != tc.want {
			t.Errorf("%q: got %s, want %s", tc.text, s, tc.want)
		}
	}
}

func TestNorms(t *testing.T) {
	c := load(t)
	const scheme, summary = "白石小学创先争优活动实施方案\n", "白石小学创先争优活动工作总结\n"
	for _, tc := range []struct {
		text string
		norm bool
	}{
		{scheme + "组织党员集中学习3次。", true},
		{scheme + "支部现有党员23名。", false},
		{scheme + "分三个阶段进行。", false},
		{summary + "组织党员集中学习3次。", false},
		{summary + "每季度督查一次。", true},
		{summary + "力争发展党员3名。", true},
		{summary + "已为群众办实事11件。", false},
	} {
		fs := read(c, tc.text).Figures
		if len(fs) != 1 || fs[0].Norm != tc.norm {
			t.Errorf("%s: got %+v, want one with norm %v", tc.text, fs, tc.norm)
		}
	}
}

// TestNumeralStarts says that the scan for figures looks wherever a numeral
// can begin.
func TestNumeralStarts(t *testing.T) {
	for r := rune('!'); r < 0x10000; r++ {
		for _, tail := range []string{"", "十", "三", "分之五"} {
			if zh.ReadNumeral(string(r)+tail).Len > 0 && !strings.ContainsRune(numeralStarts, r) {
				t.Errorf("%c%s is a numeral, %c not in numeralStarts", r, tail, r)
			}
		}
	}
}
