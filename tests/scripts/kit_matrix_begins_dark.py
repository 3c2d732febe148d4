import time

import RPi.GPIO as GPIO

DATA, LATCH, CLOCK = 27, 17, 18
DARK = [0] * 8
ARROW = [0x08, 0x1C, 0x3E, 0x7F, 0x1C, 0x1C, 0x1C, 0x00]


def send(byte):
    for bit in range(8):
        GPIO.output(DATA, 0x80 & (byte << bit))
        GPIO.output(CLOCK, 1)
        GPIO.output(CLOCK, 0)


def show(rows, times):
    for number in range(times):
        for line in range(8):
            send(rows[line])
            send(0xFF & ~(1 << line))
            GPIO.output(LATCH, 1)
            GPIO.output(LATCH, 0)
            time.sleep(0.002)


GPIO.setmode(GPIO.BCM)
GPIO.setup([DATA, LATCH, CLOCK], GPIO.OUT, initial=0)
show(DARK, 60)
show(ARROW, 60)
GPIO.cleanup()
