# Sets a DS3231 and reads it back, BCD byte by byte.
import time

import smbus

RTC = 0x68
bus = smbus.SMBus(1)


def bcd(value):
    return value // 10 << 4 | value % 10


def number(byte):
    return (byte >> 4) * 10 + (byte & 0x0F)


def show():
    second, minute, hour, day, date, month, year = bus.read_i2c_block_data(RTC, 0x00, 7)
    print(
        f"{2000 + number(year)}-{number(month & 0x1F):02}-{number(date):02} day {day} "
        f"{number(hour):02}:{number(minute):02}:{number(second):02}"
    )


show()
for register, value in enumerate((50, 59, 23, 7, 28, 2, 27)):
    bus.write_byte_data(RTC, register, bcd(value))
show()
time.sleep(15)
show()
high, low = bus.read_i2c_block_data(RTC, 0x11, 2)
print(high + (low >> 6) / 4, "C")
