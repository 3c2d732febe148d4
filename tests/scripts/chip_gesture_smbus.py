# A lamp that a hand switches: a PAJ7620 at 0x73, up is on, down is off.
import time

import smbus
from gpiozero import LED

SENSOR = 0x73
bus = smbus.SMBus(1)
lamp = LED(17)
print(hex(bus.read_byte_data(SENSOR, 1)), hex(bus.read_byte_data(SENSOR, 0)))
for register, value in ((0xEF, 1), (0x72, 1), (0xEF, 0)):
    bus.write_byte_data(SENSOR, register, value)
for _ in range(50):
    seen = bus.read_word_data(SENSOR, 0x43)
    if seen & 0x01:
        lamp.on()
    elif seen & 0x02:
        lamp.off()
    if seen:
        print(hex(seen))
    time.sleep(0.1)
lamp.close()
