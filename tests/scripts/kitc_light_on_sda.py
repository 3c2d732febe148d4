"""A photoresistor on GPIO3, where every Pi has a resistor to 3.3 V: it reads low, but never nothing."""

import time

import RPi.GPIO as GPIO

LDR = 3
GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
for _ in range(3):
    GPIO.setup(LDR, GPIO.OUT, initial=0)
    time.sleep(0.1)
    GPIO.setup(LDR, GPIO.IN)
    begun = time.time()
    while GPIO.input(LDR) == 0:
        pass
    print(f"{(time.time() - begun) * 1000:.1f} ms")
GPIO.cleanup()
