"""A rotary encoder that is asked again and again: every change of CLK is a half detent."""

import time

import RPi.GPIO as GPIO

clk = 17
dt = 18
sw = 27

GPIO.setmode(GPIO.BCM)
GPIO.setup(clk, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)
GPIO.setup(dt, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)
GPIO.setup(sw, GPIO.IN, pull_up_down=GPIO.PUD_UP)

counter = 0
last = GPIO.input(clk)
try:
    while True:
        state = GPIO.input(clk)
        if state != last:
            counter += 1 if GPIO.input(dt) != state else -1
            print(counter)
        last = state
        if GPIO.input(sw) == 0:
            print("pressed at", counter)
            break
        time.sleep(0.005)
finally:
    GPIO.cleanup()
