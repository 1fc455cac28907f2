package compare

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// An indexed corpus is texts with what an Index said of them, as a store
// keeps it.
type indexed struct {
	x     *Index
	dir   string
	opt   Options
	texts map[string]Text
	found map[string]string // by ID of the later text
	anew  int               // findings of the last update
	marks int
}

// manyTexts makes few texts be compared as many are.
func manyTexts() Options { return Options{atLeast: 2 * fewDocuments} }

func newIndexed(t *testing.T, opt Options) *indexed {
	t.Helper()
	c := &indexed{dir: t.TempDir(), opt: opt, texts: map[string]Text{}, found: map[string]string{}}
	c.open(t)
	t.Cleanup(func() { _ = c.x.Close() }) // the test is over
	return c
}

func (c *indexed) open(t *testing.T) {
	t.Helper()
	x, err := OpenIndex(c.dir, c.opt)
	if err != nil {
		t.Fatal(err)
	}
	c.x = x
}

// reopen closes the index as a kill does, and opens it again.
func (c *indexed) reopen(t *testing.T) {
	t.Helper()
	if err := c.x.Close(); err != nil {
		t.Fatal(err)
	}
	c.open(t)
}

func (c *indexed) list() []Text {
	var out []Text
	for _, t := range c.texts {
		out = append(out, t)
	}
	return out
}

// printed tells what was found in one text, without indexes.
func printed(texts []Text, ms []Match, ls []NameLeak) string {
	var b strings.Builder
	for _, m := range ms {
		a := texts[m.A].ID
		m.A, m.B, m.earlier = 0, 0, 0
		fmt.Fprintf(&b, "%s %+v\n", a, m)
	}
	for _, l := range ls {
		l.Text = 0
		fmt.Fprintf(&b, "%+v\n", l)
	}
	return b.String()
}

// compared is what Compare finds, by later text.
func compared(t *testing.T, texts []Text, opt Options) map[string]string {
	t.Helper()
	r, err := Compare(t.Context(), texts, opt)
	if err != nil {
		t.Fatal(err)
	}
	return byLater(texts, r)
}

func byLater(texts []Text, r Result) map[string]string {
	matches, leaks := map[int][]Match{}, map[int][]NameLeak{}
	for _, m := range r.Matches {
		matches[m.B] = append(matches[m.B], m)
	}
	for _, l := range r.Leaks {
		leaks[l.Text] = append(leaks[l.Text], l)
	}
	out := map[string]string{}
	for i, x := range texts {
		if s := printed(texts, matches[i], leaks[i]); s != "" {
			out[x.ID] = s
		}
	}
	return out
}

