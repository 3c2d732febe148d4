# A school bell: alarm 1 of a DS3231 comes every day at 8:00:30, alarm 2 every minute.
import time

import smbus2
from gpiozero import Buzzer

bell = Buzzer(18)
bus = smbus2.SMBus(1)
bus.write_i2c_block_data(0x68, 0x07, [0x30, 0x00, 0x08, 0x80, 0x80, 0x80, 0x80])
bus.write_byte_data(0x68, 0x0F, 0x00)
while True:
    status = bus.read_byte_data(0x68, 0x0F)
    if status & 0x01:
        print("bell")
        bell.on()
        time.sleep(5)
        bell.off()
    if status & 0x02:
        print("a minute")
    bus.write_byte_data(0x68, 0x0F, 0x00)
    time.sleep(1)
