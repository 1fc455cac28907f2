package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"wenjian/corpus"
)

// A blob is the bytes of a source as they are kept.
type blob struct {
	sha256   string
	size     int // before encoding
	encoding string
	data     []byte
}

// packAll prepares the bytes of submissions, before the transaction that
// keeps others from writing. What gzip does not make smaller stays raw.
func packAll(subs []Submission) []blob {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // no error: the level is valid
	out := make([]blob, len(subs))
	for i, sub := range subs {
		b.Reset()
		z.Reset(&b) // a new writer would cost more than the compression
		_, _ = z.Write(sub.Data)
		_ = z.Close() // no error: memory takes every write
		out[i] = blob{sub.Source.SHA256, len(sub.Data), "raw", sub.Data}
		if b.Len() < len(sub.Data) {
			out[i].encoding, out[i].data = "gzip", bytes.Clone(b.Bytes())
		}
		if out[i].data == nil {
			out[i].data = []byte{} // nil would be NULL
		}
	}
	return out
}

// blob keeps b, once however many sources have it.
func (w *putter) blob(b blob) error {
	return w.exec(`INSERT INTO blobs (sha256, size, encoding, data) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, b.sha256, b.size, b.encoding, b.data)
}

// unpack returns size bytes as they were before pack, verified by their hash.
func unpack(sha, encoding string, size int64, data []byte) ([]byte, error) {
	if encoding == "gzip" {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		if data, err = io.ReadAll(io.LimitReader(z, size+1)); err != nil {
			return nil, err
		}
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != sha {
		return nil, errors.New("源文件内容与校验值不符")
	}
	return data, nil
}

// SourceBytes returns the source of a document and its bytes as they were
// handed in, or an error that wraps ErrNotFound.
func (s *Store) SourceBytes(ctx context.Context, id string) (corpus.Source, []byte, error) {
	doing := "读取材料 " + id + " 的源文件"
	n, err := parseID(id)
	if err != nil {
		return corpus.Source{}, nil, wrap(doing, err)
	}
	var src corpus.Source
	var properties, encoding string
	var size int64
	var data []byte
	err = s.reader.QueryRowContext(ctx, `SELECT s.path, s.sha256, s.format, s.charset, s.properties, b.size, b.encoding, b.data
		FROM documents d JOIN sources s ON s.id = d.source_id JOIN blobs b ON b.sha256 = s.sha256 WHERE d.id = ?`, n).
		Scan(&src.Path, &src.SHA256, &src.Format, &src.Charset, &properties, &size, &encoding, &data)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w：编号 %q", ErrNotFound, id)
	}
	if err == nil {
		src.Properties, err = unpackProperties(properties)
	}
	if err == nil {
		data, err = unpack(src.SHA256, encoding, size, data)
	}
	if err != nil {
		return corpus.Source{}, nil, wrap(doing, err)
	}
	return src, data, nil
}
