"""It counts how long a photoresistor takes to fill a capacitor; the same two pins, and no names that say so."""

import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BOARD)
a, b = 12, 16

for _ in range(6):
    GPIO.setup(a, GPIO.IN)
    GPIO.setup(b, GPIO.OUT, initial=0)
    time.sleep(0.005)
    GPIO.setup(b, GPIO.IN)
    GPIO.setup(a, GPIO.OUT)
    GPIO.output(a, 1)
    begun = time.time()
    while GPIO.input(b) == 0:
        pass
    print(f"{(time.time() - begun) * 1000:.1f} ms")
    time.sleep(1)
GPIO.cleanup()
