# Two motors on a Grove I2C motor driver: ahead, a turn, back, stop.
import time

import smbus

DRIVER = 0x0F
bus = smbus.SMBus(1)


def run(left, right, direction, seconds):
    bus.write_i2c_block_data(DRIVER, 0x82, [left * 255 // 100, right * 255 // 100])
    time.sleep(0.02)
    bus.write_i2c_block_data(DRIVER, 0xAA, [direction, 0x01])
    time.sleep(seconds)


run(60, 60, 0b1010, 2)
run(80, 20, 0b1010, 1)
run(60, 60, 0b0101, 1)
run(0, 0, 0b0101, 0.5)
