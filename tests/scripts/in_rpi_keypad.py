"""A keypad of four times four: the rows go high one after the other, the columns are read."""

import time

import RPi.GPIO as GPIO

ROWS = [18, 23, 24, 25]
COLS = [10, 22, 27, 17]
KEYS = ["1", "2", "3", "A", "4", "5", "6", "B", "7", "8", "9", "C", "*", "0", "#", "D"]

GPIO.setmode(GPIO.BCM)
for row in ROWS:
    GPIO.setup(row, GPIO.OUT, initial=GPIO.LOW)
for col in COLS:
    GPIO.setup(col, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)


def read():
    pressed = []
    for i, row in enumerate(ROWS):
        GPIO.output(row, GPIO.HIGH)
        for j, col in enumerate(COLS):
            if GPIO.input(col):
                pressed.append(KEYS[i * len(COLS) + j])
        GPIO.output(row, GPIO.LOW)
    return pressed


last = []
typed = ""
try:
    while typed != "5A#":
        pressed = read()
        if pressed and pressed != last:
            typed += pressed[0]
            print(pressed)
        last = pressed
        time.sleep(0.1)
    print("open")
finally:
    GPIO.cleanup()
