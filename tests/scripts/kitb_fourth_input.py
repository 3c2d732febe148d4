import time

import smbus

bus = smbus.SMBus(1)
for _ in range(2):
    bus.write_byte(0x48, 0x43)
    bus.read_byte(0x48)
    print(bus.read_byte(0x48))
    time.sleep(2)
