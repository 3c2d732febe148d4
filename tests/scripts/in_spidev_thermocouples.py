"""An oven with two thermocouples: a MAX6675 at CE0; its data wire is only read."""

import time

import spidev

max6675 = spidev.SpiDev()
max6675.open(0, 0)
max6675.max_speed_hz = 1000000

for _ in range(3):
    high, low = max6675.readbytes(2)
    value = high << 8 | low
    print("open" if value & 4 else (value >> 3) * 0.25)
    time.sleep(1)
