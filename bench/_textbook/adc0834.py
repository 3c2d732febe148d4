# An ADC0834 by hand, asked again and again.
import time
import RPi.GPIO as GPIO

CS, CLK, DIO = 17, 18, 27


def clock_out(bit):
    GPIO.output(CLK, 0)
    GPIO.output(DIO, bit)
    time.sleep(0.000002)
    GPIO.output(CLK, 1)
    time.sleep(0.000002)


def read(channel):
    GPIO.setup(DIO, GPIO.OUT)
    GPIO.output(CS, 0)
    for bit in (1, 1, channel & 1, channel >> 1 & 1):
        clock_out(bit)
    GPIO.output(CLK, 0)
    GPIO.setup(DIO, GPIO.IN)
    value = 0
    for _ in range(8):
        GPIO.output(CLK, 1)
        time.sleep(0.000002)
        GPIO.output(CLK, 0)
        time.sleep(0.000002)
        value = value << 1 | GPIO.input(DIO)
    check = 0
    for bit in range(8):
        check |= GPIO.input(DIO) << bit
        GPIO.output(CLK, 1)
        time.sleep(0.000002)
        GPIO.output(CLK, 0)
        time.sleep(0.000002)
    GPIO.output(CS, 1)
    return value if value == check else 0


GPIO.setmode(GPIO.BCM)
GPIO.setup([CS, CLK], GPIO.OUT)
old = -1
while True:
    now = read(0)
    if now != old:
        print(now)
        old = now
