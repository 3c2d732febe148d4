# A traffic light: three lamps between 3.3 V and their pins, and four digits in turn that count down from 12.
import time

import RPi.GPIO as GPIO

DATA, LATCH, CLOCK = 24, 23, 18
PLACES = (10, 22, 27, 17)  # the ones first
LEDS = (25, 8, 7)
FIGURES = (0xC0, 0xF9, 0xA4, 0xB0, 0x99, 0x92, 0x82, 0xF8, 0x80, 0x90)


def send(byte):
    for bit in range(8):
        GPIO.output(DATA, 0x80 & (byte << bit))
        GPIO.output(CLOCK, 1)
        GPIO.output(CLOCK, 0)
    GPIO.output(LATCH, 1)
    GPIO.output(LATCH, 0)


def digit(place, figure):
    send(0xFF)
    for pin in PLACES:
        GPIO.output(pin, 0)
    GPIO.output(PLACES[place], 1)
    send(FIGURES[figure])
    time.sleep(0.003)


def lamp(number):
    for pin in LEDS:
        GPIO.output(pin, 1)
    GPIO.output(LEDS[number], 0)


GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup([DATA, LATCH, CLOCK, *PLACES], GPIO.OUT, initial=0)
GPIO.setup(LEDS, GPIO.OUT, initial=1)
start = time.monotonic()
left = 12
while left > 6:
    left = 12 - int(time.monotonic() - start)
    digit(0, left % 10)
    if left > 9:
        digit(1, left // 10)
    lamp(0 if left > 9 else 1)
GPIO.cleanup()
