"""An SCD30 begins anew, is asked a tenth of a second later, and still knows the pressure."""

import time

from smbus2 import SMBus, i2c_msg


def crc(high, low):
    found = 0xFF
    for byte in (high, low):
        found ^= byte
        for _ in range(8):
            found = (found << 1 ^ 0x31 if found & 0x80 else found << 1) & 0xFF
    return found


def order(bus, command, value=None):
    sent = [command >> 8, command & 0xFF]
    if value is not None:
        sent += [value >> 8, value & 0xFF, crc(value >> 8, value & 0xFF)]
    bus.i2c_rdwr(i2c_msg.write(0x61, sent))


def ask(bus, command):
    order(bus, command)
    time.sleep(0.01)
    answer = i2c_msg.read(0x61, 3)
    bus.i2c_rdwr(answer)
    high, low, _ = list(answer)
    return high << 8 | low


with SMBus(1) as bus:
    order(bus, 0x0010, 1011)
    order(bus, 0xD304)
    time.sleep(0.1)
    print(ask(bus, 0x0010), "mbar", ask(bus, 0x0202))
    time.sleep(2)
    print("ready", ask(bus, 0x0202))
