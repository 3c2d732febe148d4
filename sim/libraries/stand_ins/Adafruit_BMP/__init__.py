"""Stand-in for `Adafruit_BMP`, the library before adafruit_bmp280, for the BMP085 and the BMP180."""
