# The same chip byte by byte: three bytes, high byte first.
import time

import smbus

NAU7802 = 0x2A
bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(NAU7802, 0x1F) & 0x0F))
bus.write_byte_data(NAU7802, 0x00, 0x01)
bus.write_byte_data(NAU7802, 0x00, 0x06)
while not bus.read_byte_data(NAU7802, 0x00) & 0x08:
    time.sleep(0.001)
bus.write_byte_data(NAU7802, 0x01, 0x2F)
bus.write_byte_data(NAU7802, 0x02, 0x34)
while bus.read_byte_data(NAU7802, 0x02) & 0x04:
    time.sleep(0.01)
for _ in range(2):
    time.sleep(1)
    high, middle, low = bus.read_i2c_block_data(NAU7802, 0x12, 3)
    print(round(((high << 16 | middle << 8 | low) - 84000) / 419.43), "g")
