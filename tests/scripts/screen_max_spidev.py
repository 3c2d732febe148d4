# A heart on an LED matrix with a MAX7219, with nothing but spidev; it beats.
import time

import spidev

HEART = [0b01100110, 0b11111111, 0b11111111, 0b11111111, 0b01111110, 0b00111100, 0b00011000, 0b00000000]
SMALL = [0b00000000, 0b00100100, 0b01111110, 0b01111110, 0b00111100, 0b00011000, 0b00000000, 0b00000000]
spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 1000000
for register, value in ((0x0F, 0), (0x09, 0), (0x0B, 7), (0x0A, 3), (0x0C, 1)):
    spi.xfer2([register, value])
for picture in (HEART, SMALL, HEART):
    for row, bits in enumerate(picture):
        spi.xfer2([row + 1, bits])
    time.sleep(0.5)
spi.close()
