package pdfium

import (
	"context"
	"errors"
	"fmt"
	"math"
	"unicode/utf16"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// maxIdle is how much memory, in bytes, an instance may have grown to and
// still be kept for the next file.
const maxIdle = 64 << 20

// An instance is one PDFium with its own memory. It serves one goroutine at a
// time. After an error of a call its state is unknown: it is poisoned.
type instance struct {
	module api.Module
	fns    map[string]api.Function
	stack  [16]uint64
	failed error
	room   uint32 // scratch of roomSize bytes in the instance's memory
}

const roomSize = 4096

func newInstance(ctx context.Context, r wazero.Runtime, compiled wazero.CompiledModule) (*instance, error) {
	// A module without a name may be instantiated many times.
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions("emscripten_stack_init", "__wasm_call_ctors")
	m, err := r.InstantiateModule(ctx, compiled, config)
	if err != nil {
		return nil, fmt.Errorf("pdfium: instantiate: %w", err)
	}
	in := &instance{module: m, fns: map[string]api.Function{}}
	if in.room = in.alloc(ctx, roomSize); in.room == 0 {
		in.close()
		return nil, fmt.Errorf("pdfium: start: %w", cmpErr(in.failed, ErrMemory))
	}
	in.call(ctx, "FPDF_InitLibrary")
	if in.failed != nil {
		in.close()
		return nil, fmt.Errorf("pdfium: start: %w", in.failed)
	}
	return in, nil
}

func cmpErr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func (in *instance) healthy() bool {
	return in.failed == nil && in.module.Memory().Size() <= maxIdle
}

// full reports whether the memory has grown to its limit, or nearly so.
func (in *instance) full() bool {
	_, room := in.module.Memory().Grow(64)
	return !room
}

// close frees the instance. Its context is its own: it must be freed most of
// all when the caller's has ended.
func (in *instance) close() { _ = in.module.Close(context.Background()) }

// call runs a function of PDFium and returns its first result. After a
// failure, which in.failed keeps, it does nothing and returns 0.
func (in *instance) call(ctx context.Context, name string, args ...uint64) uint64 {
	if in.failed != nil {
		return 0
	}
	f := in.fns[name]
	if f == nil {
		if f = in.module.ExportedFunction(name); f == nil {
			in.failed = fmt.Errorf("%w: no function %s", errTrap, name)
			return 0
		}
		in.fns[name] = f
	}
	stack := in.stack[:max(len(args), 1)]
	copy(stack, args)
	if len(args) == 0 {
		stack[0] = 0
	}
	if err := f.CallWithStack(ctx, stack); err != nil {
		if in.failed = ctx.Err(); in.failed == nil {
			in.failed = errors.Join(errTrap, err)
		}
		return 0
	}
	return stack[0]
}

func (in *instance) u32(ctx context.Context, name string, args ...uint64) uint32 {
	return uint32(in.call(ctx, name, args...))
}

func (in *instance) i32(ctx context.Context, name string, args ...uint64) int {
	return int(int32(in.u32(ctx, name, args...)))
}

func (in *instance) f64(ctx context.Context, name string, args ...uint64) float64 {
	return math.Float64frombits(in.call(ctx, name, args...))
}

// alloc returns the address of n bytes of the instance's memory, 0 when there
// is no room.
func (in *instance) alloc(ctx context.Context, n int) uint32 {
	return in.u32(ctx, "malloc", uint64(n))
}

func (in *instance) free(ctx context.Context, p uint32) { in.call(ctx, "free", uint64(p)) }

// float32At reads the i-th of the 32-bit floats at p.
func (in *instance) float32At(p uint32, i int) float64 {
	v, _ := in.module.Memory().ReadFloat32Le(p + uint32(4*i))
	return float64(v)
}

func (in *instance) float64At(p uint32, i int) float64 {
	v, _ := in.module.Memory().ReadFloat64Le(p + uint32(8*i))
	return v
}

// utf16 calls a function that fills a buffer with UTF-16LE, its last two
// arguments being the buffer and its size in bytes, and returns the string.
func (in *instance) utf16(ctx context.Context, name string, args ...uint64) string {
	n := in.fill(ctx, name, args...)
	units := make([]uint16, 0, n/2)
	for i := 0; i+1 < n; i += 2 {
		u, _ := in.module.Memory().ReadUint16Le(in.room + uint32(i))
		if u == 0 {
			break
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units))
}

func (in *instance) fill(ctx context.Context, name string, args ...uint64) int {
	return min(max(in.i32(ctx, name, append(args, uint64(in.room), roomSize/2)...), 0), roomSize/2)
}
