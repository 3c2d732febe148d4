# APDS9960 by its registers: near things light a lamp; then a hand's way is found in the FIFO.
import time

import smbus
from gpiozero import LED

APDS9960 = 0x39
bus = smbus.SMBus(1)
lamp = LED(17)
print(hex(bus.read_byte_data(APDS9960, 0x92)))
for register, value in ((0x80, 0x00), (0x8E, 0x87), (0x8F, 0x09), (0x81, 0xDB), (0x80, 0x07)):
    bus.write_byte_data(APDS9960, register, value)
for _ in range(3):
    time.sleep(1)
    near = bus.read_byte_data(APDS9960, 0x9C)
    lamp.value = near > 50
    print(near, bus.read_word_data(APDS9960, 0x94))
lamp.off()
for register, value in ((0xA0, 40), (0xA1, 30), (0xA2, 0x40), (0xA3, 0x41), (0xA6, 0xC9), (0xAB, 0x01), (0x80, 0x4D)):
    bus.write_byte_data(APDS9960, register, value)
ways = []
for _ in range(200):
    time.sleep(0.03)
    if bus.read_byte_data(APDS9960, 0xAF) & 1:
        for _ in range(bus.read_byte_data(APDS9960, 0xAE)):
            up, down, left, right = bus.read_i2c_block_data(APDS9960, 0xFC, 4)
            if min(up, down, left, right) > 10:
                ways.append(((up - down) / (up + down), (left - right) / (left + right)))
    elif ways:
        upward, leftward = (last - first for first, last in zip(ways[0], ways[-1]))
        print("up" if upward < -0.5 else "down" if upward > 0.5 else "left" if leftward < -0.5 else "right")
        ways = []
