# Two registers in a row, a digit behind each.
import time

import board
import digitalio

wires = []
for name in (board.D16, board.D20, board.D21):
    wire = digitalio.DigitalInOut(name)
    wire.switch_to_output(value=False)
    wires.append(wire)
data, clock, latch = wires
SEGMENTS = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)

for number in (42, 17, 8):
    word = SEGMENTS[number // 10] << 8 | SEGMENTS[number % 10]
    for bit in reversed(range(16)):
        data.value = bool(word >> bit & 1)
        clock.value = True
        clock.value = False
    latch.value = True
    latch.value = False
    time.sleep(0.6)
