package ingest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/ingest/charset"
	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

func TestReadFailures(t *testing.T) {
	for _, c := range []struct{ name, data, code string }{
		{"空.txt", "", page.CodeEmpty},
		{"空白.txt", " \r\n\t\u3000\n", page.CodeEmpty},
		{"图.txt", "\x89PNG\r\n\x1a\n\x00\x00", page.CodeUnsupported},
		{"数据.txt", strings.Repeat("\x01\x02\x03\x00\x7f\x05", 50), page.CodeBinary},
		{"总结.docx", "PK\x03\x04rest", page.CodeArchive},
		{"总结.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", page.CodeUnreadable},
		{"总结.txt", "%PDF-1.4 rest", page.CodeArchive},
		{"总结.rtf", `{\rtf1\ansi {\*\x text}}`, page.CodeNoContent},
		{"页.html", "<html><body><script>x</script></body></html>", page.CodeNoContent},
	} {
		_, err := Read(context.Background(), c.name, []byte(c.data))
		var f *page.Failure
		if !errors.As(err, &f) || f.Code != c.code {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
			continue
		}
		if f.Path != c.name || zh.HanCount(f.Reason) < 4 || zh.HanCount(f.Advice) < 4 || !strings.Contains(f.Error(), c.name) {
			t.Errorf("%s: message %q", c.name, f.Error())
		}
	}
}

func TestReadTooLarge(t *testing.T) {
	_, err := Read(context.Background(), "大.txt", make([]byte, page.MaxFileSize+1))
	var f *page.Failure
	if !errors.As(err, &f) || f.Code != page.CodeTooLarge {
		t.Errorf("got %v", err)
	}
}

func TestReadTruncatedUTF8KeepsTextAndWarns(t *testing.T) {
	p, err := Read(context.Background(), "断.txt", []byte("一、基本情况\n支部有党员九名。\xe5\x85"))
	if err != nil || p.Text != "一、基本情况\n支部有党员九名。" || len(p.Warnings) != 1 || p.Warnings[0].Code != page.CodeTruncated || p.Warnings[0].Path != "断.txt" {
		t.Errorf("got %+v, %v", p, err)
	}
}

func TestReadTakesOutWhatCannotBeSeen(t *testing.T) {
	in := "\u202e党\x00员\u200b名\u00ad册\x07\u2028第二行\ufeff\n"
	p, err := Read(context.Background(), "a.txt", []byte(in))
	if err != nil || p.Text != "党员名册\n第二行\n" {
		t.Fatalf("got %q, %v", p.Text, err)
	}
	if corpus.Original(p.Text, p.Removals) != in {
		t.Errorf("original %q", corpus.Original(p.Text, p.Removals))
	}
}

func TestReadStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, "a.txt", []byte("a")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestReadHTMLNestedTooDeep(t *testing.T) {
	page := "<html><body><script>var 假 = 1</script>" + strings.Repeat("<div>", 5000) + "<p>支部有党员&amp;群众九名。</p><p>按月学习。</p>"
	p, err := Read(context.Background(), "a.html", []byte(page))
	if err != nil || p.Text != "支部有党员&群众九名。\n按月学习。\n" {
		t.Errorf("got %q, %v", p.Text, err)
	}
}

func TestReadSaysWhatIsDamaged(t *testing.T) {
	for text, want := range map[string]string{
		"各支部统一安排，確?；顒涌焖俨渴?。":                  charset.CodeRepaired,
		"根据县委统一安排，锟斤拷锟斤拷各支部要认真组织学习，按时完成各项任务。": page.CodeDamaged,
		"活动怎么搞?各支部认真讨论，群众满意不满意?大家看行动。":        "",
	} {
		p, err := Read(context.Background(), "a.txt", []byte(text))
		got := ""
		if len(p.Warnings) > 0 {
			got = p.Warnings[0].Code
		}
		if err != nil || got != want {
			t.Errorf("%s: got %v, %v", text, p.Warnings, err)
		}
	}
}

func TestFormatsAreComplete(t *testing.T) {
	ids := map[string]bool{}
	for _, f := range Formats() {
		if f.ID == "" || ids[f.ID] || zh.HanCount(f.Label) == 0 || len(f.Extensions) == 0 || f.Detect == nil || f.Read == nil {
			t.Errorf("format %+v is incomplete or doubled", f)
		}
		ids[f.ID] = true
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"各党支部：\n　　请按时报送。\n", "\xff\xfea\x00", "\xfe\xff\x00a", "~{VPND~}", "\xb5\xb3\xd4\xb1", "<html><body><p>党员。<table><tr><td>1", "<!doctype html><a><a><ul><li>", "&#0;&#x202e;", "\x84\x31\x95\x33\x81", "锟斤拷"} {
		f.Add("x.txt", []byte(s))
		f.Add("x.html", []byte(s))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		p, err := Read(context.Background(), name, data)
		if err != nil {
			var fail *page.Failure
			if !errors.As(err, &fail) || fail.Reason == "" || fail.Code == "" {
				t.Fatalf("not a failure in words: %v", err)
			}
			return
		}
		d := corpus.Document{Text: p.Text, Removals: p.Removals}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(p.Text, "\r\x00\u202e\u200b") || !utf8.ValidString(p.Title) || p.Format == "" || p.Charset == "" {
			t.Fatalf("bad page %+v", p)
		}
		lawful(t, p)
	})
}
