"""A fan on a board of its own, where shops sell a compass: it is not here, and no compass takes its place."""

import smbus

bus = smbus.SMBus(1)
try:
    bus.write_byte_data(0x0D, 0x08, 0x06)
    print("the fan turns")
except OSError as error:
    print("no fan:", error.errno)
