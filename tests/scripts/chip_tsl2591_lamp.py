# A street lamp with a TSL2591: it is lit when it gets dark.
import time

import smbus
from gpiozero import LED

TSL2591 = 0x29
bus = smbus.SMBus(1)
lamp = LED(17)
bus.write_byte_data(TSL2591, 0xA1, 0x10)
bus.write_byte_data(TSL2591, 0xA0, 0x03)
for _ in range(3):
    time.sleep(1)
    data = bus.read_i2c_block_data(TSL2591, 0xB4, 4)
    both, infrared = data[1] << 8 | data[0], data[3] << 8 | data[2]
    lux = (both - infrared) * (1 - infrared / both) / (100 * 25 / 408)
    lamp.value = lux < 50
    print(round(lux))
lamp.off()
