"""Chips with more inputs and outputs."""
