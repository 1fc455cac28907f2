// Package corpus holds what every other package talks about: Document, Span,
// Section, Activity, Figure, Unit, Taxonomy.
//
// It uses the standard library only and imports no other package of the
// module. Offsets inside the program are bytes of Document.Text; only
// External, the form that leaves the program, counts code points.
package corpus
