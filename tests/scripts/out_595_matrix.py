# A matrix of 8x8 behind two registers: the first byte is the picture of a row, the second pulls one row low.
import time

import RPi.GPIO as GPIO

DS, SHCP, STCP = 26, 19, 13
ARROW = (0b00011000, 0b00111100, 0b01111110, 0b11011011, 0b00011000, 0b00011000, 0b00011000, 0b00000000)
GPIO.setmode(GPIO.BCM)
GPIO.setup([DS, SHCP, STCP], GPIO.OUT, initial=GPIO.LOW)


def shift(byte):
    for bit in (128, 64, 32, 16, 8, 4, 2, 1):
        GPIO.output(DS, 1 if byte & bit else 0)
        GPIO.output(SHCP, 1)
        GPIO.output(SHCP, 0)


for _ in range(60):
    for row in range(8):
        shift(ARROW[row])
        shift(~(0x80 >> row) & 0xFF)
        GPIO.output(STCP, 1)
        GPIO.output(STCP, 0)
        time.sleep(0.001)
GPIO.cleanup()
