import RPi.GPIO as GPIO
import time

SEGMENTS = {"a": 2, "b": 3, "c": 4, "d": 17, "e": 27, "f": 22, "g": 10}
DIGITS = {0: "abcdef", 1: "bc", 2: "abdeg", 3: "abcdg"}

GPIO.setmode(GPIO.BCM)
GPIO.setup(list(SEGMENTS.values()), GPIO.OUT)


def show(number):
    for name, pin in SEGMENTS.items():
        GPIO.output(pin, GPIO.HIGH if name in DIGITS[number] else GPIO.LOW)


for number in (3, 2, 1, 0):
    show(number)
    time.sleep(1)
print("Go!")
GPIO.cleanup()
