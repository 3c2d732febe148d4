# Orange and red of an AS7341 byte by byte: two diodes each go to the first two converters.
import time

import smbus

AS7341 = 0x39
bus = smbus.SMBus(1)
bus.write_byte_data(AS7341, 0x80, 0x01)
print(hex(bus.read_byte_data(AS7341, 0x92)))
bus.write_byte_data(AS7341, 0xAF, 0x10)
for register in range(20):
    bus.write_byte_data(AS7341, register, {0x07: 0x01, 0x0A: 0x01, 0x03: 0x20, 0x0E: 0x02}.get(register, 0))
bus.write_byte_data(AS7341, 0x80, 0x11)
while bus.read_byte_data(AS7341, 0x80) & 0x10:
    time.sleep(0.001)
bus.write_byte_data(AS7341, 0x81, 29)
bus.write_byte_data(AS7341, 0xCA, 0x57)
bus.write_byte_data(AS7341, 0xCB, 0x02)
bus.write_byte_data(AS7341, 0xAA, 0x08)
bus.write_byte_data(AS7341, 0x80, 0x03)
while not bus.read_byte_data(AS7341, 0xA3) & 0x40:
    time.sleep(0.001)
bus.read_byte_data(AS7341, 0x94)
print(bus.read_word_data(AS7341, 0x95), bus.read_word_data(AS7341, 0x97), bus.read_word_data(AS7341, 0x99))
