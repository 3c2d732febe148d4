# The same question, when somebody has said which of the two is there.
import time

import smbus

bus = smbus.SMBus(1)


class Pcf8591:
    address = 0x48

    def read(self, number):
        return bus.read_byte_data(self.address, 0x40 + number)


class Ads7830:
    address = 0x4B

    def read(self, number):
        return bus.read_byte_data(self.address, 0x84 | ((number << 2 | number >> 1) & 7) << 4)


def is_there(address):
    try:
        bus.write_byte(address, 0)
        return True
    except OSError:
        return False


if is_there(0x48):
    converter = Pcf8591()
elif is_there(0x4B):
    converter = Ads7830()
else:
    raise SystemExit("no converter")
for _ in range(3):
    converter.read(0)
    value = converter.read(0)
    print(type(converter).__name__, value, f"{value / 255 * 3.3:.2f} V")
    time.sleep(1)
