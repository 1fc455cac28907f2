package classify

func (c *Classifier) campaign(r *reading)   {}
func (c *Classifier) sections(r *reading)   {}
func (c *Classifier) activities(r *reading) {}
