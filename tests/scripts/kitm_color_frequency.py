"""A color sensor that gives a frequency: ten pulses of each color are timed."""

import time

import RPi.GPIO as GPIO

S2, S3, SIGNAL = 23, 24, 25
COLORS = {"red": (0, 0), "green": (1, 1), "blue": (0, 1), "clear": (1, 0)}

GPIO.setmode(GPIO.BCM)
GPIO.setup(SIGNAL, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup([S2, S3], GPIO.OUT)
for color, levels in COLORS.items():
    GPIO.output([S2, S3], levels)
    time.sleep(0.3)
    GPIO.wait_for_edge(SIGNAL, GPIO.FALLING)
    began = time.monotonic()
    for _ in range(10):
        GPIO.wait_for_edge(SIGNAL, GPIO.FALLING)
    print(color, round(10 / (time.monotonic() - began)))
GPIO.cleanup()
