"""A clock chip DS1302, which the virtual board does not have: its data wire goes both ways."""

import time

import RPi.GPIO as GPIO

CE, SCLK, IO = 22, 23, 24


def read(address):
    GPIO.output(CE, 1)
    GPIO.setup(IO, GPIO.OUT)
    for bit in range(8):
        GPIO.output(IO, address >> bit & 1)
        GPIO.output(SCLK, 1)
        GPIO.output(SCLK, 0)
    GPIO.setup(IO, GPIO.IN)
    value = 0
    for bit in range(8):
        value |= GPIO.input(IO) << bit
        GPIO.output(SCLK, 1)
        GPIO.output(SCLK, 0)
    GPIO.output(CE, 0)
    return value


GPIO.setmode(GPIO.BCM)
GPIO.setup((CE, SCLK), GPIO.OUT, initial=GPIO.LOW)
try:
    for _ in range(4):
        minutes, hours = read(0x83), read(0x85)
        print(f"{hours:02x}:{minutes:02x}")
        time.sleep(1)
finally:
    GPIO.cleanup()
