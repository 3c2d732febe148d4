"""A keypad whose columns become outputs one after the other, and inputs again."""

import time

import RPi.GPIO as GPIO

ROWS, COLS = 4, 4
rowPins = [18, 23, 24, 25]
colPins = [10, 22, 27, 17]
KEYS = "123A456B789C*0#D"

GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)


def scan():
    pressed = ""
    for pin in rowPins:
        GPIO.setup(pin, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    for c in range(COLS):
        GPIO.setup(colPins[c], GPIO.OUT)
        GPIO.output(colPins[c], GPIO.LOW)
        for r in range(ROWS):
            if GPIO.input(rowPins[r]) == GPIO.LOW:
                pressed += KEYS[r * COLS + c]
        GPIO.output(colPins[c], GPIO.HIGH)
        GPIO.setup(colPins[c], GPIO.IN)
    return pressed


before = ""
try:
    while True:
        now = scan()
        if now and now != before:
            print("You pressed", now)
        before = now
        time.sleep(0.05)
except KeyboardInterrupt:
    GPIO.cleanup()
