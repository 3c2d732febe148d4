"""Chips at an address of the I2C bus."""
