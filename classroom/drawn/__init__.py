"""What the pages of the classroom draw alike: the simulated part in its frame, what can be broken and what pressed."""
