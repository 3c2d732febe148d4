"""A keypad with resistors to ground: one row after the other goes high. Its pins stand in one list, taken in turn."""

import time

import RPi.GPIO as GPIO

pins = [22, 23, 24, 25, 18, 19, 20, 21]
KEYS = ("123A", "456B", "789C", "*0#D")

GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)


def scan(row):
    for place in range(4):
        GPIO.setup(pins[place], GPIO.OUT)
        GPIO.setup(pins[place + 4], GPIO.IN, pull_up_down=GPIO.PUD_UP)
    for place in range(4):
        GPIO.output(pins[place], place == row)
    for place in range(4):
        if GPIO.input(pins[place + 4]):
            return KEYS[row][place]
    return None


try:
    while True:
        for row in range(4):
            key = scan(row)
            if key:
                print("key", key)
                while scan(row):
                    time.sleep(0.02)
        time.sleep(0.02)
finally:
    GPIO.cleanup()
