package page

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

// Error implements error: path, reason, code and advice in one line.
func (f *Failure) Error() string {
	s := f.Reason + "（" + f.Code + "）：" + f.Advice
	if f.Path != "" {
		s = f.Path + "：" + s
	}
	return s
}

// At returns a copy of f that names path.
func (f *Failure) At(path string) *Failure {
	g := *f
	g.Path = path
	return &g
}

// The codes that reading can end in.
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

// FailEmpty says that a file holds nothing.
func FailEmpty() *Failure {
	return &Failure{Code: CodeEmpty, Reason: "文件是空的，没有任何文字", Advice: "请核对文件是否保存成功，或向报送单位重新索取。"}
}

// FailBinary says that what should be text is none.
func FailBinary() *Failure {
	return &Failure{Code: CodeBinary, Reason: "文件内容不是文字（二进制数据）", Advice: "请核对文件扩展名，用原来的软件打开后另存为 txt 再导入。"}
}

// FailUndecodable says that no encoding makes Chinese of the bytes.
func FailUndecodable() *Failure {
	return &Failure{Code: CodeUndecodable, Reason: "无法识别文件的文字编码", Advice: "请用记事本打开核对，另存为 UTF-8 编码的 txt 再导入。"}
}

// FailUnsupported says that files of the kind label, in Chinese, are not read.
func FailUnsupported(label string) *Failure {
	return &Failure{Code: CodeUnsupported, Reason: "格式暂不支持（" + label + "）", Advice: "请用原来的软件打开后另存为 txt 再导入。"}
}

// FailTooLarge says that a file of size bytes exceeds limit.
func FailTooLarge(size, limit int64) *Failure {
	return &Failure{Code: CodeTooLarge, Reason: fmt.Sprintf("文件太大（%d 兆字节，上限 %d 兆字节）", (size+1<<20-1)>>20, limit>>20), Advice: "请拆分成较小的文件再导入。"}
}

// FailNoContent says that a web page has no main text.
func FailNoContent() *Failure {
	return &Failure{Code: CodeNoContent, Reason: "网页里没有找到正文", Advice: "请在浏览器中打开网页，把正文复制到 txt 文件再导入。"}
}

// WarnTruncated says that the file ends inside a character of encoding.
func WarnTruncated(encoding string) Failure {
	code := CodeTruncated
	if encoding != "utf-8" {
		code = "truncated-" + encoding
	}
	return Failure{Code: code, Reason: "文件在一个字的中间断开，末尾不完整", Advice: "已保留断开之前的文字；请与报送单位核对，补报完整的文件。"}
}

// WarnDamaged says that share (0 to 1) of the characters are damaged.
func WarnDamaged(share float64) Failure {
	return Failure{Code: CodeDamaged, Reason: fmt.Sprintf("文字中有乱码，约占 %.1f%%", 100*share), Advice: "乱码处的原文已无法还原；请向报送单位索取原件。"}
}

// FailNoText says that a document shows no text.
func FailNoText() *Failure {
	return &Failure{Code: CodeNoContent, Reason: "文档里没有文字（可能是空白文档，或只有图片）", Advice: "请打开文档核对；若是扫描件或图片，请先做文字识别，或向报送单位索取电子稿。"}
}

// FailBroken says that a file of the kind what, in Chinese, cannot be opened.
func FailBroken(what string) *Failure {
	return &Failure{Code: CodeArchive, Reason: what + "已损坏或不完整，无法打开", Advice: "请用原来的软件打开并修复后重新保存，或向报送单位重新索取。"}
}

// FailFlood says that a document exceeds MaxFlow.
func FailFlood() *Failure {
	return &Failure{Code: CodeBomb, Reason: "文档异常（展开后的内容异常庞大），没有导入", Advice: "请确认文件来源可靠，用原来的软件打开后另存为 txt 再导入。"}
}

// WarnBroken says that only the sound part of a document was read.
func WarnBroken() Failure {
	return Failure{Code: CodeDamaged, Reason: "文档已损坏，只读出了其中完好的部分", Advice: "请用原来的软件打开核对；必要时向报送单位重新索取。"}
}
