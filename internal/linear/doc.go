// Package linear learns linear classifiers over sparse features and applies
// them: several labels may hold at once, each is decided by a logistic
// regression of its own. Training is deterministic; a model is a small file
// that says which examples it was learned from.
package linear
