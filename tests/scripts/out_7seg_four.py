# A clock of four digits on twelve pins; a low level lights a digit.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
segments = (11, 4, 23, 8, 7, 10, 18, 25)
digits = (22, 27, 17, 24)
num = {"0": (1, 1, 1, 1, 1, 1, 0), "1": (0, 1, 1, 0, 0, 0, 0), "2": (1, 1, 0, 1, 1, 0, 1), "3": (1, 1, 1, 1, 0, 0, 1),
       "5": (1, 0, 1, 1, 0, 1, 1), "9": (1, 1, 1, 1, 0, 1, 1)}  # fmt: skip
GPIO.setwarnings(False)
for segment in segments:
    GPIO.setup(segment, GPIO.OUT)
    GPIO.output(segment, 0)
for digit in digits:
    GPIO.setup(digit, GPIO.OUT)
    GPIO.output(digit, 1)

for text in ("2359", "0000", "0001"):
    end = time.time() + 0.6
    while time.time() < end:
        for digit in range(4):
            for loop in range(7):
                GPIO.output(segments[loop], num[text[digit]][loop])
            GPIO.output(25, 1 if digit == 1 else 0)
            GPIO.output(digits[digit], 0)
            time.sleep(0.001)
            GPIO.output(digits[digit], 1)
GPIO.cleanup()
