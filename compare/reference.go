package compare

import (
	"bytes"
	_ "embed"
	"fmt"
	"math"
	"sync"
)

// languageFile is the sketch of general and official language that langgen
// made from government work reports, five-year plans and reports to Party
// congresses: counts of n-grams only.
//
//go:embed language.gz
var languageFile []byte

var builtIn = sync.OnceValues(func() (*sketch, error) { return readSketch(bytes.NewReader(languageFile)) })

// name tells options apart that may find different things. The built-in
// reference is part of keyVersion.
func (o Options) name() string {
	return fmt.Sprintf("%t %t %s", o.NoReference, o.ExactOnly, o.Sanctioned)
}

// reference returns the language model and the sanctioned phrases to use.
func (o Options) reference() (*sketch, *phrases, error) {
	if o.NoReference {
		return &sketch{total: math.Exp2(rareBits), cells: make([]uint16, bucketCells)}, newPhrases(o.Sanctioned), nil
	}
	k, err := builtIn()
	if err != nil {
		return nil, nil, err
	}
	known := newPhrases(sanctionedText + "\n" + o.Sanctioned)
	known.formulae, err = builtInFormulae()
	return k, known, err
}
