# A matrix by the older library that Adafruit's given-up ones stand on.
import time

from Adafruit_PureIO.smbus import SMBus

bus = SMBus(1)
for command in (0x21, 0x81, 0xEF):
    bus.write_byte(0x73, command)
rows = []
for y in range(8):
    rows += [1 << (y + 7) % 8 | 0x80 * (y == 4), 0]
bus.write_i2c_block_data(0x73, 0, rows)
time.sleep(1)
print(list(bus.read_bytes(0x73, 2)))
