"""The temperature of an oven: a MAX6675 gives sixteen bits when its CS is low."""

import time

import RPi.GPIO as GPIO

CS, SCK, SO = 22, 27, 17

GPIO.setmode(GPIO.BCM)
GPIO.setup(CS, GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(SCK, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(SO, GPIO.IN)


def read_max6675():
    GPIO.output(CS, GPIO.LOW)
    time.sleep(0.001)
    value = 0
    for _ in range(16):
        GPIO.output(SCK, GPIO.HIGH)
        value = value << 1 | GPIO.input(SO)
        GPIO.output(SCK, GPIO.LOW)
    GPIO.output(CS, GPIO.HIGH)
    return None if value & 4 else (value >> 3) * 0.25


for _ in range(3):
    print(read_max6675())
    time.sleep(1)
GPIO.cleanup()
