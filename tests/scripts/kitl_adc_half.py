"""An ADS1015 whose library writes the upper half of the configuration alone once, and then both."""

import time

from smbus2 import SMBus

ADS1015 = 0x48
bus = SMBus(1)
print(hex(int.from_bytes(bytes(bus.read_i2c_block_data(ADS1015, 0x01, 2)), "big")))
bus.read_byte_data(ADS1015, 0x01)
bus.write_i2c_block_data(ADS1015, 0x01, [0x85])
bus.write_i2c_block_data(ADS1015, 0x01, [0xC3, 0x83])
time.sleep(0.01)
high, low = bus.read_i2c_block_data(ADS1015, 0x00, 2)
print(f"{(high << 8 | low) / 32768 * 4.096:.2f} V")
