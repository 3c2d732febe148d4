"""A clock chip DS1302: its data wire goes both ways, low bit first. It is asked, set, and asked again."""

import time

import RPi.GPIO as GPIO

CE, SCLK, IO = 22, 23, 24


class DS1302:
    def __init__(self):
        GPIO.setmode(GPIO.BCM)
        GPIO.setup((CE, SCLK), GPIO.OUT, initial=GPIO.LOW)

    def send(self, byte):
        GPIO.setup(IO, GPIO.OUT)
        for bit in range(8):
            GPIO.output(IO, byte >> bit & 1)
            GPIO.output(SCLK, 1)
            GPIO.output(SCLK, 0)

    def read(self, register):
        GPIO.output(CE, 1)
        self.send(0x81 | register << 1)
        GPIO.setup(IO, GPIO.IN)
        value = 0
        for bit in range(8):
            value |= GPIO.input(IO) << bit
            GPIO.output(SCLK, 1)
            GPIO.output(SCLK, 0)
        GPIO.output(CE, 0)
        return value

    def write(self, register, value):
        GPIO.output(CE, 1)
        self.send(0x80 | register << 1)
        self.send(value)
        GPIO.output(CE, 0)


clock = DS1302()
try:
    for _ in range(2):
        print(f"20{clock.read(6):02x}-{clock.read(4):02x}-{clock.read(3):02x} {clock.read(2):02x}:{clock.read(1):02x}")
        time.sleep(60)
    clock.write(7, 0)
    clock.write(2, 0x21)
    clock.write(1, 0x30)
    print(f"{clock.read(2):02x}:{clock.read(1):02x}:{clock.read(0):02x}")
finally:
    GPIO.cleanup()
