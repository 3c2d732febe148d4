# Climate with commands of one byte.
import time

import smbus2

bus = smbus2.SMBus(1)
for _ in range(2):
    bus.write_byte(0x44, 0xFD)
    time.sleep(0.01)
    message = smbus2.i2c_msg.read(0x44, 6)
    bus.i2c_rdwr(message)
    data = list(message)
    celsius = -45 + 175 * (data[0] << 8 | data[1]) / 65535
    percent = -6 + 125 * (data[3] << 8 | data[4]) / 65535
    print(f"{celsius:.1f} C {percent:.0f} %")
    time.sleep(1)
