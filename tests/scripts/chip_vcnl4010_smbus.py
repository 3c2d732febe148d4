# A trash can that opens its lid for a hand: a VCNL4010, asked for one measurement at a time.
import time

import smbus
from gpiozero import LED

SENSOR = 0x13
bus = smbus.SMBus(1)
lid = LED(17)
print(hex(bus.read_byte_data(SENSOR, 0x81)))
bus.write_byte_data(SENSOR, 0x83, 20)
for _ in range(3):
    bus.write_byte_data(SENSOR, 0x80, 0x18)
    while bus.read_byte_data(SENSOR, 0x80) & 0x60 != 0x60:
        time.sleep(0.01)
    near = int.from_bytes(bytes(bus.read_i2c_block_data(SENSOR, 0x87, 2)), "big")
    light = int.from_bytes(bytes(bus.read_i2c_block_data(SENSOR, 0x85, 2)), "big")
    lid.value = near > 5000
    print(near, light / 4)
    time.sleep(1)
lid.off()
