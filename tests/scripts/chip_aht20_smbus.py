# An AHT20: wake it, trigger it, wait while it is busy.
import time

import smbus

bus = smbus.SMBus(1)
if not bus.read_byte_data(0x38, 0x71) & 0x08:
    bus.write_i2c_block_data(0x38, 0xBE, [0x08, 0x00])
for _ in range(2):
    bus.write_i2c_block_data(0x38, 0xAC, [0x33, 0x00])
    waited = 0
    while bus.read_byte(0x38) & 0x80:
        waited += 1
        time.sleep(0.02)
    d = bus.read_i2c_block_data(0x38, 0x71, 7)
    wet = d[1] << 12 | d[2] << 4 | d[3] >> 4
    warm = (d[3] & 0x0F) << 16 | d[4] << 8 | d[5]
    print(f"{warm * 200 / 1048576 - 50:.1f} C {wet * 100 / 1048576:.1f} %", waited)
    time.sleep(2)
