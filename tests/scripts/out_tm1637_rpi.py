# TM1637 by hand, with a look at its answer after each byte.
import time

import RPi.GPIO as GPIO

CLK, DIO = 21, 20
SEGMENTS = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)
GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
GPIO.setup((CLK, DIO), GPIO.OUT, initial=GPIO.HIGH)


def begin():
    GPIO.output(CLK, GPIO.HIGH)
    GPIO.output(DIO, GPIO.HIGH)
    GPIO.output(DIO, GPIO.LOW)
    GPIO.output(CLK, GPIO.LOW)


def end():
    GPIO.output(CLK, GPIO.LOW)
    GPIO.output(DIO, GPIO.LOW)
    GPIO.output(CLK, GPIO.HIGH)
    GPIO.output(DIO, GPIO.HIGH)


def write(byte):
    for bit in range(8):
        GPIO.output(CLK, GPIO.LOW)
        GPIO.output(DIO, byte >> bit & 1)
        GPIO.output(CLK, GPIO.HIGH)
    GPIO.output(CLK, GPIO.LOW)
    GPIO.output(DIO, GPIO.HIGH)
    GPIO.output(CLK, GPIO.HIGH)
    GPIO.setup(DIO, GPIO.IN)
    while GPIO.input(DIO):
        time.sleep(0.001)
        if GPIO.input(DIO):
            GPIO.setup(DIO, GPIO.OUT)
            GPIO.output(DIO, GPIO.LOW)
            GPIO.setup(DIO, GPIO.IN)
    GPIO.setup(DIO, GPIO.OUT)


def show(number, colon):
    begin()
    write(0x40)
    end()
    begin()
    write(0xC0)
    for place, digit in enumerate(f"{number:04d}"):
        write(SEGMENTS[int(digit)] | (0x80 if colon and place == 1 else 0))
    end()
    begin()
    write(0x88 + 3)
    end()


for number in (1159, 1200, 1201):
    show(number, True)
    time.sleep(0.6)
GPIO.cleanup()
