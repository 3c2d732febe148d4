"""Digits by hand on a TM1637 that count too fast to be read; they stay lit."""

import time

import RPi.GPIO as GPIO

CLK, DIO = 5, 4
SEGMENTS = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)
GPIO.setmode(GPIO.BCM)
GPIO.setup((CLK, DIO), GPIO.OUT, initial=GPIO.HIGH)


def send(*message):
    GPIO.output(DIO, 0)
    for byte in message:
        for bit in range(9):
            GPIO.output(CLK, 0)
            GPIO.output(DIO, bit == 8 or byte >> bit & 1)
            GPIO.output(CLK, 1)
    GPIO.output(CLK, 0)
    GPIO.output(DIO, 0)
    GPIO.output(CLK, 1)
    GPIO.output(DIO, 1)


for count in range(20):
    send(0x40)
    send(0xC0, *(SEGMENTS[int(figure)] for figure in f"{count:04}"))
    send(0x8F)
    time.sleep(0.05)
GPIO.cleanup()
