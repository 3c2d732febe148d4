# A light runs through the outputs of a 74HC595: one bit at a time, and the latch after each.
import time

import RPi.GPIO as GPIO

SDI, RCLK, SRCLK = 17, 18, 27
GPIO.setmode(GPIO.BCM)
GPIO.setup((SDI, RCLK, SRCLK), GPIO.OUT, initial=GPIO.LOW)


def push(bit):
    GPIO.output(SDI, bit)
    for wire in (SRCLK, RCLK):
        GPIO.output(wire, 1)
        GPIO.output(wire, 0)


for bit in (1, 0, 1, 0, 0, 0, 1, 0):
    push(bit)
    time.sleep(0.3)
GPIO.cleanup()
