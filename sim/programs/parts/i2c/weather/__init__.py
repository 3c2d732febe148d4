"""Chips that measure air and warmth."""
