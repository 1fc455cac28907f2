package index

import (
	"fmt"
	"strings"
)

// numberWidth is how many digits SortKey writes; every int64 fits.
const numberWidth = 20

// SortKey returns a string whose byte order is the order of hits that score
// alike: IDs that are decimal numbers first, by value, then the others, by
// byte.
func SortKey(id string) string {
	digits := strings.TrimLeft(id, "0")
	if id == "" || strings.Trim(digits, "0123456789") != "" || len(digits) > numberWidth {
		return "1" + id
	}
	return fmt.Sprintf("0%*s%s", numberWidth, digits, id)
}
