# A VEML7700: words, low byte first.
import time

import smbus

bus = smbus.SMBus(1)
bus.write_word_data(0x10, 0x00, 0x0000)
for _ in range(2):
    time.sleep(0.5)
    print(round(bus.read_word_data(0x10, 0x04) * 0.0672))
