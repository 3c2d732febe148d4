# Eight lamps behind a 74HC595: a light that runs, then every second lamp.
import time

import RPi.GPIO as GPIO

dataPin, latchPin, clockPin = 11, 13, 15
GPIO.setmode(GPIO.BOARD)
for pin in (dataPin, latchPin, clockPin):
    GPIO.setup(pin, GPIO.OUT)


def shiftOut(value):
    for place in range(8):
        GPIO.output(clockPin, GPIO.LOW)
        GPIO.output(dataPin, GPIO.HIGH if value & (0x80 >> place) else GPIO.LOW)
        GPIO.output(clockPin, GPIO.HIGH)


for place in range(8):
    GPIO.output(latchPin, GPIO.LOW)
    shiftOut(1 << place)
    GPIO.output(latchPin, GPIO.HIGH)
    time.sleep(0.1)
GPIO.output(latchPin, GPIO.LOW)
shiftOut(0b01010101)
GPIO.output(latchPin, GPIO.HIGH)
time.sleep(1)
GPIO.cleanup()
