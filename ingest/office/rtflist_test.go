package office

import (
	"context"
	"testing"
)

const rtfListTables = `{\*\listtable` +
	`{\list{\listlevel\levelnfc37\levelnfcn37\levelstartat1{\leveltext\leveltemplateid1\'02\'00\'a1\'a2;}{\levelnumbers\'01;}}{\listlevel\levelnfc0\levelstartat1{\leveltext\'03\'00.\'01;}{\levelnumbers\'01\'03;}}{\listlevel\levelnfc0\levelstartat1\levellegal1{\leveltext\'05\'00.\'01.\'02;}}{\listname x;}\listid7}` +
	`{\list{\listlevel\levelnfc23{\leveltext\'01\u8226 ?;}}\listid8}}` +
	`{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}{\listoverride\listid8\listoverridecount0\ls2}{\listoverride\listid7\listoverridecount1{\lfolevel\listoverridestartat\levelstartat5}\ls3}}`

func TestRTFNumbersAreComputed(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"levels count and begin again": {
			`\pard\ls1\ilvl0 a\par b\par\pard\ls1\ilvl1 c\par d\par\pard\ls1 e\par\pard\ls1\ilvl1 f\par\pard g\par`,
			"一、a\n二、b\n二.1 c\n二.2 d\n三、e\n三.1 f\ng\n",
		},
		"Arabic digits where the level wants them": {`\pard\ls1 a\par\pard\ls1\ilvl2 b\par`, "一、a\n1.1.1 b\n"},
		"a use starts elsewhere":                   {`\pard\ls1 a\par\pard\ls3 b\par c\par`, "一、a\n五、b\n六、c\n"},
		"bullets":                                  {`\pard\ls2 a\par b\par`, "•a\n•b\n"},
		"in a table":                               {`\trowd\pard\intbl\ls1 a\cell b\cell\row\pard c\par`, "一、a\t二、b\nc\n"},
		"unknown use":                              {`\pard\ls9 a\par`, "a\n"},
		"the file states them":                     {`{\listtext No.1 }\pard\ls1 a\par`, "No.1 a\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := read(context.Background(), "a.rtf", []byte(`{\rtf1\ansi\ansicpg936`+rtfListTables+c.body+`}`))
			if err != nil || p.Text != c.want {
				t.Errorf("got %q, %v\nwant %q", p.Text, err, c.want)
			}
			lawfulPage(t, p, err)
		})
	}
}

func TestRTFListsDamaged(t *testing.T) {
	for _, tables := range []string{
		`{\*\listtable{\leveltext\'ff\'00;}{\list{\listlevel{\leveltext}}{\listlevel{\leveltext\'7f a;}`,
		`{\*\listoverridetable{\lfolevel\levelstartat3}{\listoverride{\lfolevel{\listlevel{\leveltext\'01\'08;}}}\ls1}}{\*\listtable}`,
		`{\*\listtable{\list\listid1}}{\*\listoverridetable{\listoverride\listid1\ls1}}`,
	} {
		p, err := read(context.Background(), "a.rtf", []byte(`{\rtf1 `+tables+`}\pard\ls1\ilvl99 a\par\ilvl-3 b\par}`))
		lawfulPage(t, p, err)
	}
}
