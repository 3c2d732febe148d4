"""A buzzer between two wires that are never the same: twice the voltage, the same notes."""

import time

import RPi.GPIO as GPIO

ONE, OTHER = 24, 25
GPIO.setmode(GPIO.BCM)
GPIO.setup((ONE, OTHER), GPIO.OUT)


def wait(length):
    end = time.time() + length
    while time.time() < end:
        pass


for pitch in (440, 659, 880):
    for _ in range(pitch // 2):
        GPIO.output(ONE, True)
        GPIO.output(OTHER, False)
        wait(0.5 / pitch)
        GPIO.output(ONE, False)
        GPIO.output(OTHER, True)
        wait(0.5 / pitch)
    time.sleep(0.5)
GPIO.cleanup()
