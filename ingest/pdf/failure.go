package pdf

import (
	"fmt"
	"math"
	"runtime"
	"strconv"
	"time"
	"unicode/utf8"

	"wenjian/ingest/page"
)

// The codes of failures and warnings that only PDF files have.
const (
	CodeScanned  = "scanned"       // pictures of paper, no text
	CodeOCR      = "ocr-text"      // warning: the text was recognised by a machine
	CodePictures = "scanned-pages" // warning: some pages are pictures of paper
	CodeSlow     = "too-slow"      // the file exceeds what may be spent on one
	CodeUnmapped = "unmapped-text" // glyphs without characters
)

func failScanned() *page.Failure {
	return &page.Failure{Code: CodeScanned, Reason: "扫描件（只有图片，没有文字层）", Advice: "请先用文字识别软件转成文字，或向报送单位索取电子稿。"}
}

func failPassword() *page.Failure {
	return &page.Failure{Code: page.CodeEncrypted, Reason: "PDF 有打开密码（已加密），无法读取", Advice: "请用密码打开文件，取消密码后重新保存再导入。"}
}

func failSecurity() *page.Failure {
	return &page.Failure{Code: page.CodeEncrypted, Reason: "PDF 使用了不支持的加密方式，无法读取", Advice: "请用原来的软件打开，另存为不加密的 PDF 或 Word 文档再导入。"}
}

func failMemory() *page.Failure {
	return &page.Failure{Code: page.CodeBomb, Reason: "PDF 异常（读取需要的内存异常庞大），没有导入", Advice: "请确认文件来源可靠，用原来的软件打开后另存为 Word 文档或 txt 再导入。"}
}

func failSlow(limit time.Duration) *page.Failure {
	return &page.Failure{Code: CodeSlow, Reason: fmt.Sprintf("PDF 过于复杂，%d 秒内没有读完", int(math.Ceil(limit.Seconds()))), Advice: "请拆分成较小的文件，或用原来的软件另存为 Word 文档再导入。"}
}

func failPages(n int) *page.Failure {
	return &page.Failure{Code: page.CodeTooLarge, Reason: fmt.Sprintf("PDF 页数太多（%d 页，上限 %d 页）", n, MaxPages), Advice: "请拆分成较小的文件再导入。"}
}

func failText() *page.Failure {
	return &page.Failure{Code: page.CodeTooLarge, Reason: fmt.Sprintf("PDF 文字太多（超过 %d 万字）", maxText/10_000), Advice: "请拆分成较小的文件再导入。"}
}

func failUnmapped() *page.Failure {
	return &page.Failure{Code: CodeUnmapped, Reason: "PDF 的文字编码不完整，看得见文字但取不出来", Advice: "请向报送单位索取 Word 原稿，或用文字识别软件转成文字再导入。"}
}

// A state is what the pages of a file hold, before they are laid out.
type state struct {
	shown, hidden, lost int   // glyphs that are not blank
	images              int   // pages with images
	pictures            []int // pages, from 1, that images cover and that have next to no text
	covered             int   // pages that images cover
	pages               int
}

const (
	fullCover  = 0.6 // share of a page that a scan covers at least
	bareGlyphs = 40  // glyphs a page that a scan's frame, stamp or page number may have
)

// inspect counts.
func inspect(sheets []*sheet) state {
	st := state{pages: len(sheets)}
	for _, s := range sheets {
		st.shown += s.tally.shown
		st.hidden += s.tally.hidden
		st.lost += s.tally.lost
		if s.scan > 0 {
			st.images++
		}
		if s.scan >= fullCover {
			st.covered++
			if s.tally.shown+s.tally.hidden <= bareGlyphs {
				st.pictures = append(st.pictures, s.number+1)
			}
		}
	}
	return st
}

// failure says why the file cannot become text, nil when it can.
func (st state) failure(f *file) *page.Failure {
	switch all := st.shown + st.hidden; {
	case all == 0 && st.images > 0:
		return failScanned()
	case all == 0 && f.encrypted:
		return failSecurity()
	case all == 0 && (len(f.broken) > 0 || f.pages == 0):
		return page.FailBroken("PDF 文件")
	case all == 0:
		return page.FailNoText()
	case 2*st.lost > all:
		return failUnmapped()
	}
	return nil
}

// bareScan reports whether every page is a picture and text is no more than
// what a scanning program stamps on them.
func (st state) bareScan(text string) bool {
	return st.pages > 0 && len(st.pictures) == st.pages && utf8.RuneCountInString(text) <= bareGlyphs*st.pages
}

// warnings says what is wrong with a file that was read all the same.
func (st state) warnings(f *file) []page.Failure {
	var out []page.Failure
	if len(f.broken) > 0 {
		w := page.WarnBroken()
		w.Reason = "PDF 已损坏，第" + pageList(f.broken) + "页没有读出"
		out = append(out, w)
	}
	if st.lost > 0 {
		out = append(out, page.WarnDamaged(float64(st.lost)/float64(st.shown+st.hidden)))
	}
	if len(st.pictures) > 0 && len(st.pictures) < st.pages {
		out = append(out, page.Failure{Code: CodePictures, Reason: "第" + pageList(st.pictures) + "页是图片（扫描页），其中的文字没有读出", Advice: "请核对这些页；需要时先做文字识别，或向报送单位索取电子稿。"})
	}
	if st.covered > 0 && st.hidden > st.shown {
		out = append(out, page.Failure{Code: CodeOCR, Reason: "文字来自扫描件的识别层，可能有错字", Advice: "请对照原件核对；必要时向报送单位索取电子稿。"})
	}
	return out
}

// pageList returns page numbers as a Chinese list, shortened.
func pageList(ns []int) string {
	const most = 10
	out := ""
	for i, n := range ns {
		if i == most {
			return out + " 等 " + strconv.Itoa(len(ns)) + " "
		}
		if i > 0 {
			out += "、"
		}
		out += " " + strconv.Itoa(n) + " "
	}
	return out
}

// defaultInstances is how many files the shared reader reads at once.
func defaultInstances() int { return runtime.GOMAXPROCS(0) }
