"""An arrow on a matrix behind two registers in a row, the lowest line first: its head is on the right in kits that have
a 1 for a line, the highest line at the bottom and the highest bit on the right."""

import time

from gpiozero import OutputDevice

data, latch, clock = OutputDevice(17), OutputDevice(18), OutputDevice(27)
ARROW = (0xFF, 0xEF, 0xDF, 0x81, 0xDF, 0xEF, 0xFF, 0xFF)


def shift(byte):
    for bit in range(8):
        data.value = byte << bit & 0x80
        clock.on()
        clock.off()


end = time.time() + 1
while time.time() < end:
    for place, line in enumerate(ARROW):
        shift(line)
        shift(0x80 >> place)
        latch.on()
        latch.off()