func (c *indexed) build(t *testing.T) {
	t.Helper()
	texts := c.list()
	r, err := c.x.Build(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	c.found = byLater(texts, r)
	c.commit(t)
}

func (c *indexed) commit(t *testing.T) {
	t.Helper()
	c.marks++
	if err := c.x.Commit(fmt.Sprint(c.marks)); err != nil {
		t.Fatal(err)
	}
}

// update applies changes without committing them.
func (c *indexed) update(t *testing.T, put []Text, deleted ...string) {
	t.Helper()
	for _, id := range deleted {
		delete(c.texts, id)
		delete(c.found, id)
	}
	for _, x := range put {
		c.texts[x.ID] = x
	}
	u, err := c.x.Update(t.Context(), Changes{Put: put, Deleted: deleted}, func(_ context.Context, ids []string) ([]Text, error) {
		var out []Text
		for _, id := range ids {
			out = append(out, c.texts[id])
		}
		return out, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c.anew = len(u.Findings)
	for _, f := range u.Findings {
		id := u.Texts[f.Text].ID
		if s := printed(u.Texts, f.Matches, f.Leaks); s == "" {
			delete(c.found, id)
		} else {
			c.found[id] = s
		}
	}
}

// check compares with what Compare finds.
func (c *indexed) check(t *testing.T, what string) {
	t.Helper()
	if want := compared(t, c.list(), c.opt); !reflect.DeepEqual(c.found, want) {
		for id := range c.texts {
			if c.found[id] != want[id] {
				t.Errorf("%s: text %s:\nkept:\n%s\nfrom the start:\n%s", what, id, c.found[id], want[id])
			}
		}
		t.FailNow()
	}
}

// TestIndexEqualsCompare adds, alters and deletes documents at random, of
// all dates and units: the findings kept are what Compare finds, in whatever
// order, over kills and reopening.
func TestIndexEqualsCompare(t *testing.T) {
	for _, exact := range []bool{true, false} {
		for seed := range uint64(2) {
			t.Run(fmt.Sprint(exact, seed), func(t *testing.T) {
				t.Parallel()
				opt := manyTexts()
				opt.ExactOnly = exact
				randomChanges(t, opt, seed)
			})
		}
	}
}

func randomChanges(t *testing.T, opt Options, seed uint64) {
	g := generate(t, 160, 300, 21+seed)
	r := rand.New(rand.NewPCG(seed, 9))
	pool := slices.Clone(g.texts)
	r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	owners := []string{"", "", "", "7", "8"}
	for i := range pool { // some texts of one unit, some of the same wording
		switch r.IntN(12) {
		case 0:
			pool[i].Unit = pool[r.IntN(len(pool))].Unit
		case 1:
			pool[i].Text, pool[i].Hash = pool[0].Text, ""
		case 2:
			pool[i].Date = ""
		case 3:
			pool[i].Superior = true
		case 4:
			pool[i].Owner = owners[r.IntN(len(owners))]
		}
	}
	c := newIndexed(t, opt)
	for _, x := range pool[:60] {
		c.texts[x.ID] = x
	}
	c.build(t)
	c.check(t, "built")
	next, total := 60, 0
	for step := range 25 {
		ids := make([]string, 0, len(c.texts))
		for id := range c.texts {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		some := func() string { return ids[r.IntN(len(ids))] }
		switch r.IntN(5) {
		case 0, 1:
			c.update(t, pool[next:next+1])
			next++
		case 2:
			c.update(t, nil, some())
		case 3: // another text under the same ID
			x := pool[next]
			x.ID = some()
			c.update(t, []Text{x})
			next++
		case 4:
			x := c.texts[some()] // only who it is of, or when
			x.Date, x.Owner = pool[next].Date, owners[r.IntN(len(owners))]
			c.update(t, append(slices.Clone(pool[next:next+2]), x))
			next += 2
		}
		total += c.anew
		if step%5 == 0 {
			c.check(t, fmt.Sprintf("step %d", step))
		}
		if c.commit(t); step%7 == 3 {
			c.reopen(t)
		}
		if step%9 == 5 {
			if err := c.x.flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	c.check(t, "at the end")
	t.Logf("%d found anew in 25 steps", total)
}

// TestIndexForgets: what was not committed is as if it had not been.
func TestIndexForgets(t *testing.T) {
	g := generate(t, 60, 300, 4)
	c := newIndexed(t, manyTexts())
	for _, x := range g.texts[:50] {
		c.texts[x.ID] = x
	}
	c.build(t)
	before, texts := c.found, c.texts
	c.found, c.texts = map[string]string{}, map[string]Text{}
	for id := range texts {
		c.found[id], c.texts[id] = before[id], texts[id]
	}
	c.update(t, g.texts[50:], g.texts[3].ID, g.texts[4].ID)
	c.found, c.texts = before, texts
	c.reopen(t)
	if c.x.Mark() != "1" || c.x.Len() != 50 {
		t.Fatalf("mark %q of %d texts, want what was committed", c.x.Mark(), c.x.Len())
	}
	c.update(t, g.texts[50:51])
	c.check(t, "after forgetting")
}

// TestIndexGeneration: crossing a power of two asks for all to be built anew,
// and so does an index that knows nothing.
func TestIndexGeneration(t *testing.T) {
	g := generate(t, 40, 100, 4)
	c := newIndexed(t, Options{})
	update := func(put ...Text) error {
		_, err := c.x.Update(t.Context(), Changes{Put: put}, nil)
		return err
	}
	if err := update(g.texts[0]); !errors.Is(err, ErrBuild) {
		t.Errorf("an empty index: %v", err)
	}
	c.reopen(t)
	for _, x := range g.texts[:32] {
		c.texts[x.ID] = x
	}
	c.build(t)
	if err := update(g.texts[33]); !errors.Is(err, ErrBuild) {
		t.Errorf("33 texts after 32: %v", err)
	}
}

// FuzzAppendSymbols: reading with and without the way back finds the same
// symbols, and masking them the same names.
func FuzzAppendSymbols(f *testing.F) {
	names := newNameTable([]string{"江湾镇中心小学", "第2中学12"})
	for _, s := range []string{"江湾镇中心小学党员12名，2010年", "１２34 5", "\xe4\xb8", "𠀀１〇", "第2中学12个"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var r reading
		if r.read(s, nil); !slices.Equal(r.syms, appendSymbols(nil, s)) {
			t.Errorf("%q: %x, want %x", s, appendSymbols(nil, s), r.syms)
		}
		if r.read(s, names); !slices.Equal(r.syms, names.mask(appendSymbols(nil, s))) {
			t.Errorf("%q: masked %x, want %x", s, names.mask(appendSymbols(nil, s)), r.syms)
		}
	})
}

// FuzzParseRun: whatever a run file holds, finding in it stays inside.
func FuzzParseRun(f *testing.F) {
	path := filepath.Join(f.TempDir(), "run")
	var rs []record
	for i := range uint64(40) {
		rs = append(rs, record{i << 58, uint32(i), 7})
	}
	if err := writeRun(path, 0, 40, len(rs), slices.Values(rs)); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b, uint64(3)<<58)
	f.Add(b[:runHeader], uint64(0))
	f.Fuzz(func(t *testing.T, b []byte, key uint64) {
		r, err := parseRun(b)
		if err != nil {
			return
		}
		first, stop := r.find(key)
		for i := first; i < stop; i++ {
			r.record(i)
		}
	})
}

// FuzzLog: whatever a log holds, what is read of it can be used.
func FuzzLog(f *testing.F) {
	h := newKeyHash()
	e := newEntry(&Text{ID: "1", Unit: "江湾小学", Text: "第一名党员"}, h)
	body := e.append([]byte{1, 'm', 40, 0, 1})
	f.Add(string(body))
	f.Add("\x00\x00\x00\x00")
	f.Fuzz(func(t *testing.T, b string) {
		var l indexLog
		if l.frame(b) != nil {
			return
		}
		for i := range l.entries {
			if e := &l.entries[i]; e.chronological(e) != 0 {
				t.Errorf("%+v is not as early as itself", e)
			}
		}
	})
}
