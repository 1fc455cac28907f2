package index

import (
	"errors"
	"testing"

	"wenjian/index/query"
)

func TestExpandUnits(t *testing.T) {
	names := func(unit string) ([]string, error) {
		switch unit {
		case "县国税局":
			return []string{"国家税务局柏川分局", "县国税局"}, nil
		case "坏":
			return nil, errors.New("disk")
		}
		return nil, nil
	}
	for in, want := range map[string]string{
		"党课 单位:县国税局":     `"党课" (单位:"县国税局" OR 单位="国家税务局柏川分局" OR 单位="县国税局")`,
		"-单位:县国税局":       `-(单位:"县国税局" OR 单位="国家税务局柏川分局" OR 单位="县国税局")`,
		"单位=县国税局":        `单位="县国税局"`,
		"单位:教育局 OR 县国税局": `单位:"教育局" OR "县国税局"`,
		"":               "",
	} {
		n, err := query.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if n, err = ExpandUnits(n, names); err != nil || query.String(n) != want {
			t.Errorf("%s: %s, %v, want %s", in, query.String(n), err, want)
		}
	}
	if _, err := ExpandUnits(query.Field{Name: "unit", Value: "坏"}, names); err == nil {
		t.Error("no error")
	}
}
