# One digit that rests dark and shows nothing before its first press: high lights a segment.
import time

import RPi.GPIO as GPIO

segments = {"a": 17, "b": 26, "c": 16, "d": 25, "e": 27, "f": 4, "g": 18}
FIGURES = {0: "abcdef", 1: "bc"}
GPIO.setmode(GPIO.BCM)
for pin in segments.values():
    GPIO.setup(pin, GPIO.OUT)
    GPIO.output(pin, False)
time.sleep(3)
for figure in (0, 1):
    for pin in segments.values():
        GPIO.output(pin, False)
    for name in FIGURES[figure]:
        GPIO.output(segments[name], True)
    time.sleep(3)
GPIO.cleanup()
