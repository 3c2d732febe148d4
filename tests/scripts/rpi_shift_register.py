# Four digits, one after the other and so fast that the eye sees all: 74HC595, and no sleep anywhere.
import time

import RPi.GPIO as GPIO

DATA, LATCH, CLOCK = 24, 23, 18
DIGITS = (10, 22, 27, 17)
SHAPES = (0xC0, 0xF9, 0xA4, 0xB0)
GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup((DATA, LATCH, CLOCK, *DIGITS), GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(26, GPIO.IN)


def shift(byte):
    for bit in range(8):
        GPIO.output(DATA, byte << bit & 0x80)
        GPIO.output(CLOCK, GPIO.HIGH)
        GPIO.output(CLOCK, GPIO.LOW)
    GPIO.output(LATCH, GPIO.HIGH)
    GPIO.output(LATCH, GPIO.LOW)


end = time.time() + 1
rounds = 0
while time.time() < end:
    for place, shape in zip(DIGITS, SHAPES):
        GPIO.output(DIGITS, GPIO.LOW)
        shift(shape)
        GPIO.output(place, GPIO.HIGH)
    if GPIO.input(26):
        break
    rounds += 1
GPIO.cleanup()
print("rounds", rounds > 150)
