"""Drying rack: a fan dries herbs, and rests when it does not help."""
