# A knob whose callback draws for longer than a detent takes: it hears of several edges at once, and none bounced.
from time import sleep

import smbus
from gpiozero import RotaryEncoder

bus = smbus.SMBus(1)
knob = RotaryEncoder(17, 18, max_steps=0)


def moved():
    for page in range(16):
        bus.write_i2c_block_data(0x3C, 0x40, [knob.steps & 0xFF] * 32)
        bus.write_i2c_block_data(0x3C, 0x40, [page] * 32)


knob.when_rotated = moved
sleep(5)
print(knob.steps)
