package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// startLimit is how long the program may take to build its demonstration.
const startLimit = 2 * time.Minute

// base is the address of the program under test.
var base string

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

// run builds the program, serves its sample and runs the tests.
func run(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "wenjian-e2e-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	bin := filepath.Join(dir, "wenjian")
	build := exec.Command("go", "build", "-o", bin, "./cmd/wenjian")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("build: %w\n%s", err, out)
	}
	ctx, stop := context.WithCancel(context.Background())
	program := exec.CommandContext(ctx, bin, "demo", "--addr", "127.0.0.1:0")
	program.Cancel = func() error { return program.Process.Signal(os.Interrupt) }
	program.WaitDelay = 10 * time.Second
	program.Stderr = os.Stderr
	out, err := program.StdoutPipe()
	if err != nil {
		stop()
		return 0, err
	}
	if err := program.Start(); err != nil {
		stop()
		return 0, err
	}
	defer func() { stop(); _ = program.Wait() }()
	if base, err = address(out); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// address reads the program's output until it says where it serves, and goes
// on reading so that the program never waits for us.
func address(out io.Reader) (string, error) {
	found := make(chan string, 1)
	go func() {
		url := regexp.MustCompile(`http://[0-9.:]+`)
		for s := bufio.NewScanner(out); s.Scan(); {
			if u := url.FindString(s.Text()); u != "" {
				select {
				case found <- u:
				default:
				}
			}
		}
		close(found)
	}()
	select {
	case u, ok := <-found:
		if !ok {
			return "", fmt.Errorf("the program ended without saying where it serves")
		}
		return u, nil
	case <-time.After(startLimit):
		return "", fmt.Errorf("the program said no address within %v", startLimit)
	}
}

// fetchJSON asks the API.
func fetchJSON(t *testing.T, path string, v any) {
	t.Helper()
	res, err := http.Get(base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s", path, res.Status)
	}
	if err := json.NewDecoder(res.Body).Decode(v); err != nil {
		t.Fatal(err)
	}
}

// pairPath returns the comparison of two documents of the sample that share
// text, as the page of all pairs links to it.
func pairPath(t *testing.T) string {
	t.Helper()
	res, err := http.Get(base + "/overlaps")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	path := regexp.MustCompile(`/compare/\d+/\d+`).FindString(string(body))
	if path == "" {
		t.Fatal("the sample has no pair that shares text")
	}
	return path
}
