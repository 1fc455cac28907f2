package store_test

import (
	"strings"
	"testing"
)

// Check finds each kind of damage, and names what is damaged.
func TestCheckFindsDamage(t *testing.T) {
	for _, c := range []struct{ name, damage, want string }{
		{"changed bytes", `UPDATE blobs SET data = x'00', encoding = 'raw'`, "源文件损坏：a.txt"},
		{"bytes without source", `INSERT INTO blobs VALUES ('00', 0, 'raw', x'')`, "不属于任何材料"},
		{"span outside the text", `UPDATE activities SET stop = 99999`, "材料 1"},
		{"damaged words", `UPDATE texts SET words = x'09'`, "材料 1"},
		{"damaged removals", `UPDATE texts SET removals = '['`, "材料 1"},
		{"dangling row", `INSERT INTO persons VALUES (77, 0, '甲', '', 0, 1, 'r', 1)`, "persons"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t)
			put(t, s, "a.txt", "甲", "v", full(t))
			exec1(t, raw(t, s.Dir()), c.damage) // foreign keys are off here
			problems, err := s.Check(t.Context())
			if err != nil || len(problems) != 1 || !strings.Contains(problems[0].What, c.want) || problems[0].Advice == "" {
				t.Errorf("problems %+v, %v; want one about %s", problems, err, c.want)
			}
		})
	}
}
