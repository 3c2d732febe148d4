"""Lamps at 3.3 V that obey words: on is low, off is high; the pin is picked first."""

import time

import RPi.GPIO as GPIO

RED, GREEN = 18, 15
GPIO.setmode(GPIO.BCM)
GPIO.setup(RED, GPIO.OUT)
GPIO.setup(GREEN, GPIO.OUT)


def obey(color, state):
    pin = RED if color == "red" else GREEN
    if state == "on":
        GPIO.output(pin, GPIO.LOW)
    else:
        GPIO.output(pin, GPIO.HIGH)


for color, state in (("red", "on"), ("green", "on"), ("red", "off"), ("green", "off")):
    obey(color, state)
    time.sleep(1)
GPIO.cleanup()
