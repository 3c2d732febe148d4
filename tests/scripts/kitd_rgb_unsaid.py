# A lamp of three colors, and nothing that tells which way its long leg goes.
from time import sleep

import RPi.GPIO as GPIO

red_pin, green_pin, blue_pin = 17, 18, 27
GPIO.setmode(GPIO.BCM)
GPIO.setup([red_pin, green_pin, blue_pin], GPIO.OUT)
for levels in ((1, 0, 0), (0, 1, 0), (1, 0, 1)):
    for pin, level in zip((red_pin, green_pin, blue_pin), levels, strict=True):
        GPIO.output(pin, level)
    sleep(1)
GPIO.cleanup()
