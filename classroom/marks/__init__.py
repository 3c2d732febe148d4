"""Marks are made again, not believed: handed-in work runs once more on the laptop, in a sandbox, with our own judge."""
