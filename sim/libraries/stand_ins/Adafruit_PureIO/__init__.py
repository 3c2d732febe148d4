"""Stand-in for `Adafruit_PureIO`, through which Adafruit's older libraries reach the I2C bus."""
