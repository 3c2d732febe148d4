"""A chain of lamps by hand, on a clock and a data wire that are called so: two outputs, and no knob."""

import time

import RPi.GPIO as GPIO

clk_pin, data_pin = 5, 6
GPIO.setmode(GPIO.BCM)
GPIO.setup(clk_pin, GPIO.OUT)
GPIO.setup(data_pin, GPIO.OUT)
for byte in (0, 0, 0, 0, 0xFC, 0, 0, 255, 0, 0, 0, 0):
    for bit in range(7, -1, -1):
        GPIO.output(clk_pin, False)
        GPIO.output(data_pin, bool(byte >> bit & 1))
        GPIO.output(clk_pin, True)
        time.sleep(0.0001)
GPIO.output(clk_pin, False)
GPIO.cleanup()
