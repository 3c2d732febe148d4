# The gauge on a power board for the Pi: below 20 % it would switch off.
import struct
import time

import smbus

bus = smbus.SMBus(1)


def word(register):
    (value,) = struct.unpack("<H", struct.pack(">H", bus.read_word_data(0x36, register)))
    return value


bus.write_word_data(0x36, 0x06, 0x0040)  # quick start
while True:
    volts, percent = word(0x02) * 1.25 / 1000 / 16, word(0x04) / 256
    print(f"{volts:.2f} V {percent:.0f} %")
    if percent < 20:
        print("switch off")
        break
    time.sleep(10)
