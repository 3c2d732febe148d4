# A DS1621: it measures when it is told to. A relay is switched at its own limit.
import time

import RPi.GPIO as GPIO
import smbus

SENSOR, FAN = 0x4F, 27
bus = smbus.SMBus(1)
GPIO.setmode(GPIO.BCM)
GPIO.setup(FAN, GPIO.OUT)


def celsius():
    word = bus.read_word_data(SENSOR, 0xAA)  # low byte first
    whole = word & 0xFF
    return (whole - 256 if whole > 127 else whole) + 0.5 * (word >> 15)


print(celsius())
bus.write_byte(SENSOR, 0xEE)
for _ in range(3):
    time.sleep(1)
    warm = celsius()
    print(warm)
    GPIO.output(FAN, warm > 29)
GPIO.cleanup()
