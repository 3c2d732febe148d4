"""The wall: tiles, who is stuck, and the common errors of the class."""
