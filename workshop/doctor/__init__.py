"""Look for what is wrong with a board: what was seen, why it matters, and the one command that mends it."""
