# The same, with gpiozero and a short sleep for each digit.
import time
from gpiozero import OutputDevice

data, latch, clock = OutputDevice(24), OutputDevice(23), OutputDevice(18)
places = [OutputDevice(pin) for pin in (10, 22, 27, 17)]
DIGITS = (0xC0, 0xF9, 0xA4, 0xB0, 0x99, 0x92, 0x82, 0xF8, 0x80, 0x90)


def shift(value):
    for bit in range(8):
        data.value = value >> (7 - bit) & 1
        clock.on()
        clock.off()
    latch.on()
    latch.off()


start = time.time()
while True:
    number = int(time.time() - start)
    for place, wire in enumerate(places):
        for each in places:
            each.off()
        shift(DIGITS[number // 10**place % 10])
        wire.on()
        time.sleep(0.001)
