"""A horn of a class that is silent once its object goes: Python says so at the end, while all names are there."""

import time

import RPi.GPIO as GPIO

HORN_PIN = 17
GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup(HORN_PIN, GPIO.OUT)


class Horn:
    def blow(self):
        GPIO.output(HORN_PIN, True)

    def __del__(self):
        GPIO.output(HORN_PIN, False)
        print("silent")


class Broken:
    def __del__(self):
        raise ValueError("no use")


broken = Broken()
horn = Horn()
horn.blow()
time.sleep(1)
print("end")
