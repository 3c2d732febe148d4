# An AM2320: it sleeps, and the call that wakes it is not acknowledged. Its value is the one of the reading before.
import time

import smbus

ADDRESS = 0x5C
bus = smbus.SMBus(1)
for _ in range(3):
    try:
        bus.write_byte(ADDRESS, 0)
    except OSError:
        print("awake")
    time.sleep(0.003)
    bus.write_i2c_block_data(ADDRESS, 0x03, [0x00, 0x04])
    time.sleep(0.003)
    data = bus.read_i2c_block_data(ADDRESS, 0, 8)
    print((data[2] << 8 | data[3]) / 10, (data[4] << 8 | data[5]) / 10)
    time.sleep(2)
