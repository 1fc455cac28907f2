package mojibake

import (
	"strings"
	"testing"
)

// TestLostLeads holds the shapes that the accident takes.
func TestLostLeads(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"為確?；顒涌焖俨渴?。各單位", "為確保活動快速部署。各單位"},
		{"為確?;顒涌焖俨渴?。各單位,各支部", "為確保活動快速部署。各單位,各支部"},   // marks folded to ASCII
		{"為確\uFFFD；顒涌焖俨渴\uFFFD。各單位", "為確保活動快速部署。各單位"}, // U+FFFD for ?
		{"確?；顒硬蛔哌^場", "確保活動不走過場"},                     // ended by the ^ of 過
		{"各支部統一安排。為確?；顒涌焖俨渴?。\n一、確?；顒禹樌M行", "各支部統一安排。為確保活動快速部署。\n一、確保活動順利進行"},
		// Somebody asks.
		{"谁来抓?怎么抓?;谁来管?,怎么管?。", "谁来抓?怎么抓?;谁来管?,怎么管?。"},
		{"SELECT ?,? FROM t WHERE (?,?)", "SELECT ?,? FROM t WHERE (?,?)"},
	} {
		if got := applied(t, c.text, LostLeads(c.text)); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// cutScore counts what became of damaged pages.
type cutScore struct {
	pages, half, wrong, lost, left, harmed int
}

// judge compares a repaired page with what it was, line by line.
func (s *cutScore) judge(got, bad, want string) {
	g, b := strings.Split(got, "\n"), strings.Split(bad, "\n")
	for i, line := range strings.Split(want, "\n") {
		if b[i] == line {
			if g[i] != line {
				s.harmed++
			}
			continue
		}
		s.half += strings.Count(b[i], "?") - strings.Count(line, "?")
		x, y := []rune(g[i]), []rune(line)
		if len(x) != len(y) {
			s.left++
			continue
		}
		for k := range x {
			switch {
			case x[k] == y[k]:
			case x[k] == Lost:
				s.lost++
			default:
				s.wrong++
			}
		}
	}
}

// TestLostLeadsAccuracy damages prose that the evidence was not counted from:
// no sound line may change, and of the characters that lost half of
// themselves hardly any may come back as another one.
func TestLostLeadsAccuracy(t *testing.T) {
	for _, c := range []struct {
		name, pattern string
		traditional   bool
		fold          bool
		mostWrong     float64 // share of the characters that lost half of themselves
		mostLost      float64
	}{
		{"submissions", "gold/dev/*.txt", false, false, 0.01, 0.35},
		{"submissions, marks folded to ASCII", "gold/dev/*.txt", false, true, 0.01, 0.35},
		{"submissions in traditional script", "gold/dev/*.txt", true, true, 0.01, 0.4},
		{"essays, news and fiction", "corpora/html/cwced/cleaned/*", false, false, 0.08, 0.5},
		{"essays, news and fiction, marks folded to ASCII", "corpora/html/cwced/cleaned/*", false, true, 0.09, 0.5},
	} {
		var s cutScore
		for _, page := range prosePages(t, c.pattern) {
			if c.traditional {
				page = inTraditional(t, page)
			}
			want := cutAtMarks(t, page, "", c.fold)
			bad := cutAtMarks(t, page, "，。；：？！、", c.fold)
			if bad != want {
				s.pages++
				s.judge(applied(t, bad, LostLeads(bad)), bad, want)
			}
		}
		t.Logf("%s: %d damaged pages, %d characters lost half of themselves: %d came back, %d wrong, %d marked as lost; %d lines left damaged",
			c.name, s.pages, s.half, s.half-s.wrong-s.lost, s.wrong, s.lost, s.left)
		if s.harmed > 0 || float64(s.wrong) > c.mostWrong*float64(s.half) || float64(s.lost) > c.mostLost*float64(s.half) {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}
