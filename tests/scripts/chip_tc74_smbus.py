# A TC74 in freezing air, beside a converter that is asked in the same way.
import time

import smbus

TC74_ADDRESS = 0x4D
bus = smbus.SMBus(1)
for _ in range(2):
    raw = bus.read_byte_data(TC74_ADDRESS, 0)
    print(raw - 256 if raw > 127 else raw)
    time.sleep(1)
