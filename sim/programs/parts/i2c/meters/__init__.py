"""Chips on I2C that measure a battery, a load, voltages, the soil."""
