# A remote by hand: how many looks in a row find the wire at rest tells that the key's signal is over.
from time import time

import RPi.GPIO as GPIO

RECEIVER = 22
QUIET = 10000
GPIO.setmode(GPIO.BCM)
GPIO.setup(RECEIVER, GPIO.IN)


def key():
    while GPIO.input(RECEIVER):
        pass
    widths, before, since, quiet = [], 0, time(), 0
    while quiet < QUIET:
        now = GPIO.input(RECEIVER)
        if now != before:
            widths.append((before, time() - since))
            before, since = now, time()
        quiet = quiet + 1 if now else 0
    bits = "".join("1" if width > 0.001 else "0" for level, width in widths if level)
    return hex(int(bits[1:33], 2))


for _ in range(2):
    print(key())
GPIO.cleanup()
