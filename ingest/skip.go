package ingest

import (
	"strings"

	"wenjian/ingest/page"
)

// The codes of what is left alone on purpose.
const (
	CodeHidden     = "hidden-file"
	CodeTemporary  = "temporary-file"
	CodeSystemFile = "system-file"
	CodeWorkspace  = "workspace"
	CodeFolderLink = "folder-link"
)

// hidden says why a file or folder of that name is left alone, nil when it
// is not: what systems and word processors leave behind is no submission.
func hidden(name string) *page.Failure {
	const byName = "如果它确是报送的材料，请改名，或在命令中直接写出它的路径。"
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini", "__macosx", ".ds_store":
		return &page.Failure{Code: CodeSystemFile, Reason: "操作系统自动生成的文件", Advice: "不用处理。"}
	}
	switch {
	case strings.HasPrefix(name, "~$"), strings.HasPrefix(name, ".~"):
		return &page.Failure{Code: CodeTemporary, Reason: "文字处理软件打开文档时留下的临时文件", Advice: "不用处理。"}
	case strings.HasPrefix(name, ".") && name != "." && name != "..":
		return &page.Failure{Code: CodeHidden, Reason: "隐藏的文件或文件夹", Advice: byName}
	}
	return nil
}

// hiddenWithin is hidden for the path of an archive's entry: one hidden folder
// hides all it holds.
func hiddenWithin(entry string) *page.Failure {
	for name := range strings.SplitSeq(entry, "/") {
		if f := hidden(name); f != nil {
			return f
		}
	}
	return nil
}

func skipWorkspace() *page.Failure {
	return &page.Failure{Code: CodeWorkspace, Reason: "这是文鉴自己的工作区", Advice: "不用处理。"}
}

func skipLink() *page.Failure {
	return &page.Failure{Code: CodeFolderLink, Reason: "指向文件夹的链接", Advice: "如果里面有报送的材料，请直接导入它指向的文件夹。"}
}
