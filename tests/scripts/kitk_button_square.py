"""Sixteen buttons in a square on a board with resistors of its own: one wire after the other goes low."""

import time

import RPi.GPIO as GPIO


class Square:
    def __init__(self):
        self.rowPins = [13, 15, 29, 31]
        self.columnPins = [33, 35, 37, 22]
        GPIO.setmode(GPIO.BOARD)
        for pin in self.rowPins:
            GPIO.setup(pin, GPIO.IN)
        for pin in self.columnPins:
            GPIO.setup(pin, GPIO.OUT, initial=1)

    def button(self):
        for column, out in enumerate(self.columnPins):
            GPIO.output(out, 0)
            pressed = [row for row, pin in enumerate(self.rowPins) if not GPIO.input(pin)]
            GPIO.output(out, 1)
            if pressed:
                return 4 * pressed[0] + column + 1
        return None


square = Square()
last = None
while True:
    now = square.button()
    if now != last and now is not None:
        print("button", now)
    last = now
    time.sleep(0.02)
