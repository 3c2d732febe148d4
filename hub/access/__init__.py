"""Who may log in to the broker, and who may write and read what."""
