"""A compass that is not here, at an address where acceleration is measured, too."""

import smbus2

QMC6310 = 0x1C
bus = smbus2.SMBus(1)
print(bus.read_byte_data(QMC6310, 0x00))
