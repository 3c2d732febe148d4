# How bright it is, with one pin: the capacitor is charged a millisecond at a time, and the pin looks in between.
import time

import RPi.GPIO as GPIO

EYE = 18
GPIO.setmode(GPIO.BCM)


def steps():
    GPIO.setup(EYE, GPIO.OUT)
    GPIO.output(EYE, False)
    time.sleep(0.1)
    GPIO.setup(EYE, GPIO.IN)
    count = 0
    while not GPIO.input(EYE):
        GPIO.setup(EYE, GPIO.OUT)
        GPIO.output(EYE, True)
        time.sleep(0.001)
        GPIO.setup(EYE, GPIO.IN)
        time.sleep(0.001)
        count += 1
    return count


for _ in range(3):
    print(steps())
    time.sleep(1)
GPIO.cleanup()
