"""Chips on I2C that tell what is in the air: dust and gases."""
