# The same byte by byte: first the height, then the pressure; a second for each.
import time

import smbus

bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(0x60, 0x0C)))
bus.write_byte_data(0x60, 0x26, 0xB9)
bus.write_byte_data(0x60, 0x13, 0x07)
time.sleep(1)
data = bus.read_i2c_block_data(0x60, 0x00, 6)
height = int.from_bytes(bytes(data[1:4]), "big", signed=True) / 256
celsius = int.from_bytes(bytes(data[4:6]), "big", signed=True) / 256
print(round(height), "m", celsius, "C")
bus.write_byte_data(0x60, 0x26, 0x39)
time.sleep(1)
data = bus.read_i2c_block_data(0x60, 0x00, 4)
print((data[1] << 16 | data[2] << 8 | data[3]) / 16 / 4 / 100, "hPa")
