# Ctrl-C ends it, and the pin stays an output.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT, initial=GPIO.LOW)
try:
    while True:
        GPIO.output(17, 1)
        time.sleep(0.2)
        GPIO.output(17, 0)
        time.sleep(0.8)
except KeyboardInterrupt:
    print("bye")
