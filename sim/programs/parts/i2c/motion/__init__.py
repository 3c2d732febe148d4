"""Chips that feel how they are held and moved."""
