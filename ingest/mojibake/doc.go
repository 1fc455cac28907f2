// Package mojibake recognises text that a wrong or careless conversion has
// damaged, and repairs it where the damage can be undone.
//
// Every repair is a list of corpus.Edit, so that what stood in the text is
// kept as a Removal. Nothing is repaired on suspicion: a passage changes only
// when undoing a known accident explains its bytes exactly and yields text
// that is far more likely to be Chinese prose than what stood there. Single
// characters that the accident destroyed are filled in when the context
// leaves no doubt; otherwise Lost stands in their place, and Marks finds it.
package mojibake

// Lost stands where a character is known to have been and cannot be told.
const Lost = '\uFFFD'

// The reasons that the edits of this package give, as Removal.Why keeps them.
const (
	WhyLostLead      = "lost-lead-byte"  // GBK cut at a byte that was half a character
	WhyMisread       = "misread-as-"     // followed by the encoding that the bytes were wrongly read as
	WhyDoubleEncoded = "double-encoding" // UTF-8 encoded once more
	WhyEntity        = "entity"          // an HTML entity, whole or half lost
)
