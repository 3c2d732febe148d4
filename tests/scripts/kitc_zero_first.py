# Four digits in turn that stand at 0000 for a while: one figure and a blank leave open at which level a segment is lit.
import time

import RPi.GPIO as GPIO

DATA, LATCH, CLOCK = 24, 23, 18
PLACES = (10, 22, 27, 17)  # the ones first
FIGURES = (0xC0, 0xF9, 0xA4, 0xB0)
GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup([DATA, LATCH, CLOCK, *PLACES], GPIO.OUT, initial=0)


def send(byte):
    for bit in range(8):
        GPIO.output(DATA, 0x80 & (byte << bit))
        GPIO.output(CLOCK, 1)
        GPIO.output(CLOCK, 0)
    GPIO.output(LATCH, 1)
    GPIO.output(LATCH, 0)


for count in (0, 1, 2):
    for _ in range(100):
        for place in range(4):
            send(0xFF)
            for pin in PLACES:
                GPIO.output(pin, 0)
            GPIO.output(PLACES[place], 1)
            send(FIGURES[count // 10**place % 10])
            time.sleep(0.002)
GPIO.cleanup()
