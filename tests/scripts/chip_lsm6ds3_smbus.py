# A Grove board with LSM6DS3, byte by byte: a lamp is on while the board is tipped over.
import time

import smbus2
from gpiozero import LED

LSM6DS3 = 0x6A
bus = smbus2.SMBus(1)
lamp = LED(17)
print(hex(bus.read_byte_data(LSM6DS3, 0x0F)))
bus.write_byte_data(LSM6DS3, 0x10, 0x60)  # 416 Hz, 2 g
bus.write_byte_data(LSM6DS3, 0x11, 0x64)  # 416 Hz, 500 degrees a second


def word(register):
    value = bus.read_word_data(LSM6DS3, register)
    return value - 65536 if value > 32767 else value


for _ in range(3):
    g = word(0x2C) * 0.061 / 1000
    lamp.value = g < 0.5
    print(f"{g:.2f} g, {word(0x22) * 17.5 / 1000:.0f} degrees a second, {25 + word(0x20) / 16:.1f} C")
    time.sleep(1)
lamp.off()
