# Distance with a VL53L0X and as few registers as possible.
import time

import smbus

TOF = 0x29
bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(TOF, 0xC0)), hex(bus.read_byte_data(TOF, 0xC2)))
for _ in range(3):
    bus.write_byte_data(TOF, 0x00, 0x01)
    tries = 0
    while not bus.read_byte_data(TOF, 0x14) & 0x01:
        tries += 1
        time.sleep(0.01)
    data = bus.read_i2c_block_data(TOF, 0x14, 12)
    status = (data[0] & 0x78) >> 3
    print(data[10] << 8 | data[11], "mm", "ok" if status == 11 else "nothing", tries > 0)
    bus.write_byte_data(TOF, 0x0B, 0x01)
    time.sleep(1)
