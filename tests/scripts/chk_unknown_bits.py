# The bits of a chip that nobody knows are clocked in on a wire without a resistor: nothing floats.
import time

import RPi.GPIO as GPIO

CLOCK, BITS = 20, 21
GPIO.setmode(GPIO.BCM)
GPIO.setup(CLOCK, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(BITS, GPIO.IN)
for _ in range(3):
    value = 0
    for _ in range(13):
        GPIO.output(CLOCK, 1)
        value = value << 1 | GPIO.input(BITS)
        GPIO.output(CLOCK, 0)
    print("read", value >= 0)
    time.sleep(0.5)
GPIO.cleanup()
