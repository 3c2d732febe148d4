import time

import smbus

bus = smbus.SMBus(1)
for _ in range(2):
    bus.write_byte(0x23, 0x01)
    bus.write_byte(0x23, 0x10)
    time.sleep(0.2)
    high, low = bus.read_i2c_block_data(0x23, 0x00, 2)  # the 0 switches it off; its last value stays
    print(round((high << 8 | low) / 1.2))
    time.sleep(1)
