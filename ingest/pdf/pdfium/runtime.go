package pdfium

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed" // the compiled PDFium
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/emscripten"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// compressed is PDFium as WebAssembly, exactly as scripts/pdfium.sh fetches it.
//
//go:embed pdfium.wasm.gz
var compressed []byte

const (
	wasmPage = 64 << 10

	// DefaultMemory is the most memory, in bytes, that one instance may use.
	DefaultMemory = 256 << 20
)

// Options adjust a Library. The zero value works.
type Options struct {
	// Cache is a folder for compiled code: with it a process starts in a
	// twentieth of the time. Empty: nothing is written.
	Cache string
	// Instances is the most files that are open at the same time; 0 means one.
	Instances int
	// Memory is the most memory, in bytes, that one file may use; 0 means DefaultMemory.
	Memory int
}

// A Library is PDFium, compiled at its first use (about 1.5 s without a
// cache). It may be used by many goroutines; each Document has an instance of
// its own, a sandbox that can neither see nor harm anything outside.
type Library struct {
	opts  Options
	slots chan struct{} // one for each file that may be open

	start    sync.Once
	startErr error
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	cache    wazero.CompilationCache

	mu   sync.Mutex
	idle []*instance
}

// New returns a Library. It costs nothing until the first Open.
func New(o Options) *Library {
	o.Instances = max(o.Instances, 1)
	if o.Memory <= 0 {
		o.Memory = DefaultMemory
	}
	return &Library{opts: o, slots: make(chan struct{}, o.Instances)}
}

// Close frees what the library holds. Documents must be closed before; the
// library cannot be used after.
func (l *Library) Close(ctx context.Context) error {
	l.start.Do(func() { l.startErr = errClosed })
	l.mu.Lock()
	l.idle = nil
	l.mu.Unlock()
	var errs []error
	if l.runtime != nil {
		errs = append(errs, l.runtime.Close(ctx))
	}
	if l.cache != nil {
		errs = append(errs, l.cache.Close(ctx))
	}
	return errors.Join(errs...)
}

var errClosed = errors.New("pdfium: library is closed")

// compile makes the runtime ready, once. It does not stop with the context
// of whoever happens to come first.
func (l *Library) compile(ctx context.Context) error {
	l.start.Do(func() { l.startErr = l.compileNow(context.WithoutCancel(ctx)) })
	return l.startErr
}

func (l *Library) compileNow(ctx context.Context) error {
	code, err := unpacked()
	if err != nil {
		return err
	}
	// Where there is no compiler for the machine, wazero interprets.
	config := wazero.NewRuntimeConfig().
		WithCloseOnContextDone(true).
		WithMemoryLimitPages(uint32(l.opts.Memory / wasmPage))
	if l.opts.Cache != "" {
		// A cache that cannot be used costs time, nothing else.
		if c, err := wazero.NewCompilationCacheWithDir(l.opts.Cache); err == nil {
			l.cache = c
			config = config.WithCompilationCache(c)
		}
	}
	l.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	if l.compiled, err = l.runtime.CompileModule(ctx, code); err != nil {
		return fmt.Errorf("pdfium: compile: %w", err)
	}
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, l.runtime); err != nil {
		return fmt.Errorf("pdfium: wasi: %w", err)
	}
	exporter, err := emscripten.NewFunctionExporterForModule(l.compiled)
	if err != nil {
		return fmt.Errorf("pdfium: imports: %w", err)
	}
	env := l.runtime.NewHostModuleBuilder("env")
	exporter.ExportFunctions(env)
	exportHost(env, l.compiled)
	if _, err := env.Instantiate(ctx); err != nil {
		return fmt.Errorf("pdfium: host functions: %w", err)
	}
	return nil
}

func unpacked() ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, fmt.Errorf("pdfium: unpack: %w", err)
	}
	code, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("pdfium: unpack: %w", err)
	}
	return code, nil
}

// A Slot is the right to open one file.
type Slot struct {
	library *Library
	in      *instance
}

// Wait waits until a file can be opened, PDFium is compiled included. The
// slot must be used: Open takes it over.
func (l *Library) Wait(ctx context.Context) (Slot, error) {
	select {
	case l.slots <- struct{}{}:
	case <-ctx.Done():
		return Slot{}, ctx.Err()
	}
	in, err := l.instance(ctx)
	if err != nil {
		<-l.slots
		return Slot{}, err
	}
	return Slot{l, in}, nil
}

func (l *Library) instance(ctx context.Context) (*instance, error) {
	if err := l.compile(ctx); err != nil {
		return nil, err
	}
	l.mu.Lock()
	if n := len(l.idle); n > 0 {
		in := l.idle[n-1]
		l.idle = l.idle[:n-1]
		l.mu.Unlock()
		return in, nil
	}
	l.mu.Unlock()
	return newInstance(ctx, l.runtime, l.compiled)
}

// release gives an instance back. One that failed, or that has grown large
// and would keep its memory for ever, is thrown away.
func (l *Library) release(in *instance) {
	if in.healthy() {
		l.mu.Lock()
		l.idle = append(l.idle, in)
		l.mu.Unlock()
	} else {
		in.close()
	}
	<-l.slots
}

// exportHost adds the functions that Emscripten's C library asks its host
// for. There are no files, no clock zones and no environment in the sandbox:
// most of them answer "no such thing".
func exportHost(env wazero.HostModuleBuilder, compiled wazero.CompiledModule) {
	for _, f := range compiled.ImportedFunctions() {
		module, name, _ := f.Import()
		if module != "env" || isEmscripten(name) {
			continue
		}
		fn, ok := hostFunctions[name]
		if !ok {
			fn = refuse
		}
		env.NewFunctionBuilder().WithGoModuleFunction(fn, f.ParamTypes(), f.ResultTypes()).Export(name)
	}
}

// isEmscripten reports whether wazero's emscripten package exports name.
func isEmscripten(name string) bool {
	return len(name) > 7 && name[:7] == "invoke_" || name == "_emscripten_throw_longjmp" || name == "emscripten_notify_memory_growth"
}

var hostFunctions = map[string]api.GoModuleFunc{
	"_abort_js":              abort,
	"__assert_fail":          abort,
	"emscripten_resize_heap": grow,
	"emscripten_date_now":    now,
	"_tzset_js":              nothing,
	"_localtime_js":          nothing,
	"_gmtime_js":             nothing,
}

var errAbort = errors.New("pdfium: aborted")

func abort(context.Context, api.Module, []uint64) { panic(errAbort) } // caught by wazero, ends the call with the error

func nothing(context.Context, api.Module, []uint64) {}

// refuse answers as a system call does that there is no such file.
func refuse(_ context.Context, _ api.Module, stack []uint64) {
	const enoent = 44 // as WASI numbers it
	if len(stack) > 0 {
		stack[0] = api.EncodeI32(-enoent)
	}
}

// now answers a fixed time, so that the same file reads the same always.
func now(_ context.Context, _ api.Module, stack []uint64) {
	stack[0] = api.EncodeF64(1.7e12)
}

// grow makes the memory large enough for the size in bytes on the stack and
// answers 1, or 0 where the limit forbids it.
func grow(_ context.Context, m api.Module, stack []uint64) {
	want := uint64(api.DecodeU32(stack[0]))
	have := uint64(m.Memory().Size())
	stack[0] = 1
	if want <= have {
		return
	}
	delta := (want - have + wasmPage - 1) / wasmPage
	if _, ok := m.Memory().Grow(uint32(delta)); !ok {
		stack[0] = 0
	}
}
