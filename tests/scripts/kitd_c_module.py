# The part of RPi.GPIO that is written in C, as an editor completed its name.
from time import sleep

import RPi._GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT)
for _ in range(3):
    GPIO.output(17, True)
    sleep(0.5)
    GPIO.output(17, False)
    sleep(0.5)
GPIO.cleanup()
