"""Lamps on two wires that nothing here understands: a minute of them, and still a line says so."""

import time

import RPi.GPIO as GPIO

DATA, CLOCK = 5, 6
GPIO.setmode(GPIO.BCM)
GPIO.setup([DATA, CLOCK], GPIO.OUT, initial=GPIO.LOW)
for turn in range(120):
    for byte in (turn, 100, 50) * 5:
        for place in range(7, -1, -1):
            GPIO.output(DATA, byte >> place & 1)
            GPIO.output(CLOCK, True)
            GPIO.output(CLOCK, False)
    time.sleep(0.5)
GPIO.cleanup()
