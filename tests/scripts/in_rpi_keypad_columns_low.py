"""The other way round: one column after the other goes low, the rows have pull-ups. Three columns, a phone's keypad."""

import time

import RPi.GPIO as GPIO

R1, R2, R3, R4 = 5, 6, 13, 19
C1, C2, C3 = 12, 16, 20
KEYPAD = [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"], ["*", "0", "#"]]

GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
for column in (C1, C2, C3):
    GPIO.setup(column, GPIO.OUT, initial=GPIO.HIGH)
for row in (R1, R2, R3, R4):
    GPIO.setup(row, GPIO.IN, pull_up_down=GPIO.PUD_UP)


def key():
    for j, column in enumerate((C1, C2, C3)):
        GPIO.output(column, GPIO.LOW)
        for i, row in enumerate((R1, R2, R3, R4)):
            if GPIO.input(row) == 0:
                GPIO.output(column, GPIO.HIGH)
                return KEYPAD[i][j]
        GPIO.output(column, GPIO.HIGH)
    return None


number = ""
try:
    while not number.endswith("#"):
        found = key()
        if found:
            number += found
            while key():
                time.sleep(0.02)
        time.sleep(0.02)
    print("number", number)
finally:
    GPIO.cleanup()
