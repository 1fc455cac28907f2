package compare

import (
	"slices"
	"testing"
)

func TestShortNames(t *testing.T) {
	for org, want := range map[string][]string{
		"临岚县第二中学":   {"临岚第二中学", "临岚二中"},
		"桃溪镇中心小学":   {"桃溪中心小学"},
		"白杨市第一人民医院": {"白杨第一人民医院", "白杨一院"},
		"县林业局":      nil, // the place itself has no name
		"光栅室":       nil,
	} {
		if got := shortNames(org); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", org, got, want)
		}
	}
}
