package compare

import (
	"bytes"
	_ "embed"
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

// reference returns the language model and the sanctioned phrases to use.
func (o Options) reference() (*sketch, *phrases, error) {
	if o.NoReference {
		return &sketch{total: math.Exp2(rareBits), cells: make([]uint16, bucketCells)}, newPhrases(o.Sanctioned), nil
	}
	k, err := builtIn()
	return k, newPhrases(sanctionedText + "\n" + o.Sanctioned), err
}
