# A distance sensor with one wire for both, as Grove's: the program pings on it, lets it go, and listens on it.
import time

import RPi.GPIO as GPIO

SIGNAL = 16
GPIO.setmode(GPIO.BCM)


def centimeters():
    GPIO.setup(SIGNAL, GPIO.OUT)
    GPIO.output(SIGNAL, 0)
    time.sleep(2e-6)
    GPIO.output(SIGNAL, 1)
    time.sleep(1e-5)
    GPIO.output(SIGNAL, 0)
    GPIO.setup(SIGNAL, GPIO.IN)
    while not GPIO.input(SIGNAL):
        pass
    start = time.time()
    while GPIO.input(SIGNAL):
        pass
    return (time.time() - start) * 17150


for _ in range(3):
    print(round(centimeters()))
    time.sleep(0.5)
GPIO.cleanup()
