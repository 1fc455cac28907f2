// Package eval scores documents that the pipeline found against annotated
// ones. Its measures are those of gold/score.py, number for number; where the
// two differ, score.py is right.
package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"wenjian/corpus"
)

// Gold is one annotated document, as the annotators' JSON has it. Offsets are
// code points of Text.
type Gold struct {
	ID         string         `json:"id"`
	Kind       string         `json:"kind"`
	Unit       string         `json:"unit"`
	UnitKind   string         `json:"unit_kind"`
	Date       string         `json:"date"`
	Text       string         `json:"text"`
	Headings   []GoldHeading  `json:"headings"`
	Activities []GoldActivity `json:"activities"`
	Figures    []GoldFigure   `json:"figures"`
	Persons    []GoldPerson   `json:"persons"`
	Leaks      []GoldSpan     `json:"leaks"`
	Noise      []GoldSpan     `json:"noise"`
}

// GoldSpan is an annotated stretch of text.
type GoldSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
}

// GoldHeading is an annotated heading; Kind joins the kinds of a fused one with +.
type GoldHeading struct {
	GoldSpan
	Level int    `json:"level"`
	Kind  string `json:"kind"`
}

// GoldActivity is an annotated mention of an activity.
type GoldActivity struct {
	GoldSpan
	Kind   string        `json:"kind"`
	Status corpus.Status `json:"status"`
}

// Number is an annotated value. What is no JSON number, such as "3-5", is NaN
// and so equals nothing, as in score.py.
type Number float64

// UnmarshalJSON never fails.
func (n *Number) UnmarshalJSON(raw []byte) error {
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		f = math.NaN()
	}
	*n = Number(f)
	return nil
}

// GoldFigure is an annotated figure; Value is nil when masked.
type GoldFigure struct {
	GoldSpan
	Measure string  `json:"measure"`
	Value   *Number `json:"value"`
	Norm    bool    `json:"norm"`
	Masked  bool    `json:"masked"`
}

// GoldPerson is an annotated person.
type GoldPerson struct {
	Name string `json:"name"`
}

// A Case is one annotated input file: its name without extension, its bytes
// and the documents in it.
type Case struct {
	Name  string
	Input []byte
	Docs  []Gold
}

// ErrNoGold says that a folder holds no annotated documents.
var ErrNoGold = errors.New("eval: no NAME.json with NAME.txt beside it")

// Load reads the annotated files of dir in the order of their names.
func Load(dir fs.FS) ([]Case, error) {
	names, err := fs.Glob(dir, "*.json")
	if err != nil {
		return nil, fmt.Errorf("eval: list gold: %w", err)
	}
	var cases []Case
	for _, n := range names {
		base := strings.TrimSuffix(n, ".json")
		input, err := fs.ReadFile(dir, base+".txt")
		if errors.Is(err, fs.ErrNotExist) {
			continue // floors.json and the like
		}
		if err != nil {
			return nil, fmt.Errorf("eval: read input: %w", err)
		}
		raw, err := fs.ReadFile(dir, n)
		if err != nil {
			return nil, fmt.Errorf("eval: read gold: %w", err)
		}
		c := Case{Name: base, Input: input}
		if err := json.Unmarshal(raw, &c.Docs); err != nil {
			return nil, fmt.Errorf("eval: gold %s: %w", n, err)
		}
		cases = append(cases, c)
	}
	if len(cases) == 0 {
		return nil, ErrNoGold
	}
	return cases, nil
}
