package report

import (
	"reflect"
	"testing"

	"wenjian/corpus"
)

func TestLineage(t *testing.T) {
	kinds := []corpus.Kind{{ID: "a"}, {ID: "b", Parent: "a"}, {ID: "c", Parent: "b"}, {ID: "x", Parent: "y"}, {ID: "y", Parent: "x"}, {ID: "z", Parent: "gone"}}
	want := map[string][]string{"a": {"a"}, "b": {"b", "a"}, "c": {"c", "b", "a"}, "x": {"x", "y"}, "y": {"y", "x"}, "z": {"z"}}
	if got := lineage(kinds); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
