"""The projects, one folder each, and the one loop that runs them all."""
