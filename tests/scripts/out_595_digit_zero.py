# The same with gpiozero, common anode (0 lights a segment), the lowest bit first.
from time import sleep

from gpiozero import OutputDevice

data, clock, latch = OutputDevice(5), OutputDevice(6), OutputDevice(13)
NUMBERS = [0b00000011, 0b10011111, 0b00100101, 0b00001101, 0b10011001]  # abcdefg and the point

for number in (1, 2, 3, 4, 0):
    latch.off()
    for bit in range(8):
        data.value = NUMBERS[number] >> (7 - bit) & 1
        clock.on()
        clock.off()
    latch.on()
    sleep(0.4)
