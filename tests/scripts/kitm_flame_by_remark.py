"""A bare flame sensor that goes high: a remark says so, where the boards with its name go low."""

import time

import RPi.GPIO as GPIO

flame_pin, buz_pin = 18, 27

GPIO.setmode(GPIO.BCM)
GPIO.setup(buz_pin, GPIO.OUT)
GPIO.setup(flame_pin, GPIO.IN, GPIO.PUD_UP)
before = None
for _ in range(80):
    level = GPIO.input(flame_pin)
    if level == 1:  # when a flame is detected
        GPIO.output(buz_pin, GPIO.HIGH)
    else:
        GPIO.output(buz_pin, GPIO.LOW)
    if level != before:
        before = level
        print(level)
    time.sleep(0.1)
for _ in range(50):
    GPIO.output(buz_pin, 1)
    time.sleep(0.001)
    GPIO.output(buz_pin, 0)
    time.sleep(0.001)
GPIO.cleanup()
