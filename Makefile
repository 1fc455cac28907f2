# Developers' commands. Users need none of them: see README.md.
GOLANGCI_VERSION := v2.13.2
GOVULNCHECK_VERSION := v1.9.0
SHARED ?= ../shared
BIN := bin
FUZZTIME ?= 30s
WALK_FILES ?= 100000
IMPORT_FILES ?= 2000

.PHONY: all build test race check fmt lint tidy licences vuln eval train bench throughput bench-compare ablation-compare peers-compare hostile office demo fuzz fuzz-long e2e cross clean

all: build test

build:
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o $(BIN)/wenjian ./cmd/wenjian

test:
	go test ./...

race:
	CGO_ENABLED=1 go test -race -short ./...

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

# Teaches the models of classify from our annotated documents, after trying
# them on documents held back. To be run whenever rules or annotations change:
# a test says so.
train:
	go run ./classify/train testdata/gold

bench: build
	scripts/bench.sh $(BIN)/wenjian $(SHARED)
	go test -run '^$$' -bench . -benchmem ./...
	scripts/throughput.sh $(BIN)/wenjian $(WALK_FILES) $(IMPORT_FILES)

# Files a second, and whether memory stays flat over many files.
throughput: build
	scripts/throughput.sh $(BIN)/wenjian $(WALK_FILES) $(IMPORT_FILES)

# Copying at scale, on generated documents whose copying is known: speed,
# memory, plagdet, false alarms. N names the sizes, 1000000 among them if asked.
N ?= 1000,10000,100000
bench-compare:
	N=$(N) go test -timeout 2h -run '^$$' -bench Scale -benchtime 1x ./compare

# What the reference of common language is worth: false alarms with all of it,
# half of it, none.
ablation-compare:
	ABLATION=3000 go test -count=1 -timeout 1h -v -run TestAblation ./compare

# Real official texts held against each other as if peers had written them:
# what is the same report twice is found, no two authors' reports are one.
peers-compare:
	@if [ -e $(SHARED)/corpora/gov/reports.tar.xz ]; then d=$$(mktemp -d) && trap "rm -rf $$d" EXIT && \
	tar -xJf $(SHARED)/corpora/gov/reports.tar.xz -C $$d && \
	GOV=$$d go test -count=1 -timeout 1h -v -run TestGovernmentReports ./compare >$$d/log || { tail -20 $$d/log; exit 1; }; \
	grep -E 'half the same|texts,|same report' $$d/log; else echo "skipped: $(SHARED)/corpora/gov is not here"; fi

# Every hostile file ends in text or a named reason, in time and in bounded memory.
hostile: build
	scripts/hostile.sh $(BIN)/wenjian $(foreach d,office pdf ofd html charset,$(wildcard $(SHARED)/corpora/$(d)))

# Exported tables opened in LibreOffice; the pages are left in dist/office as pictures.
office: build
	scripts/office.sh $(BIN)/wenjian dist/office

demo:
	go run ./cmd/wenjian demo

fuzz:
	scripts/fuzz.sh $(FUZZTIME)

# Ten minutes for each reader of foreign bytes.
fuzz-long:
	scripts/fuzz.sh 10m 'Doc|Word|Docx|RTF|ODT|XLSX|Sheet|XLS|Decrypt|Zip|Decode|GB18030|Repair|MHT|Read|Layout' $(SHARED)/corpora/office

e2e: build
	cd e2e && WENJIAN=$(abspath $(BIN))/wenjian go test -count=1 ./...

cross:
	scripts/cross.sh

clean:
	rm -rf $(BIN) dist
