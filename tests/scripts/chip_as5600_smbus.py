# A weather vane with a magnet above an AS5600.
import time

import smbus

AS5600, NAMES = 0x36, ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
bus = smbus.SMBus(1)
print("magnet" if bus.read_byte_data(AS5600, 0x0B) & 0x20 else "no magnet")
for _ in range(3):
    high, low = bus.read_i2c_block_data(AS5600, 0x0E, 2)
    degrees = (high << 8 | low) * 360 / 4096
    print(round(degrees), NAMES[round(degrees / 45) % 8])
    time.sleep(1)
