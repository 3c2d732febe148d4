"""Chips that measure light and color."""
