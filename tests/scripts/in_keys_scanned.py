# Keys with a lock and two lamps opened beside it; nothing but the scan tells that they are a keypad.
import time

import RPi.GPIO as GPIO

DOWN, ACROSS = (5, 6, 13, 19), (12, 16, 20, 21)
LOCK, GREEN, RED = 26, 23, 24
LETTERS = ("123A", "456B", "789C", "*0#D")
GPIO.setmode(GPIO.BCM)
for pin in DOWN:
    GPIO.setup(pin, GPIO.OUT, initial=GPIO.HIGH)
for pin in ACROSS:
    GPIO.setup(pin, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup([LOCK, GREEN, RED], GPIO.OUT, initial=GPIO.LOW)


def scanned():
    for row, pin in enumerate(DOWN):
        GPIO.output(pin, GPIO.LOW)
        hit = [column for column, other in enumerate(ACROSS) if not GPIO.input(other)]
        GPIO.output(pin, GPIO.HIGH)
        if hit:
            return LETTERS[row][hit[0]]
    return None


typed, before = "", None
while len(typed) < 3:
    key = scanned()
    if key and not before:
        typed += key
        print(typed)
    before = key
    time.sleep(0.05)
GPIO.output(LOCK, GPIO.HIGH)
time.sleep(1)
GPIO.cleanup()
