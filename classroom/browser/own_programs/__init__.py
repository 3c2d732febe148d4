"""A pupil's own program in the worker: its stacks, its mail, its event loop, and its loops without an end."""
