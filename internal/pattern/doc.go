// Package pattern asks many regular expressions about a text at the price of
// the few that can match: it looks for the literals and the first and last
// characters without which an expression cannot match before it runs it, and
// runs it as a deterministic automaton (Regexp).
// What matches is what the expressions themselves match, always.
package pattern
