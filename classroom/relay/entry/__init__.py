"""Who comes in: names, seats, the word, the PIN, and how often who may knock."""
