# An HIH6130: a write without bytes asks for a measurement, four bytes bring it.
import time

import smbus

HIH6130 = 0x27
bus = smbus.SMBus(1)
for _ in range(3):
    bus.write_quick(HIH6130)
    time.sleep(0.1)
    data = bus.read_i2c_block_data(HIH6130, 0, 4)
    damp = ((data[0] & 0x3F) << 8 | data[1]) / 16382 * 100
    warm = (data[2] << 6 | data[3] >> 2) / 16382 * 165 - 40
    print(data[0] >> 6, f"{damp:.1f} %, {warm:.1f} C")
    time.sleep(1)
