# A relay board with a TCA9534: four wires are outputs, four have buttons.
import time

import smbus

bus = smbus.SMBus(1)
bus.write_byte_data(0x20, 3, 0xF0)
bus.write_byte_data(0x20, 1, 0x01)
for _ in range(2):
    print(f"{bus.read_byte_data(0x20, 0):08b}")
    time.sleep(1)
bus.write_byte_data(0x20, 1, 0x00)
