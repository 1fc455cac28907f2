// Package register knows the units that an office expects texts from (单位名册):
// it reads the rows of a register, resolves the name that a document prints to
// one entry, finds what is wrong in a register, and proposes one from the names
// that documents print. It is pure: files and the store are its callers'.
package register
