package compare

import (
	"cmp"
	"context"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"wenjian/internal/cputime"
)

// TestGenerated holds the figures on a small generated corpus above a floor.
func TestGenerated(t *testing.T) {
	g := generate(t, 400, 600, 3)
	r := compareGenerated(t, g, Options{Sanctioned: strings.Join(g.phrases, "\n")})
	v := evaluate(g, r)
	t.Log(v)
	if v.plagdet < 0.9 || v.alarms > 4 {
		t.Errorf("plagdet %.3f with %d false alarms: below the floor of .9 and 4", v.plagdet, v.alarms)
	}
}

// BenchmarkScale measures speed, memory and quality on generated corpora of
// the sizes that N names (1000 unless it does), with their set phrases known
// as sanctioned: N=1000,10000 go test -run '^$' -bench Scale ./compare. It is
// what make bench-compare runs.
func BenchmarkScale(b *testing.B) {
	for size := range strings.SplitSeq(cmp.Or(os.Getenv("N"), "1000"), ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		g := generate(b, n, 1000, 1)
		phrases := strings.Join(g.phrases, "\n")
		_, hashed := bareHash(g)
		b.Run(size+"/exact", func(b *testing.B) {
			measure(b, g, Options{Sanctioned: phrases, ExactOnly: true}, hashed)
		})
		if n <= 20000 { // rewritten passages take most of the time and are measured on fewer
			b.Run(size+"/rewritten", func(b *testing.B) { measure(b, g, Options{Sanctioned: phrases}, hashed) })
		}
		b.Run(size+"/one-more", func(b *testing.B) { oneMore(b, g, Options{Sanctioned: phrases, ExactOnly: true}) })
	}
}

// measure reports what it takes to compare g, and how right the result is.
func measure(b *testing.B, g *generated, opt Options, hashed time.Duration) {
	if _, err := Compare(context.Background(), g.texts[:10], opt); err != nil { // reads the reference
		b.Fatal(err)
	}
	memory, start, rounds := watchHeap(), cputime.Used(), 0
	var r Result
	for b.Loop() {
		r = compareGenerated(b, g, opt)
		rounds++
	}
	cpu := (cputime.Used() - start).Seconds() / float64(rounds)
	n, v := float64(len(g.texts)), evaluate(g, r)
	b.ReportMetric(n/cpu, "docs/cpu-s")
	b.ReportMetric(cpu/hashed.Seconds(), "x-bare-hash")
	b.ReportMetric(float64(memory())/1024/n, "KB/doc")
	b.ReportMetric(v.plagdet, "plagdet")
	b.ReportMetric(1000*float64(v.alarms)/n, "alarms/1000")
	b.Logf("%d documents\n  %v", len(g.texts), v)
}

// TestAblation holds what the reference of common language is worth: with all
// of it there is hardly a false alarm, with half of the set phrases there are
// many, with the built-in language only and with nothing ever more. ABLATION
// names another number of documents; make ablation-compare prints the figures.
func TestAblation(t *testing.T) {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("ABLATION"), "200"))
	if err != nil {
		t.Fatal(err)
	}
	g := generate(t, n, 1000, 1)
	var half []string
	for i, p := range g.phrases {
		if i%2 == 0 {
			half = append(half, p)
		}
	}
	var alarms []int
	for _, c := range []struct {
		name string
		opt  Options
	}{
		{"the whole reference", Options{Sanctioned: strings.Join(g.phrases, "\n")}},
		{"half of the set phrases", Options{Sanctioned: strings.Join(half, "\n")}},
		{"built-in language, no set phrases", Options{}},
		{"nothing", Options{NoReference: true}},
	} {
		c.opt.ExactOnly = true
		v := evaluate(g, compareGenerated(t, g, c.opt))
		t.Logf("%s\n  %v", c.name, v)
		alarms = append(alarms, v.alarms)
	}
	if 1000*alarms[0] > 5*n || alarms[1] < n || !slices.IsSorted(alarms) {
		t.Errorf("false alarms %v: the reference does not pay", alarms)
	}
}

// oneMoreTexts is how many texts are added, one after another, to tell what one costs.
const oneMoreTexts = 1000

// oneMore measures what it takes to add one document to all the others: the
// last ones of g, one after another, to an index of those before.
func oneMore(b *testing.B, g *generated, opt Options) {
	first := len(g.texts) - min(oneMoreTexts, len(g.texts)/4)
	x, err := OpenIndex(b.TempDir(), opt)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = x.Close() }() // the benchmark is over
	start := cputime.Used()
	if _, err := x.Build(b.Context(), g.texts[:first]); err != nil {
		b.Fatal(err)
	}
	if err := x.Commit("built"); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(first)/(cputime.Used()-start).Seconds(), "docs/cpu-s-built")
	texts := map[string]Text{}
	for _, t := range g.texts {
		texts[t.ID] = t
	}
	fetch := func(_ context.Context, ids []string) (out []Text, err error) {
		for _, id := range ids {
			out = append(out, texts[id])
		}
		return out, nil
	}
	var took, cpu []time.Duration
	anew := 0
	for b.Loop() {
		for i := range g.texts[first:] {
			start, used := time.Now(), cputime.Used()
			u, err := x.Update(b.Context(), Changes{Put: g.texts[first+i : first+i+1]}, fetch)
			if err != nil {
				b.Fatal(err)
			}
			if err := x.Commit(strconv.Itoa(i)); err != nil {
				b.Fatal(err)
			}
			took, cpu = append(took, time.Since(start)), append(cpu, cputime.Used()-used)
			anew += len(u.Findings)
		}
	}
	slices.Sort(took)
	slices.Sort(cpu)
	b.ReportMetric(float64(took[len(took)/2])/1e3, "µs-p50")
	b.ReportMetric(float64(took[len(took)*99/100])/1e3, "µs-p99")
	b.ReportMetric(float64(cpu[len(cpu)/2])/1e3, "cpu-µs-p50") // where other programs run besides
	b.ReportMetric(float64(cpu[len(cpu)*99/100])/1e3, "cpu-µs-p99")
	b.ReportMetric(float64(anew)/float64(len(took)), "compared-anew")
}

func compareGenerated(t testing.TB, g *generated, opt Options) Result {
	t.Helper()
	r, err := Compare(context.Background(), g.texts, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// watchHeap starts to watch the heap; the function it returns stops that and
// says by how much the heap grew at most.
func watchHeap() func() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := m.HeapInuse, m.HeapInuse
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Millisecond):
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
			}
		}
	})
	return func() uint64 {
		close(stop)
		wg.Wait()
		return most - before
	}
}

// bareHash times the least any method has to do: hash every gram once.
func bareHash(g *generated) (symbols int, took time.Duration) {
	var docs [][]symbol
	for _, t := range g.texts {
		s := symbolsOf(t.Text)
		docs, symbols = append(docs, s), symbols+len(s)
	}
	var hashes []uint64
	start := cputime.Used()
	for _, s := range docs {
		hashes = gramHashes(s, hashes[:0])
	}
	return symbols, max(1, cputime.Used()-start)
}
