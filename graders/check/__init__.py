"""Is an exercise or a quiz fit to publish? What would be unfair to a learner, and what could be better."""
