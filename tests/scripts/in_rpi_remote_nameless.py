# Waits for a key of a remote control on a wire without a name: only who starts it says what is there.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(18, GPIO.IN)
print(GPIO.input(18))
while GPIO.input(18) == 1:
    time.sleep(0.0001)
began = time.time()
while GPIO.input(18) == 0:
    pass
low_s = time.time() - began
began = time.time()
while GPIO.input(18) == 1:
    pass
print(round(low_s * 1000), round((time.time() - began) * 1000, 1), "ms")
GPIO.cleanup()
