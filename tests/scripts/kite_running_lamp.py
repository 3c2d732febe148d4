# One lamp of eight behind a 74HC595 runs, twenty steps a second: the eye follows it.
import time

import RPi.GPIO as GPIO

SER, RCLK, SRCLK = 17, 27, 22
GPIO.setmode(GPIO.BCM)
GPIO.setup([SER, RCLK, SRCLK], GPIO.OUT, initial=GPIO.LOW)


def show(lamps):
    for bit in range(8):
        GPIO.output(SER, lamps >> (7 - bit) & 1)
        GPIO.output(SRCLK, GPIO.HIGH)
        GPIO.output(SRCLK, GPIO.LOW)
    GPIO.output(RCLK, GPIO.HIGH)
    GPIO.output(RCLK, GPIO.LOW)


for _ in range(5):
    for place in range(4):
        show(1 << place)
        time.sleep(0.05)
show(0b10000000)
time.sleep(1)
GPIO.cleanup()
