"""The club's side: a broker, what it takes in, where that is kept, and who may see it."""
