"""Displays and lamps that a program only drives: digits, matrices, letters, as a person sees them."""
