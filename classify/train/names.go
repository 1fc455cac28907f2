package main

import (
	"errors"
	"fmt"
	"os"

	"wenjian/classify"
)

// learnNames derives the table of names at path out from a dictionary.
func learnNames(dictionary, out string) error {
	c, err := classify.Load()
	if err != nil {
		return err
	}
	src, err := os.Open(dictionary)
	if err != nil {
		return fmt.Errorf("learn names: %w", err)
	}
	defer func() { _ = src.Close() }() // only read
	dst, err := os.Create(out)
	if err != nil {
		return fmt.Errorf("learn names: %w", err)
	}
	if err := errors.Join(c.LearnNames(src, dst), dst.Close()); err != nil {
		return err
	}
	fmt.Println(out)
	return nil
}
