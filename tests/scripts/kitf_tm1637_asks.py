# TM1637 by hand: after each byte the data wire is let go, and the program asks once whether the display answers.
import time

import RPi.GPIO as GPIO

CLK, DIO = 23, 24
DIGITS = [0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F]
GPIO.setmode(GPIO.BCM)
GPIO.setup([CLK, DIO], GPIO.OUT, initial=1)


def both(clock, data):
    GPIO.output(DIO, data)
    GPIO.output(CLK, clock)


def send(byte, early):
    for bit in range(8):
        GPIO.output(CLK, 0)
        GPIO.output(DIO, byte >> bit & 1)
        GPIO.output(CLK, 1)
    GPIO.output(CLK, 0)
    GPIO.setup(DIO, GPIO.IN)
    if early:
        answer = GPIO.input(DIO)
        GPIO.output(CLK, 1)
    else:
        GPIO.output(CLK, 1)
        answer = GPIO.input(DIO)
    GPIO.output(CLK, 0)
    GPIO.setup(DIO, GPIO.OUT)
    return answer == 0


def message(data, early):
    both(1, 1)
    both(1, 0)
    answers = [send(byte, early) for byte in data]
    GPIO.output(CLK, 0)
    GPIO.output(DIO, 0)
    GPIO.output(CLK, 1)
    GPIO.output(DIO, 1)
    return all(answers)


for number, early in ((1234, False), (5678, True)):
    shapes = [DIGITS[int(each)] for each in str(number)]
    print(message([0x40], early), message([0xC0, *shapes], early), message([0x8F], early))
    time.sleep(1)
GPIO.cleanup()
