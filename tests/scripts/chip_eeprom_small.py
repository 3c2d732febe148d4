# A counter of starts in a 24C02, byte by byte, and a name in one page.
import time

import smbus

bus = smbus.SMBus(1)


def put(address, byte):
    bus.write_byte_data(0x50, address, byte)
    time.sleep(0.01)


print(bus.read_byte_data(0x50, 0x00))
put(0x00, 7)
put(0x00, bus.read_byte_data(0x50, 0x00) + 1)
print(bus.read_byte_data(0x50, 0x00))
bus.write_i2c_block_data(0x50, 0x10, list(b"Lan"))
try:
    bus.read_byte_data(0x50, 0x10)
except OSError as error:
    print(error)
time.sleep(0.01)
print(bytes(bus.read_i2c_block_data(0x50, 0x10, 3)).decode())
