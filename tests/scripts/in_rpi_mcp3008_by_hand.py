"""A potentiometer on an MCP3008 whose four wires are moved by hand, on any pins."""

import time

import RPi.GPIO as GPIO

SPICLK = 18
SPIMISO = 23
SPIMOSI = 24
SPICS = 25


def readadc(channel):
    GPIO.output(SPICS, True)
    GPIO.output(SPICLK, False)
    GPIO.output(SPICS, False)
    command = (channel | 0x18) << 3
    for _ in range(5):
        GPIO.output(SPIMOSI, bool(command & 0x80))
        command <<= 1
        GPIO.output(SPICLK, True)
        GPIO.output(SPICLK, False)
    answer = 0
    for _ in range(12):
        GPIO.output(SPICLK, True)
        GPIO.output(SPICLK, False)
        answer <<= 1
        if GPIO.input(SPIMISO):
            answer |= 1
    GPIO.output(SPICS, True)
    return answer >> 1


GPIO.setmode(GPIO.BCM)
GPIO.setup(SPIMOSI, GPIO.OUT)
GPIO.setup(SPIMISO, GPIO.IN)
GPIO.setup(SPICLK, GPIO.OUT)
GPIO.setup(SPICS, GPIO.OUT)

for _ in range(3):
    print(readadc(0), readadc(5))
    time.sleep(1)
GPIO.cleanup()
