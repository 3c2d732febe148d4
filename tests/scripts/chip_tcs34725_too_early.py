# Reads at once: the first value is not there yet.
import time

import smbus

bus = smbus.SMBus(1)
bus.write_byte_data(0x29, 0x81, 0xC0)  # 154 ms
bus.write_byte_data(0x29, 0x80, 0x03)
for _ in range(4):
    ready = bus.read_byte_data(0x29, 0x93) & 1
    color = bus.read_word_data(0x29, 0xB6)
    print(ready, color)
    time.sleep(0.06)
