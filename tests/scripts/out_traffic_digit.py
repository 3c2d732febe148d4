# A traffic light and the seconds until it changes: no lamp is the digit's point.
import time

import RPi.GPIO as GPIO

SEGMENTS = {"a": 17, "b": 27, "c": 22, "d": 10, "e": 9, "f": 11, "g": 19}
FIGURES = ("abcdef", "bc", "abged", "abgcd", "fgbc")
DO, VANG, XANH = 5, 6, 13
GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
for p in [*SEGMENTS.values(), DO, VANG, XANH]:
    GPIO.setup(p, GPIO.OUT, initial=GPIO.LOW)

for lamp, seconds in ((DO, 4), (XANH, 3), (VANG, 2)):
    GPIO.output(lamp, GPIO.HIGH)
    for left in range(seconds, 0, -1):
        for name, p in SEGMENTS.items():
            GPIO.output(p, name in FIGURES[left])
        time.sleep(1)
    GPIO.output(lamp, GPIO.LOW)
GPIO.cleanup()
