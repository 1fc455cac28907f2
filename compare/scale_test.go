package compare

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
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

// TestScale prints speed, memory and quality on generated corpora of the
// sizes that N names: N=1000,10000 go test -v -run TestScale ./compare. It is
// what make bench-compare runs; it asserts nothing.
func TestScale(t *testing.T) {
	if os.Getenv("N") == "" {
		t.Skip("N names the sizes to measure")
	}
	for size := range strings.SplitSeq(os.Getenv("N"), ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			t.Fatal(err)
		}
		g := generate(t, n, 1000, 1)
		opt := Options{Sanctioned: strings.Join(g.phrases, "\n")}
		if _, err := Compare(context.Background(), g.texts[:10], opt); err != nil { // reads the reference
			t.Fatal(err)
		}
		passes := []bool{true, false}
		if n > 20000 { // rewritten passages take most of the time and are measured on fewer
			passes = passes[:1]
		}
		chars, hashed := bareHash(g)
		t.Logf("%d documents, %d symbols", n, chars)
		for _, opt.ExactOnly = range passes {
			memory := watchHeap()
			cpu, wall := cpuTime(), time.Now()
			r := compareGenerated(t, g, opt)
			cpu, took := cpuTime()-cpu, time.Since(wall)
			grown := memory()
			t.Logf("%s: %.2f CPU s, %.2f s; %.0f documents per CPU second; %.1f KB of memory per document; %.0f times a bare hash loop\n  %v",
				map[bool]string{true: "exact and edited passages", false: "with rewritten passages"}[opt.ExactOnly],
				cpu.Seconds(), took.Seconds(), float64(n)/cpu.Seconds(), float64(grown)/1024/float64(n), cpu.Seconds()/hashed.Seconds(), evaluate(g, r))
		}
		oneMore(t, g, Options{Sanctioned: opt.Sanctioned, ExactOnly: true})
	}
}

// TestAblation prints what the reference of common language is worth: the
// same generated documents with all of it, with half of the set phrases, with
// the built-in language only, and with nothing. ABLATION names the number of
// documents; it is what make ablation-compare runs.
func TestAblation(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("ABLATION"))
	if err != nil {
		t.Skip("ABLATION names the number of documents")
	}
	g := generate(t, n, 1000, 1)
	var half []string
	for i, p := range g.phrases {
		if i%2 == 0 {
			half = append(half, p)
		}
	}
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
		t.Logf("%s\n  %v", c.name, evaluate(g, compareGenerated(t, g, c.opt)))
	}
}

// oneMore prints what it takes to add one document to all the others.
func oneMore(t *testing.T, g *generated, opt Options) {
	t.Helper()
	last := len(g.texts) - 1
	keys := map[string]Key{}
	known := func(i int) (Key, bool) { k, ok := keys[g.texts[i].ID]; return k, ok }
	found, err := Update(context.Background(), g.texts[:last], opt, known)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		keys[g.texts[f.Text].ID] = f.Key
	}
	cpu := cpuTime()
	if found, err = Update(context.Background(), g.texts, opt, known); err != nil {
		t.Fatal(err)
	}
	cpu = cpuTime() - cpu
	anew := 0
	for _, f := range found {
		anew += boolInt(!f.Same)
	}
	t.Logf("one more document: %.2f CPU s, %d found anew", cpu.Seconds(), anew)
}

func compareGenerated(t *testing.T, g *generated, opt Options) Result {
	t.Helper()
	r, err := Compare(context.Background(), g.texts, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// cpuTime returns the processor time this process has used.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
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
	start := cpuTime()
	for _, s := range docs {
		hashes = gramHashes(s, hashes[:0])
	}
	return symbols, max(1, cpuTime()-start)
}
