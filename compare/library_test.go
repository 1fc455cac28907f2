package compare

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
)

// wordingsOf returns the wordings of texts, in their order.
func wordingsOf(t testing.TB, texts ...string) []*wording {
	t.Helper()
	var all []Text
	for i, x := range texts {
		all = append(all, Text{Text: x, Date: "2010-0" + string(rune('1'+i))})
	}
	e, err := newEngine(context.Background(), all, Options{})
	if err != nil {
		t.Fatal(err)
	}
	lib, err := e.library(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []*wording
	for d := range e.count() {
		out = append(out, lib.wording(d, 0))
	}
	return out
}

func allFree(w *wording) []bool { return slices.Repeat([]bool{true}, len(w.ss)) }

// TestWording: sentences, headings, and what is no evidence.
func TestWording(t *testing.T) {
	w := wordingsOf(t, "一、基本情况和主要做法\n卖出红枣一千二百四十斤。卖出红枣1,240斤。\n根据《关于卖红枣的通知》（某红枣发〔2010〕3号）。")[0]
	if len(w.ss) != 4 || !w.ss[0].heading || w.ss[1].heading {
		t.Fatalf("got %+v, want a heading and three sentences", w.ss)
	}
	if !slices.Equal(w.ss[1].order, w.ss[2].order) || len(w.ss[1].order) < 3 {
		t.Errorf("one figure in two spellings gives terms %v and %v", w.ss[1].order, w.ss[2].order)
	}
	for _, k := range w.ss[3].terms {
		if slices.Contains(w.ss[1].terms, k) {
			t.Errorf("the title of a document gives a term: %+v", w.terms[k].key)
		}
	}
}

// TestLikest finds the sentence that says the same in other words, and more
// of a fact that both give than of what everybody does.
func TestLikest(t *testing.T) {
	other := "村里的果园今年挂果早，支部请来技术员教剪枝。雨季之前，河堤加高了半米。活动室换了新桌椅，棋牌和报刊都添了。青年突击队把水渠清了一遍，秧田没有误时。"
	ws := wordingsOf(t, other+"大夫坐船去海岛给老人免费看病，共诊治318人，发放药品两箱。"+other,
		"开春以后农活忙，培训放到晚上。医生们乘渔船上岛，白送药片，替三百一十八位老年人瞧病。夜校的灯一直亮到十点。")
	p := pairing{least: math.Inf(-1)}
	if !p.fill(ws[1], ws[0], allFree(ws[1]), allFree(ws[0]), &usage{}) {
		t.Fatal("nothing to look at")
	}
	best := likeness{score: math.Inf(-1)}
	for _, l := range p.likest(0, []likeness{{doc: 0}}, nil) {
		if l.score > best.score {
			best = l
		}
	}
	if best.b.from != 1 || best.b.to != 2 || best.a.from > 4 || best.a.to <= 4 {
		t.Errorf("got %+v, want sentence 1 set against sentence 4", best)
	}
}

// TestCandidates: of the neighbours the one that shares rare words with a free
// sentence is worth looking at.
func TestCandidates(t *testing.T) {
	own := "村里的果园今年挂果早，支部请来技术员教剪枝。雨季之前，河堤加高了半米。"
	ws := wordingsOf(t, own+"活动室换了新桌椅。", own+"突击队凌晨上路铲冰撒盐，救下被困货车三辆。", "凝冻那几天突击队上路撒盐，货车脱困。夜校的灯一直亮到十点。")
	var f finder
	if got := f.best(ws[2], allFree(ws[2]), &usage{}, ws[:2]); !slices.Equal(got, []int{1}) {
		t.Errorf("got %v, want the document with the same rare words", got)
	}
	if got := f.best(ws[2], make([]bool, len(ws[2].ss)), &usage{}, ws[:2]); got != nil {
		t.Errorf("got %v where no sentence is free", got)
	}
}

// TestUsage: what all neighbours say tells nothing.
func TestUsage(t *testing.T) {
	said := "护林员每天巡山两趟。"
	ws := wordingsOf(t, said+"石桥在汛期以前修好了。", said+"茶园", said+"水渠", said+"鱼塘", said+"砖窑", said+"苗圃", said+"磨坊", said+"戏台")
	var u usage
	u.count(ws)
	for _, k := range ws[0].ss[0].terms {
		if x := ws[0].terms[k]; x.bits > 0 && u.bits(x) > 0.65*x.bits {
			t.Errorf("a word that all use keeps %.1f of %.1f bits", u.bits(x), x.bits)
		}
	}
	for _, k := range ws[0].ss[1].terms {
		if x := ws[0].terms[k]; !strings.Contains(said, string(rune(x.key.word&0xFFFF))) && u.bits(x) != x.bits {
			t.Errorf("a word of one document alone keeps %.1f of %.1f bits", u.bits(x), x.bits)
		}
	}
}

// FuzzPairing: no panic, nothing told that is not there, blocks inside the
// documents.
func FuzzPairing(f *testing.F) {
	f.Add("大夫坐船去海岛给老人免费看病，共诊治318人。\n村里的果园挂果早。", "医生们乘渔船上岛，替三百一十八位老年人瞧病。")
	f.Add("《通知》（〔2010〕3号）第一百二十", "\xff〇一万亿%1,2")
	f.Fuzz(func(t *testing.T, x, y string) {
		if len(x) > 2000 || len(y) > 2000 {
			t.Skip("longer than the target wants")
		}
		ws := wordingsOf(t, strings.ToValidUTF8(x, ""), strings.ToValidUTF8(y, ""))
		p := pairing{least: math.Inf(-1)}
		if !p.fill(ws[1], ws[0], allFree(ws[1]), allFree(ws[0]), &usage{}) {
			return
		}
		for _, l := range p.likest(0, []likeness{{doc: 0}}, nil) {
			if l.b.from >= l.b.to || l.b.to > len(ws[1].ss) || l.a.from >= l.a.to || l.a.to > len(ws[0].ss) {
				t.Fatalf("blocks outside the documents: %+v", l)
			}
			if l.told < 0 || l.told > l.b.bits*1.001+1e-3 || math.IsNaN(l.score) {
				t.Fatalf("%.2f of %.2f bits told", l.told, l.b.bits)
			}
		}
	})
}
