import time

import smbus
from gpiozero import LED

LIGHT = 0x23
bus = smbus.SMBus(1)
lamp = LED(17)
try:
    while True:
        try:
            bus.write_byte(LIGHT, 0x20)
            time.sleep(0.2)
            data = bus.read_i2c_block_data(LIGHT, 0x20, 2)
            lux = (data[0] << 8 | data[1]) / 1.2
            if lux < 50:
                lamp.on()
            elif lux > 100:
                lamp.off()
        except OSError:
            print("no light sensor")
            lamp.off()
        time.sleep(1)
finally:
    lamp.off()
