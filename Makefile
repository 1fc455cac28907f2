# Developers' commands. Users need none of them: see README.md.
GOLANGCI_VERSION := v2.13.2
GOVULNCHECK_VERSION := v1.9.0
SHARED ?= ../shared
BIN := bin
FUZZTIME ?= 30s

.PHONY: all build test race check fmt lint tidy licences vuln eval bench demo fuzz e2e cross clean

all: build test

build:
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o $(BIN)/wenjian ./cmd/wenjian

test:
	go test ./...

race:
	CGO_ENABLED=1 go test -race ./...

check: fmt lint tidy licences vuln
	go vet ./...
	go test -run 'TestLayers' .

fmt:
	@bad=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$bad" ]; then echo "not gofmt-clean:"; echo "$$bad"; exit 1; fi

$(BIN)/golangci-lint-$(GOLANGCI_VERSION):
	GOBIN=$(abspath $(BIN)) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	mv $(BIN)/golangci-lint $@

lint: $(BIN)/golangci-lint-$(GOLANGCI_VERSION)
	$< run ./...

tidy:
	go mod tidy -diff

licences:
	go run ./internal/licences

# The vulnerability database is not reachable everywhere: an offline machine says so and goes on.
vuln:
	@if curl -sfo /dev/null --max-time 10 https://vuln.go.dev/index/modules.json; then \
	GOBIN=$(abspath $(BIN)) go install golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK_VERSION) && $(BIN)/govulncheck ./...; \
	else echo "govulncheck: vuln.go.dev is not reachable from here, not run"; fi

# Quality figures, as docs/quality.md quotes them.
eval: build
	scripts/eval.sh $(BIN)/wenjian $(SHARED)

bench: build
	scripts/bench.sh $(BIN)/wenjian $(SHARED)
	go test -run '^$$' -bench . -benchmem ./...

demo:
	go run ./cmd/wenjian demo

fuzz:
	scripts/fuzz.sh $(FUZZTIME)

e2e: build
	cd e2e && WENJIAN=$(abspath $(BIN))/wenjian go test -count=1 ./...

cross:
	scripts/cross.sh

clean:
	rm -rf $(BIN) dist
