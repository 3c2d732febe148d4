# A digit that counts on a 74HC595, and an end without cleanup: the data wire that stays high drives nothing by itself.
import time

import RPi.GPIO as GPIO

DATA, LATCH, CLOCK = 17, 18, 27
FIGURES = (0x3F, 0x06, 0x5B, 0x4F, 0x66)
GPIO.setmode(GPIO.BCM)
for pin in (DATA, LATCH, CLOCK):
    GPIO.setup(pin, GPIO.OUT, initial=GPIO.LOW)


def show(figure):
    for bit in range(8):
        GPIO.output(DATA, bool(0x80 & figure << bit))
        GPIO.output(CLOCK, GPIO.HIGH)
        GPIO.output(CLOCK, GPIO.LOW)
    GPIO.output(LATCH, GPIO.HIGH)
    GPIO.output(LATCH, GPIO.LOW)


for figure in (*FIGURES, FIGURES[1]):
    show(figure)
    time.sleep(1)
show(0x77)
time.sleep(1)
GPIO.output(DATA, GPIO.HIGH)
