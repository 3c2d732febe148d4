# A CCS811 byte by byte: who it is, its program started, a measurement a second.
import time

import smbus

CCS811 = 0x5B
bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(CCS811, 0x20)), hex(bus.read_byte_data(CCS811, 0x00)))
bus.write_byte(CCS811, 0xF4)
print(hex(bus.read_byte_data(CCS811, 0x00)))
bus.write_byte_data(CCS811, 0x01, 0x10)
time.sleep(1.1)
while not bus.read_byte_data(CCS811, 0x00) & 0x08:
    time.sleep(0.1)
data = bus.read_i2c_block_data(CCS811, 0x02, 8)
print(data[0] << 8 | data[1], data[2] << 8 | data[3], hex(data[4]), data[5])
print(hex(bus.read_byte_data(CCS811, 0x00)))
