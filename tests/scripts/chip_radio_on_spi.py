# Wakes a radio and asks for its mode; it is not on this board.
import time

import spidev

spi = spidev.SpiDev(0, 0)
spi.max_speed_hz = 500000
spi.xfer2([0x01, 0x80])
time.sleep(0.1)
mode = spi.xfer2([0x01, 0x00])[1]
print("asleep" if mode == 0x80 else "no radio", mode)
