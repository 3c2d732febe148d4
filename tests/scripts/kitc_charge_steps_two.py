# A knob of light on two pins: one charges the capacitor for half a millisecond, then both rest, and the other looks.
import time

import RPi.GPIO as GPIO

FILLS, LOOKS = 18, 23
GPIO.setmode(GPIO.BCM)


def steps():
    GPIO.setup(FILLS, GPIO.IN)
    GPIO.setup(LOOKS, GPIO.OUT, initial=GPIO.LOW)
    time.sleep(0.01)
    GPIO.setup(LOOKS, GPIO.IN)
    count = 0
    while True:
        GPIO.setup(FILLS, GPIO.OUT, initial=GPIO.HIGH)
        time.sleep(0.0005)
        GPIO.setup(FILLS, GPIO.IN)
        count += 1
        if GPIO.input(LOOKS):
            return count


for _ in range(3):
    print(steps())
    time.sleep(1)
GPIO.cleanup()
