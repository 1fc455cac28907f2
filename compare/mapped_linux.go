package compare

import "syscall"

// populate returns the flag that pages a file of that size in as it is mapped.
func populate(size int64) int {
	if size > mostPopulated {
		return 0
	}
	return syscall.MAP_POPULATE
}
