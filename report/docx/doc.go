// Package docx writes Word documents in the manner of GB/T 9704 (党政机关公文格式):
// A4 with the prescribed margins, the title in 小标宋 of size 2, headings in 黑体
// and 楷体, the body in 仿宋 of size 3 with 28.95 pt lines, page numbers between
// dashes at the outer edge. Fonts are named, not embedded: a machine without
// one shows its substitute. Charts are native and carry their data, so that
// they can be edited.
package docx
