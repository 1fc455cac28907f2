package classify

func (c *Classifier) title(r *reading)   {}
func (c *Classifier) kind(r *reading)    {}
func (c *Classifier) date(r *reading)    {}
func (c *Classifier) persons(r *reading) {}
func (c *Classifier) unit(r *reading)    {}
func (c *Classifier) figures(r *reading) {}
func (c *Classifier) leaks(r *reading)   {}
