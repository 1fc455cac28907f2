package mojibake

import (
	"testing"
	"unicode/utf8"

	"wenjian/corpus"
)

// FuzzRepair feeds any text to every repair: no panic, edits that Apply takes
// and undoes, and valid text.
func FuzzRepair(f *testing.F) {
	for _, seed := range []string{
		ownText, ownTraditional, asLatin1(ownText), cutAtMarks(f, ownTraditional, "，；。：", true), readAs(f, misreadBy["GB18030"], ownText),
		"確?；顒涌焖俨渴?。", "?,F將", "&amp;nbsp;&#x4e2d;nbsp;", "锟斤拷\uFFFD???", "皟蓪W(xué)", "\xff\xfe", "？?；?;?,?",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, repair := range map[string]func(string) []corpus.Edit{"Entities": Entities, "Misread": Misread, "Pinyin": Pinyin, "LostLeads": LostLeads} {
			edits := repair(text)
			if !utf8.ValidString(text) {
				continue // what Apply does with them is not promised
			}
			now, removals, err := corpus.Apply(text, nil, edits)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			doc := corpus.Document{Text: now, Removals: removals}
			if err := doc.Check(); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if corpus.Original(now, removals) != text {
				t.Fatalf("%s: the original is lost", name)
			}
		}
		last := 0
		for _, m := range Marks(text) {
			if m.Start < last || m.Empty() || m.End > len(text) {
				t.Fatalf("mark %+v after %d", m, last)
			}
			last = m.End
		}
		if s := Share(text, Marks(text)); s < 0 || s > 1 {
			t.Fatalf("share %v", s)
		}
	})
}
