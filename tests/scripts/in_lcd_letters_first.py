"""An LCD on plain pins: eight letters of its own are drawn before the first word is written."""

import time

import RPi.GPIO as GPIO

RS, ENABLE = 7, 8
DATA = (25, 24, 23, 18)

GPIO.setmode(GPIO.BCM)
GPIO.setup([RS, ENABLE, *DATA], GPIO.OUT, initial=GPIO.LOW)


def send(byte, is_letter=False):
    GPIO.output(RS, is_letter)
    for half in (byte >> 4, byte & 15):
        for place, pin in enumerate(DATA):
            GPIO.output(pin, half >> place & 1)
        GPIO.output(ENABLE, True)
        GPIO.output(ENABLE, False)
        time.sleep(0.0001)


for order in (0x33, 0x32, 0x28, 0x0C, 0x06, 0x01):
    send(order)
    time.sleep(0.003)
for number in range(8):
    send(0x40 | number * 8)
    for row in range(8):
        send(0x1F if row >= 7 - number else 0x00, True)
send(0x80)
for number in range(8):
    send(number, True)
time.sleep(2)
GPIO.cleanup()
