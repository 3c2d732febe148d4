# A PCF8563 is set, and rings a buzzer a minute later.
import time

import smbus
from gpiozero import Buzzer

RTC = 0x51
bus = smbus.SMBus(1)
buzzer = Buzzer(18)
bus.write_i2c_block_data(RTC, 0x02, [0x30, 0x59, 0x06, 0x15, 0x02, 0x09, 0x26])
while True:
    second, minute, hour = (value & mask for value, mask in zip(bus.read_i2c_block_data(RTC, 0x02, 3), (127, 127, 63)))
    if (hour, minute) == (0x07, 0x00):
        break
    time.sleep(1)
print(f"{hour:02x}:{minute:02x}:{second:02x}")
buzzer.on()
time.sleep(2)
buzzer.off()
