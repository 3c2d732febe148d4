"""An LED matrix on sixteen pins: a row is high in turn, the columns that are low light up; a seven, then nothing."""

import time

import RPi.GPIO as GPIO

ROWS = (5, 6, 13, 19, 26, 16, 20, 21)
COLUMNS = (17, 27, 22, 10, 9, 11, 8, 7)
SEVEN = ("........", ".######.", ".....#..", "....#...", "...#....", "..#.....", ".#......", "........")
GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup(ROWS, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(COLUMNS, GPIO.OUT, initial=GPIO.HIGH)
end = time.time() + 1
while time.time() < end:
    for row, dots in zip(ROWS, SEVEN):
        for column, dot in zip(COLUMNS, dots):
            GPIO.output(column, dot == ".")
        GPIO.output(row, GPIO.HIGH)
        time.sleep(0.001)
        GPIO.output(row, GPIO.LOW)
GPIO.cleanup()
