"""A small display whose bytes are sent by hand, with a wire that says command or point: no row of lamps."""

import time

import RPi.GPIO as GPIO

CLK, DIN, DC, CS = 17, 18, 27, 22
GPIO.setmode(GPIO.BCM)
GPIO.setup((CLK, DIN, DC, CS), GPIO.OUT)


def send(is_point, value):
    GPIO.output(DC, is_point)
    GPIO.output(CS, 0)
    for place in range(7, -1, -1):
        GPIO.output(DIN, value >> place & 1)
        GPIO.output(CLK, 1)
        GPIO.output(CLK, 0)
    GPIO.output(CS, 1)


for command in (0x21, 0xB1, 0x14, 0x20, 0x0C):
    send(0, command)
for number in range(504):
    send(1, 0x18 if number % 2 else 0x3C)
time.sleep(1)
GPIO.cleanup()
