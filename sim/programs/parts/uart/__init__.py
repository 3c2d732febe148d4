"""Parts at the end of a serial line."""
