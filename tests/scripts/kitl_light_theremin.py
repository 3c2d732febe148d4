"""The brighter, the higher: the module of the kit could measure heat as well, but the program speaks of light."""

import time

import RPi.GPIO as GPIO
from kit_modules.charge_meter import charge_us

GPIO.setmode(GPIO.BCM)
for _ in range(6):
    light_us = charge_us()
    print(round(light_us / 100), "steps")
    time.sleep(1)
GPIO.cleanup()
