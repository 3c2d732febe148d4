"""A piece of foil that feels a finger: one pin charges it through a large resistor, the other one waits."""

import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
LED, SEND, RECEIVE = 18, 23, 24


def capacitance():
    GPIO.setup(RECEIVE, GPIO.OUT, initial=0)
    GPIO.output(SEND, 0)
    time.sleep(0.001)
    GPIO.setup(RECEIVE, GPIO.IN)
    begun = time.time()
    GPIO.output(SEND, 1)
    while GPIO.input(RECEIVE) == 0:
        pass
    return time.time() - begun


def capacitive_touch():
    return sum(capacitance() for _ in range(10)) > 10 * 60e-6


GPIO.setup([LED, SEND], GPIO.OUT, initial=0)
try:
    while True:
        GPIO.output(LED, capacitive_touch())
        time.sleep(0.05)
finally:
    GPIO.cleanup()
