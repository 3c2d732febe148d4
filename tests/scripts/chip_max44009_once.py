# The same, a byte at a time, and a lamp in the dark.
import time

import smbus2
from gpiozero import LED

MAX44009 = 0x4B
bus = smbus2.SMBus(1)
lamp = LED(17)
for _ in range(3):
    high, low = bus.read_byte_data(MAX44009, 0x03), bus.read_byte_data(MAX44009, 0x04)
    lux = ((high & 0x0F) << 4 | low & 0x0F) * 2 ** (high >> 4) * 0.045
    lamp.value = lux < 10
    print(f"{lux:.0f}")
    time.sleep(1)
lamp.off()
