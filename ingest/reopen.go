package ingest

import (
	"context"

	"wenjian/ingest/page"
)

// CodeOpened is the code of an archive that was opened: the files in it speak
// for it.
const CodeOpened = "archive-opened"

// Reopen calls yield for what the bytes of a file hold that was kept: the
// file itself or, when it is an archive that opens, the files in it and then
// the archive as Skipped, since it is no input of its own any more. It
// returns false when yield wanted no more.
func Reopen(ctx context.Context, p string, data []byte, yield func(Input) bool) bool {
	w := &walker{ctx: ctx, yield: yield, skip: func(string) bool { return false }}
	z, ok := bundle(data)
	switch {
	case !ok:
		w.emit(Input{Path: p, Data: data})
	case z == nil:
		w.emit(Input{Path: p, Data: data, Err: failBroken().At(p)})
	default:
		w.archive(p, z, 1, &budget{})
		w.emit(Input{Path: p, Skipped: (&page.Failure{Code: CodeOpened, Reason: "压缩包，已逐个导入其中的文件", Advice: "不用处理。"}).At(p)})
	}
	return !w.done()
}
