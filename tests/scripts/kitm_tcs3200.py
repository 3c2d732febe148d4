"""A TCS3200 whose frequency is divided by fifty, then switched off: its pulses of half a second are counted."""

import time

import RPi.GPIO as GPIO

PINS = {"s0": 5, "s1": 6, "s2": 13, "s3": 19}
s0, s1, s2, s3 = PINS.values()
OUT = 26
pulses = 0


def count(channel):
    global pulses
    pulses += 1


GPIO.setmode(GPIO.BCM)
GPIO.setup([s0, s1, s2, s3], GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(OUT, GPIO.IN)
GPIO.add_event_detect(OUT, GPIO.RISING, callback=count)
for level in (1, 0):
    GPIO.output(s1, level)
    pulses = 0
    time.sleep(0.5)
    print(pulses)
GPIO.cleanup()
