# An LED between 3.3 V and the pin: no word says so, only the level before it begins and the one at its end.
import time

import RPi.GPIO as GPIO

LAMP = 17


def begin():
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(LAMP, GPIO.OUT, initial=GPIO.HIGH)


def flash():
    for _ in range(3):
        GPIO.output(LAMP, GPIO.LOW)
        time.sleep(0.5)
        GPIO.output(LAMP, GPIO.HIGH)
        time.sleep(1.5)


def destroy():
    GPIO.output(LAMP, GPIO.HIGH)
    GPIO.cleanup()


begin()
try:
    flash()
finally:
    destroy()
