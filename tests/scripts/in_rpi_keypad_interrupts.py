"""A keypad that calls: all columns are low, and the row of a pressed key falls. Then the column is looked for."""

import time

import RPi.GPIO as GPIO

KEYPAD = [[1, 2, 3], [4, 5, 6], [7, 8, 9], ["*", 0, "#"]]
ROW_PINS = [4, 14, 15, 17]
COL_PINS = [18, 27, 22]

GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)


def pressed(channel):
    row = ROW_PINS.index(channel)
    for j, pin in enumerate(COL_PINS):
        GPIO.output(pin, GPIO.HIGH)
        is_it = GPIO.input(channel) == GPIO.HIGH
        GPIO.output(pin, GPIO.LOW)
        if is_it:
            print("key", KEYPAD[row][j])


for pin in COL_PINS:
    GPIO.setup(pin, GPIO.OUT, initial=GPIO.LOW)
for pin in ROW_PINS:
    GPIO.setup(pin, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    GPIO.add_event_detect(pin, GPIO.FALLING, callback=pressed, bouncetime=200)
try:
    time.sleep(5)
finally:
    GPIO.cleanup()
