import time

import smbus

bus = smbus.SMBus(1)
for number in range(2):
    bus.write_byte(0x48, 0x42)
    bus.read_byte(0x48)
    print("sound", bus.read_byte(0x48))
    time.sleep(1)
