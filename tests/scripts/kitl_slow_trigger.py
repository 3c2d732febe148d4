"""A parking aid whose trigger stays high for a fifth of a second: the sensor measures when it ends."""

import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT)
GPIO.setup(27, GPIO.IN)


def gap_cm():
    GPIO.output(17, True)
    time.sleep(0.2)
    GPIO.output(17, False)
    while GPIO.input(27) == 0:
        begin = time.time()
    while GPIO.input(27) == 1:
        end = time.time()
    return (end - begin) * 17150


for _ in range(4):
    print(f"{gap_cm():.0f} cm")
    time.sleep(1)
GPIO.cleanup()
