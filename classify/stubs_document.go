package classify

func (c *Classifier) leaks(r *reading) {}
