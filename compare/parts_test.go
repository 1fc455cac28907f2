package compare

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestReadingMapsBack(t *testing.T) {
	table := newNameTable([]string{"中共桃溪鎮中心小學支部委員會", "桃溪镇中心小学党支部"})
	text := "２０10年，桃溪镇中心小学党支部（共１７名）開展Abc。"
	var r reading
	r.read(text, table)
	var got []string
	for i := range r.syms {
		got = append(got, text[r.start[i]:r.end[i]])
	}
	want := []string{"２０10", "年", "桃溪镇中心小学党支部", "共", "１７", "名", "開", "展", "A", "b", "c"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if !slices.Equal(r.syms[6:8], symbolsOf("开展")) {
		t.Error("traditional characters have symbols of their own")
	}
}

func TestAliases(t *testing.T) {
	for unit, want := range map[string][]string{
		"中共桃溪镇中心小学支部委员会":   {"中共桃溪镇中心小学支部委员会", "桃溪镇中心小学", "中心小学", "桃溪中心小学"},
		"青泥县凤凰镇第二小学党支部":    {"青泥县凤凰镇第二小学党支部", "青泥县凤凰镇第二小学", "凤凰镇第二小学", "第二小学", "凤凰第二小学", "凤凰二小"},
		"中共沂河县中医院总支部委员会":   {"中共沂河县中医院总支部委员会", "沂河县中医院", "沂河中医院"},
		"某局机关党委":           {"某局机关党委", "某局机关"},
		"永泽市人大常委会机关总支部委员会": {"永泽市人大常委会机关总支部委员会", "永泽市人大常委会", "人大常委会", "永泽人大常委会"},
	} {
		if got := aliases(unit); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", unit, got, want)
		}
	}
}

func TestSameUnit(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"桃溪镇中心小学党支部", "中共桃溪镇中心小学支部委员会", true},
		{"沂河县中医院党总支", "县中医院", true},
		{"中共桃溪镇委员会", "桃溪镇党委", true},
		{"桃溪镇中心小学", "柳湾镇中心小学", false},
		{"桃溪镇中心小学", "中心小学", false},
		{"", "", false},
	} {
		if got := sameUnit(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: got %v", c.a, c.b, got)
		}
	}
}

// TestWinnowGuarantee: any common run of gramLength+windowLength-1 symbols
// leaves a common fingerprint.
func TestWinnowGuarantee(t *testing.T) {
	const run = gramLength + windowLength - 1
	for seed := range uint64(200) {
		shared := symbolsOf(prose(seed, run))
		prints := func(s []symbol) map[uint64]bool {
			m := map[uint64]bool{}
			winnow(s, windowLength, nil, func(h uint64, _ int) { m[h] = true })
			return m
		}
		a := prints(slices.Concat(symbolsOf(prose(seed+1000, 40)), shared, symbolsOf(prose(seed+2000, 30))))
		b := prints(slices.Concat(symbolsOf(prose(seed+3000, 17)), shared))
		found := false
		for h := range a {
			found = found || b[h]
		}
		if !found {
			t.Fatalf("seed %d: a common run of %d symbols was not seen", seed, run)
		}
	}
}

func TestSketch(t *testing.T) {
	var texts []string
	for i := range 50 {
		texts = append(texts, fmt.Sprintf("第%d次会议研究部署基层组织建设工作", i))
	}
	write := func(texts []string) []byte {
		var b bytes.Buffer
		if err := WriteSketch(&b, slices.Values(texts), 10, 2); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	file := write(texts)
	slices.Reverse(texts)
	if !bytes.Equal(file, write(texts)) {
		t.Error("the order of texts changes the sketch")
	}
	k, err := readSketch(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if c := k.count(gramKey(symbolsOf("基层组织"))); c < 40 || c > 63 {
		t.Errorf("基层组织 counted %.0f times, want about 50", c)
	}
	known, odd := symbolsOf("研究部署基层组织"), symbolsOf("研究鱿鱼基层组织")
	if x, y := k.surprise(known, 3), k.surprise(odd, 3); x >= 3 || y < 10 {
		t.Errorf("surprise %.1f of the usual, %.1f of the odd", x, y)
	}
	for _, bad := range [][]byte{nil, file[:40], []byte("no sketch")} {
		if _, err := readSketch(bytes.NewReader(bad)); err == nil || err.Error() == io.EOF.Error() {
			t.Errorf("%d bytes: got %v, want an error that says what was read", len(bad), err)
		}
	}
}

// TestSanctionedTable: every phrase of the built-in table is found, and
// written only once.
func TestSanctionedTable(t *testing.T) {
	seen := map[string]bool{}
	source := ""
	for n, line := range strings.Split(sanctionedText, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			source = line
			continue
		}
		s := fmt.Sprint(symbolsOf(line))
		switch {
		case line == "":
		case source == "":
			t.Errorf("line %d has no source", n+1)
		case seen[s]:
			t.Errorf("line %d: %s stands twice", n+1, line)
		}
		seen[s] = true
	}
	text := "我们坚持把带头学习提高、带头争创佳绩作为要求。以鄧小平理論和“三個代表”重要思想為指導。"
	spans, err := OfficialSpans(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range spans {
		got = append(got, s.Of(text))
	}
	if want := []string{"带头学习提高、带头争创佳绩", "以鄧小平理論和“三個代表”重要思想為指導"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParaphrase(t *testing.T) {
	copied := prose(60, 150) + "。"
	first := "党员教师汤小满还在五年级两个班里给少先队员开了党史小故事讲座，孩子们听得津津有味。她又把书包和文具送到十一名留守儿童家里。"
	spun := "会后，汤小满老师又去五年级那两班，跟少先队员说了一堂党史典故，小娃娃听入了神。末了，十一户留守儿童家中，她挨个送了文具、书包。"
	a := Text{Text: copied + prose(64, 400) + "。" + first, Unit: "桃溪镇中心小学", Date: "2010"}
	b := Text{Text: prose(62, 100) + "。" + copied + prose(63, 60) + "。" + spun, Unit: "柳湾镇中心小学", Date: "2011"}
	for _, m := range compareAll(t, a, b).Matches {
		if m.Class == Paraphrase && strings.Contains(m.SpanB.Of(b.Text), "留守儿童") && strings.Contains(m.SpanA.Of(a.Text), "书包和文具") {
			return
		}
	}
	t.Errorf("rewritten sentences not found: %+v", compareAll(t, a, b).Matches)
}
