// Package e2e tests the real program in a real browser: it builds wenjian,
// serves the embedded sample and walks through the pages with Chromium.
//
//	cd e2e && go test ./...
//
// It is a module of its own so that the browser driver stays out of the
// product. Chromium is taken from CHROME_BIN or the path; Debian has it as
// chromium, with the fonts in fonts-noto-cjk. With SHOTS=DIR every page is
// also saved as a picture. CHROME_OLD=1 starts engines of the oldest supported
// kind (Chromium 86), which need other flags, and leaves axe-core out.
package e2e
