"""A sensor that charges a capacitor: how long it takes, and what that means for heat."""

import time
from math import log

import RPi.GPIO as GPIO

CHARGE, SENSE = 18, 23


def charge_us():
    GPIO.setup(CHARGE, GPIO.IN)
    GPIO.setup(SENSE, GPIO.OUT)
    GPIO.output(SENSE, False)
    time.sleep(0.005)
    GPIO.setup(SENSE, GPIO.IN)
    GPIO.setup(CHARGE, GPIO.OUT)
    GPIO.output(CHARGE, True)
    begin = time.time()
    while not GPIO.input(SENSE):
        pass
    return (time.time() - begin) * 1e6


def thermistor_ohm():
    return -charge_us() / log(1 - 1.35 / 3.25) / 0.33 - 1000
