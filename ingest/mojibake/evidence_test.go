package mojibake

import (
	"bytes"
	"slices"
	"testing"
)

func TestCounterWritesWhatIsRead(t *testing.T) {
	c := NewCounter()
	c.AddText("党员活动\n黨員活動\n")
	c.AddWords(slices.Values([]Word{{"活动", 100}, {"活力", 1}}), 0.5)
	var b bytes.Buffer
	if err := c.Write(&b, 1, 1); err != nil {
		t.Fatal(err)
	}
	e, err := readEvidence(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	seen, unseen := e.chance(e.idOf('活'), e.idOf('動')), e.chance(e.idOf('活'), e.idOf('党'))
	if seen < 20*unseen || seen > 1 || unseen <= 0 {
		t.Errorf("活動 %v, 活党 %v", seen, unseen)
	}
	if e.chance(e.idOf('龘'), e.idOf('靐')) <= 0 {
		t.Error("unknown characters are impossible")
	}
}

func TestReadEvidenceRefuses(t *testing.T) {
	for name, file := range map[string][]byte{"empty": nil, "no gzip": []byte("wenjian"), "cut": evidenceFile[:len(evidenceFile)/2]} {
		if _, err := readEvidence(file); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}

// TestLikelihood keeps apart what the repairs must tell apart.
func TestLikelihood(t *testing.T) {
	for _, s := range []string{ownText, ownTraditional} {
		if l := Likelihood(s); l < -7 {
			t.Errorf("prose scores %.1f", l)
		}
	}
	for _, s := range []string{asLatin1(ownText), "鍏充簬寮€灞曞垱鍏堜簤浼樻椿鍔ㄧ殑閫氱煡", "锟斤拷锟斤拷"} {
		if l := Likelihood(s); l > -10 {
			t.Errorf("%.20q scores %.1f", s, l)
		}
	}
}

func BenchmarkRepairSound(b *testing.B) {
	text := string(bytes.Repeat([]byte(ownText), 500))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(Entities(text))+len(Misread(text))+len(Pinyin(text))+len(LostLeads(text))+len(Marks(text)) > 0 {
			b.Fatal("sound text repaired")
		}
	}
}
