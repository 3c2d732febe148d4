"""A run that people watch and take part in: picture, keys, pace, and the control socket."""
