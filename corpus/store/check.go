package store

import (
	"context"
	"database/sql"
	"fmt"
)

// A Problem is something Check found wrong, in Chinese.
type Problem struct {
	What   string
	Advice string
}

// Check examines the whole workspace: the database file, references between
// tables, every source's bytes against their hash, and every document against
// the laws of the corpus. An error says that the examination itself failed.
func (s *Store) Check(ctx context.Context) ([]Problem, error) {
	var found []Problem
	for _, examine := range []func(context.Context) ([]Problem, error){s.checkFile, s.checkReferences, s.checkBlobs, s.checkDocuments} {
		p, err := examine(ctx)
		if err != nil {
			return found, wrap("检查工作区", err)
		}
		found = append(found, p...)
	}
	return found, nil
}

// examine turns every row of query into a problem, or into nil.
func (s *Store) examine(ctx context.Context, query string, row func(*sql.Rows) (*Problem, error)) (found []Problem, err error) {
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		p, err := row(rows)
		if p != nil {
			found = append(found, *p)
		}
		return err
	}, query)
	return found, err
}

func (s *Store) checkFile(ctx context.Context) ([]Problem, error) {
	return s.examine(ctx, `PRAGMA integrity_check`, func(rows *sql.Rows) (*Problem, error) {
		var what string
		if err := rows.Scan(&what); err != nil || what == "ok" {
			return nil, err
		}
		return &Problem{"数据库文件损坏：" + what, "请从备份恢复 " + fileName + "，或新建工作区后重新导入"}, nil
	})
}

func (s *Store) checkReferences(ctx context.Context) ([]Problem, error) {
	return s.examine(ctx, `PRAGMA foreign_key_check`, func(rows *sql.Rows) (*Problem, error) {
		var table, parent string
		var row sql.NullInt64
		var key int
		if err := rows.Scan(&table, &row, &parent, &key); err != nil {
			return nil, err
		}
		return &Problem{fmt.Sprintf("表 %s 的一行指向 %s 中没有的记录", table, parent), "请重新导入有关文件"}, nil
	})
}

func (s *Store) checkBlobs(ctx context.Context) ([]Problem, error) {
	return s.examine(ctx, `SELECT b.sha256, b.size, b.encoding, b.data, coalesce(
			(SELECT path FROM sources WHERE sha256 = b.sha256 ORDER BY superseded, id LIMIT 1), (SELECT path FROM failed_files WHERE sha256 = b.sha256 LIMIT 1)) FROM blobs b`,
		func(rows *sql.Rows) (*Problem, error) {
			var sha, encoding string
			var path sql.NullString
			var size int64
			var data []byte
			if err := rows.Scan(&sha, &size, &encoding, &data, &path); err != nil {
				return nil, err
			}
			if !path.Valid {
				return &Problem{"有一份源文件不属于任何材料：" + sha, "不影响使用"}, nil
			}
			_, damage := unpack(sha, encoding, size, data)
			return damagedSource(path.String, damage), nil
		})
}

// damagedSource returns the problem of a source that cannot be unpacked, nil
// when it could.
func damagedSource(path string, damage error) *Problem {
	if damage == nil {
		return nil
	}
	return &Problem{"源文件损坏：" + path + "（" + damage.Error() + "）", "请重新导入这个文件"}
}

// checkDocuments loads every document by itself, so that one damaged
// document does not hide the others.
func (s *Store) checkDocuments(ctx context.Context) (found []Problem, err error) {
	for after := int64(0); ; {
		var ids []int64
		err := each(ctx, s.reader, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		}, `SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT ?`, after, pageSize)
		if err != nil || len(ids) == 0 {
			return found, err
		}
		for _, id := range ids {
			if _, err := s.Document(ctx, formatID(id)); err != nil {
				if ctx.Err() != nil {
					return found, ctx.Err()
				}
				found = append(found, Problem{err.Error(), "请删除这份材料后重新导入"})
			}
		}
		after = ids[len(ids)-1]
	}
}
