// Package cputime tells the processor time of a process, which a noisy machine
// changes less than the time on the wall. Only benchmarks import it.
package cputime
