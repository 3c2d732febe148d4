# Seven segments wired as it came: only the counting tells which wire is which.
import time

import RPi.GPIO as GPIO

PINS = [5, 6, 13, 19, 26, 21, 20]  # G F A B E D C
NUMBERS = ("0111111", "0001001", "1011110", "1011011", "1101001", "1110011")
GPIO.setmode(GPIO.BCM)
GPIO.setup(PINS, GPIO.OUT)
for number in NUMBERS:
    for pin, level in zip(PINS, number):
        GPIO.output(pin, int(level))
    time.sleep(0.4)
GPIO.cleanup()
