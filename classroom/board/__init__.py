"""A board that is watched: a run in slices, its scene, its curves, and what may be ordered. No pages, no sockets."""
