"""A thermometer without a converter: one pin charges a capacitor through a thermistor, the other one waits for it."""

import math
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
CHARGE, WAIT = 18, 23


def discharge():
    GPIO.setup(CHARGE, GPIO.IN)
    GPIO.setup(WAIT, GPIO.OUT)
    GPIO.output(WAIT, False)
    time.sleep(0.01)


def charge_time():
    GPIO.setup(WAIT, GPIO.IN)
    GPIO.setup(CHARGE, GPIO.OUT)
    GPIO.output(CHARGE, True)
    begun = time.time()
    while not GPIO.input(WAIT):
        pass
    return time.time() - begun


def thermistor_c():
    discharge()
    ohm = charge_time() / 330e-9 / math.log(3.3 / (3.3 - 1.6)) - 2000
    kelvin = 1 / (1 / 298.15 + math.log(max(ohm + 1000, 1) / 1000) / 3800)
    return kelvin - 273.15


try:
    while True:
        print(f"{thermistor_c():.1f} C")
        time.sleep(1)
finally:
    GPIO.cleanup()
