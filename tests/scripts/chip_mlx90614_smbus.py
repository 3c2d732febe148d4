# A fever thermometer: words, low byte first.
import time

import smbus

bus = smbus.SMBus(1)
for _ in range(2):
    ambient = bus.read_word_data(0x5A, 0x06) * 0.02 - 273.15
    body = bus.read_word_data(0x5A, 0x07) * 0.02 - 273.15
    print(f"room {ambient:.1f} C, body {body:.1f} C", "fever!" if body > 38 else "healthy")
    time.sleep(10)
