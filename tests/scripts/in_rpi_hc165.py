import time

import RPi.GPIO as GPIO

LOAD, CLOCK, DATA = 17, 27, 22  # of a 74HC165
GPIO.setmode(GPIO.BCM)
GPIO.setup(LOAD, GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(CLOCK, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(DATA, GPIO.IN)


def keys():
    GPIO.output(LOAD, GPIO.LOW)
    time.sleep(0.00001)
    GPIO.output(LOAD, GPIO.HIGH)
    found = 0
    for _ in range(8):
        found = found << 1 | GPIO.input(DATA)
        GPIO.output(CLOCK, GPIO.HIGH)
        GPIO.output(CLOCK, GPIO.LOW)
    return found


before = None
try:
    while True:
        now = keys()
        if now != before:
            print(f"{now:08b}")
            before = now
        time.sleep(0.05)
finally:
    GPIO.cleanup()
