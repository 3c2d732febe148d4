# Lux of a TSL2561 with the formula of its data sheet.
import time

import smbus

bus = smbus.SMBus(1)
bus.write_byte_data(0x39, 0x80, 0x03)
bus.write_byte_data(0x39, 0x81, 0x02)
time.sleep(0.5)
for _ in range(2):
    ch0 = bus.read_word_data(0x39, 0xAC) * 16
    ch1 = bus.read_word_data(0x39, 0xAE) * 16
    ratio = ch1 / ch0 if ch0 else 0
    print(f"{0.0304 * ch0 - 0.062 * ch0 * ratio**1.4:.0f} lux, infrared {ratio:.1f}")
    time.sleep(2)
