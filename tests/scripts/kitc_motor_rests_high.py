"""A fan on a driver that stops it when both of its inputs are high, which is how they rest here."""

import time

import RPi.GPIO as GPIO

MotorPin_A, MotorPin_B = 17, 18


def fan(way):
    GPIO.output(MotorPin_A, way != "back")
    GPIO.output(MotorPin_B, way != "on")


GPIO.setmode(GPIO.BCM)
GPIO.setup([MotorPin_A, MotorPin_B], GPIO.OUT, initial=1)
for way in ("on", "stop", "back"):
    fan(way)
    time.sleep(3)
fan("stop")
GPIO.cleanup()
