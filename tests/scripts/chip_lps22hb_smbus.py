# An LPS22HB that is asked for one measurement at a time: a lamp warns of a storm.
import time

import smbus
from gpiozero import LED

SENSOR = 0x5C
bus = smbus.SMBus(1)
storm = LED(17)
bus.write_byte_data(SENSOR, 0x11, 0x04)
for _ in range(3):
    bus.write_byte_data(SENSOR, 0x11, bus.read_byte_data(SENSOR, 0x11) | 0x01)
    while not bus.read_byte_data(SENSOR, 0x27) & 0x01:
        time.sleep(0.005)
    low, middle, high = (bus.read_byte_data(SENSOR, register) for register in (0x28, 0x29, 0x2A))
    hpa = (high << 16 | middle << 8 | low) / 4096
    storm.value = hpa < 980
    print(f"{hpa:.1f}")
    time.sleep(1)
storm.off()
