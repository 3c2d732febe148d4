# Eight wires of a PCF8574: a button on P4 lights a lamp at P0, which is on when its wire is low.
import time

import smbus2

PORT = 0x38
bus = smbus2.SMBus(1)
bus.write_byte(PORT, 0xFF)
for _ in range(60):
    pressed = not bus.read_byte(PORT) & 0x10
    bus.write_byte(PORT, 0xFE if pressed else 0xFF)
    time.sleep(0.1)
