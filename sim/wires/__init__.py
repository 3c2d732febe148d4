"""The wires of the virtual board: what gpiozero, Adafruit's drivers and spidev find in place of the outside world."""
