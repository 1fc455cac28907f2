package ingest

import "fmt"

// A Failure says in words why an input did not become a document, or, as a
// warning of a Page, what is wrong with it. It is a result, not an
// infrastructure error: the run goes on.
type Failure struct {
	Path   string // the input it is about; empty where the caller names it
	Code   string // stable, machine-readable: empty-file, binary, unreadable, too-large …
	Reason string // one Chinese sentence for the clerk
	Advice string // what to do about it, in Chinese
}

func (f *Failure) Error() string {
	s := f.Reason + "（" + f.Code + "）：" + f.Advice
	if f.Path != "" {
		s = f.Path + "：" + s
	}
	return s
}

// at returns a copy of f that names path.
func (f *Failure) at(path string) *Failure {
	g := *f
	g.Path = path
	return &g
}

// The codes a Failure of this package can have.
const (
	CodeEmpty       = "empty-file"
	CodeBinary      = "binary"
	CodeUnsupported = "unsupported-format"
	CodeUndecodable = "undecodable"
	CodeTooLarge    = "too-large"
	CodeNotFound    = "not-found"
	CodePermission  = "permission-denied"
	CodeUnreadable  = "unreadable"
	CodeArchive     = "bad-archive"
	CodeEncrypted   = "encrypted"
	CodeBomb        = "archive-bomb"
	CodeNoContent   = "no-content"
	CodeTruncated   = "truncated-utf8"
	CodeDamaged     = "damaged-text"
)

func failEmpty() *Failure {
	return &Failure{Code: CodeEmpty, Reason: "文件是空的，没有任何文字", Advice: "请核对文件是否保存成功，或向报送单位重新索取。"}
}

func failBinary() *Failure {
	return &Failure{Code: CodeBinary, Reason: "文件内容不是文字（二进制数据）", Advice: "请核对文件扩展名，用原来的软件打开后另存为 txt 再导入。"}
}

func failUndecodable() *Failure {
	return &Failure{Code: CodeUndecodable, Reason: "无法识别文件的文字编码", Advice: "请用记事本打开核对，另存为 UTF-8 编码的 txt 再导入。"}
}

func failUnsupported(label string) *Failure {
	return &Failure{Code: CodeUnsupported, Reason: "格式暂不支持（" + label + "）", Advice: "请用原来的软件打开后另存为 txt 再导入。"}
}

func failTooLarge(size, limit int64) *Failure {
	return &Failure{Code: CodeTooLarge, Reason: fmt.Sprintf("文件太大（%d 兆字节，上限 %d 兆字节）", (size+1<<20-1)>>20, limit>>20), Advice: "请拆分成较小的文件再导入。"}
}

func failNoContent() *Failure {
	return &Failure{Code: CodeNoContent, Reason: "网页里没有找到正文", Advice: "请在浏览器中打开网页，把正文复制到 txt 文件再导入。"}
}

func warnTruncated(encoding string) Failure {
	code := CodeTruncated
	if encoding != "utf-8" {
		code = "truncated-" + encoding
	}
	return Failure{Code: code, Reason: "文件在一个字的中间断开，末尾不完整", Advice: "已保留断开之前的文字；请与报送单位核对，补报完整的文件。"}
}

func warnDamaged(share float64) Failure {
	return Failure{Code: CodeDamaged, Reason: fmt.Sprintf("文字中有乱码，约占 %.1f%%", 100*share), Advice: "乱码处的原文已无法还原；请向报送单位索取原件。"}
}
