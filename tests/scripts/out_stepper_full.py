# A quarter of a turn with full steps, and back. ULN2003 on GPIO5, 6, 13, 19.
import time

import RPi.GPIO as GPIO

motorPins = (5, 6, 13, 19)
FULL = ((1, 1, 0, 0), (0, 1, 1, 0), (0, 0, 1, 1), (1, 0, 0, 1))

GPIO.setmode(GPIO.BCM)
for pin in motorPins:
    GPIO.setup(pin, GPIO.OUT)
    GPIO.output(pin, GPIO.LOW)


place = 0


def turn(count, way, wait_s):
    global place
    for _ in range(count):
        for pin, level in zip(motorPins, FULL[place % 4]):
            GPIO.output(pin, level)
        place += way
        time.sleep(wait_s)


turn(512, 1, 0.003)
time.sleep(0.5)
place -= 2
turn(256, -1, 0.003)
for pin in motorPins:
    GPIO.output(pin, GPIO.LOW)
GPIO.cleanup()
