# An LED to 3.3 V: what a level does stands on the line above.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT, initial=GPIO.HIGH)
for _ in range(3):
    # Turn on LED
    GPIO.output(17, GPIO.LOW)
    time.sleep(0.5)
    # Turn off LED
    GPIO.output(17, GPIO.HIGH)
    time.sleep(1.5)
GPIO.cleanup()
