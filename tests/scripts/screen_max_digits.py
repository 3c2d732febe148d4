# Eight digits with a MAX7219 that decodes them itself: a stop watch.
import time

import spidev

spi = spidev.SpiDev(0, 1)
spi.max_speed_hz = 500000


def write(register, value):
    spi.writebytes([register, value])


write(0x0C, 1)
write(0x0B, 7)
write(0x09, 0xFF)
write(0x0A, 8)
write(0x0F, 0)
for tenths in (0, 5, 305):
    number = f"{tenths:02d}"
    for place in range(1, 9):
        write(place, 0x0F)
    for place, letter in enumerate(reversed(number), 1):
        write(place, int(letter) | (0x80 if place == 2 else 0))
    write(8, 0x0C)
    time.sleep(0.5)
write(0x0C, 0)
time.sleep(0.5)
