# The number of the button stands where the lamp should: it is read for ever, and never pressed.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(23, GPIO.OUT)
for _ in range(50):
    if GPIO.input(23):
        print("pressed")
    time.sleep(0.1)
GPIO.cleanup()
print("nobody came")
