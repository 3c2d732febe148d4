import math
import time

import smbus

ADDRESS, CONVERSION, CONFIG = 0x48, 0, 1
bus = smbus.SMBus(1)


def volts():
    bus.write_i2c_block_data(ADDRESS, CONFIG, [0xC3, 0x83])
    time.sleep(0.01)
    high, low = bus.read_i2c_block_data(ADDRESS, CONVERSION, 2)
    raw = high << 8 | low
    if raw & 0x8000:
        raw -= 0x10000
    return raw * 4.096 / 32768


while True:
    try:
        v = volts()
    except OSError as error:
        print("the converter does not answer:", error)
        time.sleep(2)
        continue
    if 0.05 < v < 3.25:
        ohm = 10000 * v / (3.3 - v)
        kelvin = 1 / (1 / 298.15 + math.log(ohm / 10000) / 3950)
        print(f"{kelvin - 273.15:.1f} C")
    else:
        print("no thermistor")
    time.sleep(1)
