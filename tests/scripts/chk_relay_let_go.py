# A relay board that is on at low is let go by making its pin an input again.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
for _ in range(3):
    GPIO.setup(26, GPIO.OUT, initial=GPIO.LOW)
    time.sleep(2)
    GPIO.setup(26, GPIO.IN)
    time.sleep(1)
GPIO.cleanup()
print("let go")
