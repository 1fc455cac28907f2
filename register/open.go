package register

import (
	"context"

	"wenjian/corpus"
)

// A Book is where a register is kept; the store is one.
type Book interface {
	Register(ctx context.Context) ([]corpus.RegisterEntry, error)
	RegisterHome(ctx context.Context) (string, error)                             // what HomeOf said when documents were linked last
	RegisteredNames(ctx context.Context, unit string) (names []string, err error) // all names under which documents of a unit are found
}

// Open returns the register that b keeps, which may be empty.
func Open(ctx context.Context, b Book) (*Register, error) {
	entries, err := b.Register(ctx)
	if err != nil {
		return nil, err
	}
	home, err := b.RegisterHome(ctx)
	if err != nil {
		return nil, err
	}
	return New(entries, Options{Home: home}), nil
}

// Synonyms returns all names under which documents are found of the unit that
// name means; none where it means no unit of the register, or several.
func Synonyms(ctx context.Context, b Book, name string) ([]string, error) {
	reg, err := Open(ctx, b)
	if err != nil {
		return nil, err
	}
	found := reg.Find(name)
	if len(found) != 1 {
		return nil, nil
	}
	return b.RegisteredNames(ctx, found[0].ID)
}
