"""A heart on a matrix of 8 x 8; the same chip may drive eight digits of seven segments, and this class could, too."""

import time

import RPi.GPIO as GPIO

HEART = (0x00, 0x66, 0xFF, 0xFF, 0x7E, 0x3C, 0x18, 0x00)


class Driver:
    DIGIT_ONE, DECODE, INTENSITY, SCAN_DIGIT, SHUTDOWN = 1, 9, 10, 11, 12

    def __init__(self, din, cs, clk):
        self.din, self.cs, self.clk = din, cs, clk
        GPIO.setup([din, cs, clk], GPIO.OUT, initial=0)
        for register, value in ((self.SCAN_DIGIT, 7), (self.DECODE, 0), (self.INTENSITY, 3), (self.SHUTDOWN, 1)):
            self.send(register, value)

    def send(self, register, value):
        GPIO.output(self.cs, 0)
        for place in range(15, -1, -1):
            GPIO.output(self.clk, 0)
            GPIO.output(self.din, (register << 8 | value) >> place & 1)
            GPIO.output(self.clk, 1)
        GPIO.output(self.cs, 1)


GPIO.setmode(GPIO.BCM)
matrix = Driver(23, 24, 22)
for row, bits in enumerate(HEART):
    matrix.send(Driver.DIGIT_ONE + row, bits)
time.sleep(2)
GPIO.cleanup()
