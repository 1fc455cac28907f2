package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"wenjian": main})
}

// TestScripts runs the command line as users do; testdata/script reads as
// its documentation. SAMPLE is the folder of sample submissions, SHARED the
// shared test material where it is present.
func TestScripts(t *testing.T) {
	sample, err := filepath.Abs("../../testdata/sample")
	if err != nil {
		t.Fatal(err)
	}
	shared, err := filepath.Abs("../../../shared")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLE", sample)
			e.Setenv("SHARED", shared)
			return nil
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "root":
				return os.Geteuid() == 0, nil
			case "shared":
				_, err := os.Stat(shared)
				return err == nil, nil
			}
			return false, errors.New("unknown condition " + cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"httpget": httpget,
			"bytes":   writeBytes,
			"website": website,
		},
	})
}

// website DIR serves the folder and sets SITE to its address; it writes
// urls.txt with the address of a.html.
func website(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: website DIR")
	}
	srv := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
	ts.Defer(srv.Close)
	ts.Setenv("SITE", srv.URL)
	ts.Check(os.WriteFile(ts.MkAbs("urls.txt"), []byte("# 清单\n"+srv.URL+"/a.html\n"), 0o600))
}

// httpget FILE PATH fetches PATH from the address that a running server wrote
// to FILE and prints status and body.
func httpget(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: httpget FILE PATH")
	}
	var base string
	for range 100 { // the server is starting in the background
		raw, _ := os.ReadFile(ts.MkAbs(args[0]))
		if _, after, ok := strings.Cut(string(raw), "http://"); ok {
			base = "http://" + strings.Fields(after)[0]
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	res, err := http.Get(base + args[1])
	ts.Check(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	ts.Stdout().Write([]byte(res.Status + "\n" + string(body)))
}

// writeBytes (bytes FILE HEX) writes bytes that no text archive can hold.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE HEX")
	}
	var out []byte
	for i := 0; i+1 < len(args[1]); i += 2 {
		hi, lo := strings.IndexByte("0123456789abcdef", args[1][i]), strings.IndexByte("0123456789abcdef", args[1][i+1])
		out = append(out, byte(hi<<4|lo))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o600))
}
