// Command wenjian reads what grassroots units submit about a campaign.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"wenjian/classify"
	"wenjian/ingest"
	"wenjian/pipeline"
	"wenjian/segment"
)

func main() {
	cls, err := classify.Load()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	stages := pipeline.Stages(segment.New(cls.Words()), cls)
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	for _, p := range os.Args[1:] {
		if p == "analyze" || p == "--json" {
			continue
		}
		data, err := os.ReadFile(p)
		f, err2 := pipeline.Run(context.Background(), stages, ingest.Input{Path: p, Data: data})
		if err != nil || err2 != nil {
			fmt.Fprintln(os.Stderr, err, err2)
			continue
		}
		for _, d := range f.Documents {
			_ = enc.Encode(d.External())
		}
	}
}
