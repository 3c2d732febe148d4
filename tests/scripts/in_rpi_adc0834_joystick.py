"""A joystick on an ADC0834: two axes, and a press. Its data wire is an output and an input in turn."""

import time

import RPi.GPIO as GPIO

CS, CLK, DIO, BUTTON = 17, 18, 27, 22


def pulse():
    GPIO.output(CLK, 1)
    time.sleep(0.000002)
    GPIO.output(CLK, 0)
    time.sleep(0.000002)


def say(bit):
    GPIO.output(DIO, bit)
    time.sleep(0.000002)
    pulse()


def read(channel):
    GPIO.setup(DIO, GPIO.OUT)
    GPIO.output(CS, 0)
    GPIO.output(CLK, 0)
    say(1)  # start
    say(1)  # one input against ground
    say(channel & 1)
    say(channel >> 1)
    first = second = 0
    for _ in range(8):
        pulse()
        GPIO.setup(DIO, GPIO.IN)
        first = first << 1 | GPIO.input(DIO)
    for i in range(8):
        second |= GPIO.input(DIO) << i
        pulse()
    GPIO.output(CS, 1)
    GPIO.setup(DIO, GPIO.OUT)
    return first if first == second else 0


GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup(CS, GPIO.OUT)
GPIO.setup(CLK, GPIO.OUT)
GPIO.setup(BUTTON, GPIO.IN, pull_up_down=GPIO.PUD_UP)
try:
    while True:
        pressed = GPIO.input(BUTTON) == 0
        print("X:", read(0), "Y:", read(1), "pressed" if pressed else "")
        time.sleep(1)
except KeyboardInterrupt:
    GPIO.cleanup()
