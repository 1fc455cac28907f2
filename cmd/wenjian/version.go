package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the release this source leads to.
const version = "0.1.0"

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "显示版本",
		Args:  exactly(0, ""),
		RunE: func(*cobra.Command, []string) error {
			v := versionInfo()
			if a.json {
				return a.printJSON(v)
			}
			a.printf("文鉴 wenjian %s（%s，%s）\n", v.Version, v.Platform, v.Go)
			if v.Revision != "" {
				a.printf("源码版本 %s\n", v.Revision)
			}
			return nil
		},
	}
}

type versionJSON struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Platform string `json:"platform"`
	Go       string `json:"go"`
}

func versionInfo() versionJSON {
	v := versionJSON{Version: version, Platform: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version()}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v.Revision = s.Value
			}
		}
	}
	return v
}
