package main

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"wenjian/report/docx"
)

// Grounds of the evidence as a document, as evidence.html has them.
const (
	changedGround = "FFE3A3"
	peerGround    = "FDE0DC"
	selfGround    = "E3EDF9"
	upperGround   = "ECE6F5"
)

// document returns the evidence as a Word document with what the page shows,
// for those who file it with other papers.
func (e evidence) document() ([]byte, error) {
	d := docx.Document{Info: "文鉴 " + e.Version}
	plain := func(s string) []docx.Run { return []docx.Run{{Text: s}} }
	d.Text(docx.Title, "材料比对报告")
	d.Rows([]int{1, 5}, nil,
		[][]docx.Run{plain("材料"), plain("［" + e.ID + "］" + e.Title)}, [][]docx.Run{plain("单位"), plain(e.Unit)}, [][]docx.Run{plain("日期"), plain(e.Date)},
		[][]docx.Run{plain("来源文件"), plain(fmt.Sprintf("%s（第 %d 份）", e.Source, e.Ordinal))}, [][]docx.Run{plain("校验值"), plain("SHA-256 " + e.SHA256)})
	d.Text(docx.Heading1, "一、雷同率（"+e.RatesLabel+"口径）")
	var rates [][][]docx.Run
	for _, r := range e.Rates {
		rates = append(rates, [][]docx.Run{plain(r.Label), plain(r.Percent), plain(fmt.Sprintf("%d / %d", r.Shared, r.Of)), plain(r.Note)})
	}
	d.Rows([]int{4, 2, 3, 6}, []string{"项目", "占全文", "字数", "说明"}, rates...)
	d.Text(docx.Note, "只与比本材料更早的材料比；字数不计标点和空格。“改写”的段落单独列出，不计入雷同率。雷同只说明文字相同，是否恰当由人判断。")
	d.Text(docx.Heading1, fmt.Sprintf("二、相同的段落（%d 处）", len(e.Matches)))
	for _, m := range e.Matches {
		d.Text(docx.Heading2, "（"+strconv.Itoa(m.N)+"）"+m.Label+"，"+strconv.Itoa(m.Chars)+" 字")
		d.Text(docx.Note, strings.TrimSpace(fmt.Sprintf("对方：［%s］%s《%s》%s，%s", m.OtherID, m.OtherUnit, m.OtherTitle, m.OtherDate, m.OtherSource)))
		other := "较晚的材料"
		if m.OtherEarlier {
			other = "较早的材料"
		}
		d.Rows([]int{1, 1}, []string{"本材料", other}, [][]docx.Run{runsOf(m.Own), runsOf(m.Other)})
		if m.Figures != "" {
			d.Text(docx.Note, "两份材料中相同的数字："+m.Figures)
		}
	}
	if len(e.Matches) == 0 {
		d.Text(docx.Body, "没有发现相同的段落。")
	}
	numbers := []string{"三", "四", "五"}
	heading := func(title string) {
		d.Text(docx.Heading1, numbers[0]+"、"+title)
		numbers = numbers[1:]
	}
	if len(e.Directions) > 0 {
		heading("谁先谁后")
		var rows [][][]docx.Run
		for _, x := range e.Directions {
			rows = append(rows, [][]docx.Run{plain("［" + x.OtherID + "］"), plain(x.Verdict), plain(cmp.Or(strings.Join(x.Reasons, "；"), "没有可用的依据"))})
		}
		d.Rows([]int{1, 4, 6}, []string{"与", "看法", "依据"}, rows...)
		d.Text(docx.Note, "依据供核实时参考，不影响雷同率；依据不足或互相矛盾的，写“不能判断”。")
	}
	if len(e.Leaks) > 0 {
		heading(fmt.Sprintf("串名（%d 处）", len(e.Leaks)))
		var leaks [][][]docx.Run
		for _, l := range e.Leaks {
			leaks = append(leaks, [][]docx.Run{plain(l.Name), plain(l.Context), plain(l.From)})
		}
		d.Rows([]int{2, 5, 3}, []string{"留在文中的名称", "所在的话", "名称见于"}, leaks...)
	}
	heading("全文")
	d.Text(docx.Note, "红底：与其他单位较早的材料相同；蓝底：沿用本单位往年；紫底：上级文件；灰字：规范表述，不算雷同。")
	e.fullText(&d)
	d.Text(docx.Note, "由文鉴 "+e.Version+" 生成，比对版本 "+e.Stamp+"。")
	var b bytes.Buffer
	if _, err := d.WriteTo(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func runsOf(pieces []pieceEvidence) (out []docx.Run) {
	for _, p := range pieces {
		r := docx.Run{Text: p.Text}
		if p.Changed {
			r.Fill = changedGround
		}
		out = append(out, r)
	}
	return out
}

// fullText adds the text, a paragraph a line.
func (e evidence) fullText(d *docx.Document) {
	var line []docx.Run
	for _, t := range e.Text {
		for i, s := range strings.Split(t.Text, "\n") {
			if i > 0 {
				d.Paragraph(docx.Body, line...)
				line = nil
			}
			if s != "" {
				line = append(line, docx.Run{Text: s, Faint: t.Class == "o", Fill: map[string]string{"p": peerGround, "s": selfGround, "x": upperGround}[t.Class]})
			}
		}
	}
	d.Paragraph(docx.Body, line...)
}
