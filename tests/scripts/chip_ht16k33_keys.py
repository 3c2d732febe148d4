import time

import smbus

bus = smbus.SMBus(1)
HT16K33 = 0x70
bus.write_byte(HT16K33, 0x21)
before = None
while True:
    now = bus.read_i2c_block_data(HT16K33, 0x40, 6)
    if now != before:
        print(now)
        before = now
    time.sleep(0.05)
