# Sends a number to an Arduino and asks it for one, at the address of the lesson and at another.
import time

from smbus2 import SMBus

ARDUINO, SECOND_ARDUINO = 0x08, 0x2A
with SMBus(1) as bus:
    bus.write_byte(ARDUINO, 7)
    time.sleep(0.1)
    print(bus.read_byte(ARDUINO))
    bus.write_i2c_block_data(SECOND_ARDUINO, 0, [1, 2])
    print(bus.read_i2c_block_data(SECOND_ARDUINO, 0, 4), bus.read_byte(SECOND_ARDUINO))
