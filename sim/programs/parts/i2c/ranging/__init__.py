"""Distance by light on I2C: chips that a program can give another address."""
