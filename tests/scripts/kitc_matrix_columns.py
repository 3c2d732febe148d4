# A matrix that is lit column by column: each byte stands upright, with its highest bit on top.
import time

import RPi.GPIO as GPIO

DATA, LATCH, CLOCK = 11, 13, 15  # numbers on the header
HEART = [0x30, 0x48, 0x44, 0x22, 0x44, 0x48, 0x30, 0x00]
STAIRS = [0x01, 0x03, 0x07, 0x0F, 0x1F, 0x3F, 0x7F, 0xFF]


def send(value):
    for bit in range(8):
        GPIO.output(CLOCK, GPIO.LOW)
        GPIO.output(DATA, GPIO.HIGH if 0x80 & (value << bit) else GPIO.LOW)
        GPIO.output(CLOCK, GPIO.HIGH)


def show(picture, times):
    for _ in range(times):
        place = 0x80
        for byte in picture:
            GPIO.output(LATCH, GPIO.LOW)
            send(byte)
            send(~place)  # and which column it is for
            GPIO.output(LATCH, GPIO.HIGH)
            time.sleep(0.001)
            place >>= 1


GPIO.setmode(GPIO.BOARD)
GPIO.setup([DATA, LATCH, CLOCK], GPIO.OUT, initial=GPIO.LOW)
show(HEART, 80)
show(STAIRS, 80)
GPIO.cleanup()
