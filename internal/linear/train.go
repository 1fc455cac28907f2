package linear

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

// An Example is one thing whose labels are known.
type Example struct {
	Features []Feature
	Labels   []string // those that hold; may be empty
}

// Options say how to learn. The zero Options is what Train uses for fields
// that are zero.
type Options struct {
	Epochs  int     // passes over the examples; 0 means 40
	Rate    float64 // step size; 0 means 0.05
	Sparse  float64 // L1 penalty, which makes most weights exactly zero; 0 means 2e-5
	AtLeast int     // features of fewer examples are left out; 0 means 2
}

func (o Options) filled() Options {
	if o.Epochs == 0 {
		o.Epochs = 40
	}
	if o.Rate == 0 {
		o.Rate = 0.05
	}
	if o.Sparse == 0 {
		o.Sparse = 2e-5
	}
	if o.AtLeast == 0 {
		o.AtLeast = 2
	}
	return o
}

// Train learns a model: for each label a logistic regression, by stochastic
// gradients with a step size of its own for each weight (Duchi, Hazan, Singer:
// Adaptive Subgradient Methods, JMLR 2011) and soft thresholding after each
// pass (Duchi, Singer: Forward Backward Splitting, JMLR 2009). The same
// examples in the same order give the same model.
func Train(examples []Example, o Options) *Model {
	o = o.filled()
	t := newTrainer(examples, o)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(i)
		}
		t.shrink(len(examples))
	}
	m := t.model()
	m.fingerprint = Fingerprint(examples)
	return m
}

// Fingerprint returns a hash of the examples, in hex: a model that carries it
// was learned from exactly these.
func Fingerprint(examples []Example) string {
	sum := sha256.New()
	var word [4]byte
	for _, e := range examples {
		for _, l := range e.Labels {
			sum.Write([]byte(l + "\x00"))
		}
		for _, f := range e.Features {
			binary.LittleEndian.PutUint32(word[:], uint32(f))
			sum.Write(word[:])
		}
		sum.Write([]byte("\x01"))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// trainer holds one weight for each label and column; a column is a feature
// that enough examples have.
type trainer struct {
	o        Options
	labels   []string
	features []Feature // of the columns, ascending
	rows     [][]int   // columns of each example; the last column is the bias
	gold     [][]bool  // labels of each example
	weights  [][]float64
	squares  [][]float64 // sums of squared gradients
}

func newTrainer(examples []Example, o Options) *trainer {
	t := &trainer{o: o}
	count, labels := map[Feature]int{}, map[string]int{}
	for _, e := range examples {
		for _, f := range e.Features {
			count[f]++
		}
		for _, l := range e.Labels {
			labels[l] = 0
		}
	}
	for l := range labels {
		t.labels = append(t.labels, l)
	}
	sort.Strings(t.labels)
	for i, l := range t.labels {
		labels[l] = i
	}
	for f, n := range count {
		if n >= o.AtLeast {
			t.features = append(t.features, f)
		}
	}
	slices.Sort(t.features)
	column := make(map[Feature]int, len(t.features))
	for i, f := range t.features {
		column[f] = i
	}
	bias := len(t.features)
	for _, e := range examples {
		row := make([]int, 0, len(e.Features)+1)
		for _, f := range e.Features {
			if c, ok := column[f]; ok {
				row = append(row, c)
			}
		}
		t.rows = append(t.rows, append(row, bias))
		gold := make([]bool, len(t.labels))
		for _, l := range e.Labels {
			gold[labels[l]] = true
		}
		t.gold = append(t.gold, gold)
	}
	for range t.labels {
		t.weights = append(t.weights, make([]float64, bias+1))
		t.squares = append(t.squares, make([]float64, bias+1))
	}
	return t
}

// learn takes one step for each label on example i.
func (t *trainer) learn(i int) {
	row := t.rows[i]
	for l, w := range t.weights {
		z := 0.0
		for _, c := range row {
			z += w[c]
		}
		g := sigmoid(z)
		if t.gold[i][l] {
			g--
		}
		if math.Abs(g) < 1e-4 {
			continue
		}
		sq := t.squares[l]
		for _, c := range row {
			sq[c] += g * g
			w[c] -= t.o.Rate * g / math.Sqrt(sq[c]+1e-8)
		}
	}
}

// shrink draws every weight towards zero, except the biases.
func (t *trainer) shrink(examples int) {
	for l, w := range t.weights {
		for c := range len(w) - 1 {
			by := t.o.Sparse * float64(examples) * t.o.Rate / math.Sqrt(t.squares[l][c]+1)
			switch {
			case w[c] > by:
				w[c] -= by
			case w[c] < -by:
				w[c] += by
			default:
				w[c] = 0
			}
		}
	}
}

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
