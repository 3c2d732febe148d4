# An error ends it before its cleanup: the error is the matter, not the pins.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT, initial=GPIO.LOW)
for turn in range(3):
    GPIO.output(17, 1)
    time.sleep(0.5)
    GPIO.output(17, 0)
    time.sleep(0.5)
print(1 / (turn - 2))
GPIO.cleanup()
