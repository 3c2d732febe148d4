"""The class version: LEDs for all that is switched, no 12 V; guides/ says how to build it."""
