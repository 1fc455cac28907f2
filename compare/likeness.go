package compare

import "math"

// A likeness sets a block of the later document against the one of an earlier
// document that tells most of it.
type likeness struct {
	b, a  block
	doc   int
	told  float64 // bits of b that a tells
	rival float64 // bits that the next best place of the same document tells, less the cost of its terms
	score float64 // log odds that b was written after a, up to a constant
}

// Features of a likeness, what a logistic regression weighs to tell passages
// that were rewritten from those that are about the same things.
const (
	oneFeature     = iota // always 1
	orderFeature          // bits told in the same order, logarithm
	rivalFeature          // part of what is told that another place tells too
	coverFeature          // part of the later block that is told
	backFeature           // part of the earlier block that the later one tells
	numberFeature         // bits of numbers that the earlier block does not hold
	lengthFeature         // bits of the later block against those of the earlier one, logarithm
	surplusFeature        // bits told beyond what another place tells
	sizeFeature           // terms of the later block, logarithm
	equalFeature          // part of what is told that the very same words tell
	chanceFeature         // part of what is told that as much of the earlier document tells by chance
	featureCount
)

// likenessFeatures are the features of one likeness.
type likenessFeatures [featureCount]float64

const few = 5.0 // bits, keep little text from being much alike

// featureWeights were learned by TestLearnLikeness from testdata/rewritten.txt
// and our annotated documents.
var featureWeights = likenessFeatures{-9.204, 2.535, 2.145, 1.275, 2.055, -0.108, -0.194, 1.100, -0.662, -2.047, -0.782}

// mostChance of what is told may be told by chance.
const mostChance = 0.5

// surprise returns the score of l, or less than least where it is below that.
func (p *pairing) surprise(l *likeness, least float64) float64 {
	chance := p.chance(l)
	if chance > mostChance*(l.told+few) {
		return math.Inf(-1)
	}
	p.seqB, p.seqA = p.later.sequence(l.b, p.seqB), p.earlier.sequence(l.a, p.seqA)
	f, told := p.features(l)
	if f[chanceFeature] = chance / (told + few); f[chanceFeature] > mostChance {
		return math.Inf(-1)
	}
	f[orderFeature] = math.Log(1 + told) // at most
	if s := f.score(); s < least {
		return s
	}
	f[orderFeature] = math.Log(1 + p.inOrder())
	return f.score()
}

// chance returns how many bits of the later block as much of the earlier
// document as l holds tells by chance.
func (p *pairing) chance(l *likeness) float64 {
	all := 0.0
	for i := l.b.from; i < l.b.to; i++ {
		all += float64(p.all[i])
	}
	return all * math.Sqrt(l.a.bits/p.total)
}

func (f *likenessFeatures) score() float64 {
	sum := 0.0
	for i, x := range f {
		sum += featureWeights[i] * x
	}
	return sum
}

// features returns the features of l but for order and chance, and how many
// bits of its later block are told, each term counted once.
func (p *pairing) features(l *likeness) (f likenessFeatures, told float64) {
	p.onceB, p.onceA = onceEach(p.seqB, p.onceB), onceEach(p.seqA, p.onceA)
	b, a := p.onceB, p.onceA
	p.gains = resize(p.gains, len(a))
	clear(p.gains)
	equal, missing, size := 0.0, 0.0, 0.0
	for _, tb := range b {
		best, same := float32(0), false
		for i, ta := range a {
			g := p.gain(tb, ta)
			p.gains[i] = max(p.gains[i], g)
			best = max(best, g)
			same = same || p.later.terms[tb] == p.earlier.terms[ta]
		}
		told += float64(best)
		if same {
			equal += float64(best)
		}
		if best == 0 && p.later.terms[tb].key.word == 0 {
			missing += p.bitsB[tb]
		}
		if p.bitsB[tb] >= leastTerm {
			size++
		}
	}
	bitsA, back := 0.0, 0.0
	for i, ta := range a {
		bitsA += p.bitsA[ta]
		back += float64(p.gains[i])
	}
	f[oneFeature] = 1
	f[rivalFeature] = l.rival / (told + few)
	f[coverFeature] = told / (l.b.bits + 4*few)
	f[backFeature] = back / (bitsA + 4*few)
	f[numberFeature] = missing
	f[lengthFeature] = math.Log((l.b.bits + few) / (bitsA + few))
	f[surplusFeature] = (told - l.rival) / 10
	f[sizeFeature] = math.Log(1 + size)
	f[equalFeature] = equal / (told + few)
	return f, told
}
