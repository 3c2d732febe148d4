# A scale by hand: nothing in the program says how its chip is called; whoever sets its weight does.
import time

import RPi.GPIO as GPIO

DATA_WIRE, CLOCK_WIRE = 5, 6
GPIO.setmode(GPIO.BCM)
GPIO.setup(CLOCK_WIRE, GPIO.OUT)
GPIO.setup(DATA_WIRE, GPIO.IN)


def value():
    GPIO.output(CLOCK_WIRE, 0)
    while GPIO.input(DATA_WIRE):
        time.sleep(0.001)
    found = 0
    for _ in range(24):
        GPIO.output(CLOCK_WIRE, 1)
        found = found << 1 | GPIO.input(DATA_WIRE)
        GPIO.output(CLOCK_WIRE, 0)
    GPIO.output(CLOCK_WIRE, 1)
    GPIO.output(CLOCK_WIRE, 0)
    return found - (1 << 24) if found >> 23 else found


empty = value()
time.sleep(2)
print((value() - empty) // 1000)
GPIO.cleanup()
