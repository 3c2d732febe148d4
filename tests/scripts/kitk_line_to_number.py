"""Two eyes above a line: a dark line is low, and the program makes a 1 of it."""

import time

import RPi.GPIO as GPIO

EYES = left, right = 5, 6

GPIO.setmode(GPIO.BCM)
GPIO.setup(left, GPIO.IN)
GPIO.setup(right, GPIO.IN)
for _ in range(5):
    on_left = 0 if GPIO.input(left) else 1
    on_right = 0 if GPIO.input(right) else 1
    print(f"{on_left}{on_right}")
    time.sleep(1)
GPIO.cleanup()
