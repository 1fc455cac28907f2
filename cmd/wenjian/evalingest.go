package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/ingest"
	"wenjian/internal/eval"
)

func newEvalIngest(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "ingest 文件夹",
		Short: "用已知全文的文件检验各种格式的读取质量",
		Long: `读取文件夹里“格式/名称.扩展名”的文件，与“gold/名称.txt”中的准确全文比较，
按格式输出丢失、多出的汉字数和段落正确率。段落正确是指整段一字不差，次序不变。`,
		Example: "  wenjian eval ingest 样本文件夹",
		Args:    exactly(1, "文件夹"),
		RunE: func(c *cobra.Command, args []string) error {
			return a.evalIngest(c.Context(), args[0])
		},
	}
}

// readingRow is one format as eval ingest --json prints it.
type readingRow struct {
	Format     string  `json:"format"`
	Files      int     `json:"files"`
	Unread     int     `json:"unread"`
	Han        int     `json:"han"`
	Lost       int     `json:"lost"`
	Extra      int     `json:"extra"`
	Paragraphs int     `json:"paragraphs"`
	Right      float64 `json:"right"`
}

func (a *app) evalIngest(ctx context.Context, dir string) error {
	cases, err := eval.LoadReading(os.DirFS(dir))
	switch {
	case errors.Is(err, eval.ErrNoGold), errors.Is(err, fs.ErrNotExist):
		return notFoundf("“%s”里没有已知全文的文件（格式/名称.扩展名 和 gold/名称.txt）。", dir)
	case err != nil:
		return err
	}
	sums := map[string]*eval.Reading{}
	var formats []string
	for _, c := range cases {
		r, err := a.readingOf(ctx, dir, c)
		if err != nil {
			return err
		}
		if sums[c.Format] == nil {
			sums[c.Format] = &eval.Reading{}
			formats = append(formats, c.Format)
		}
		sums[c.Format].Add(r)
	}
	slices.Sort(formats)
	if !a.json {
		a.printf("%-8s%8s%8s%8s%8s%8s%12s%10s\n", "", "files", "unread", "Han", "lost", "extra", "paragraphs", "right")
	}
	for _, f := range formats {
		s := *sums[f]
		if a.json {
			if err := a.printJSON(readingRow{f, s.Files, s.Unread, s.Han, s.Lost, s.Extra, s.Paragraphs, s.RightShare()}); err != nil {
				return err
			}
			continue
		}
		a.printf("%-8s%8d%8d%8d%8d%8d%12d%10.4f\n", f, s.Files, s.Unread, s.Han, s.Lost, s.Extra, s.Paragraphs, s.RightShare())
	}
	return nil
}

// readingOf reads one file as an import does, up to its clean text.
func (a *app) readingOf(ctx context.Context, dir string, c eval.ReadingCase) (eval.Reading, error) {
	file := filepath.Join(dir, filepath.FromSlash(c.Path))
	data, err := os.ReadFile(file)
	if err != nil {
		return eval.Reading{}, err
	}
	p, err := ingest.Read(ctx, file, data)
	var bad *ingest.Failure
	switch {
	case errors.As(err, &bad):
		a.complain(file, *bad)
		return eval.UnreadFile(c.Want), nil
	case err != nil:
		return eval.Reading{}, err
	}
	var got strings.Builder
	for _, d := range ingest.Split(p) {
		got.WriteString(ingest.Clean(d).Text + "\n")
	}
	return eval.CompareReading(c.Want, got.String()), nil
}
