"""One step of the ladder."""
