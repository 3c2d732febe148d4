# A lamp of three colors whose long leg is at 3.3 V: only the printed names of the colors tell.
import time

import RPi.GPIO as GPIO

PINS = {"red": 17, "green": 18, "blue": 27}
GPIO.setmode(GPIO.BCM)
for pin in PINS.values():
    GPIO.setup(pin, GPIO.OUT)


def color(red, green, blue):
    GPIO.output(PINS["red"], red)
    GPIO.output(PINS["green"], green)
    GPIO.output(PINS["blue"], blue)
    time.sleep(1)


print("red")
color(0, 1, 1)
print("yellow")
color(0, 0, 1)
print("blue")
color(1, 1, 0)
print("white")
color(0, 0, 0)
GPIO.cleanup()
