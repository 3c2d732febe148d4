# The rows of the matrix are switched on by transistors: 1 picks a row, and 1 is bright.
import time

import RPi.GPIO as GPIO

SER, RCLK, SRCLK = 17, 27, 22
FACE = (0x3C, 0x42, 0xA5, 0x81, 0xA5, 0x99, 0x42, 0x3C)
GPIO.setmode(GPIO.BCM)
GPIO.setup((SER, RCLK, SRCLK), GPIO.OUT, initial=GPIO.LOW)


def send(word):
    for bit in range(15, -1, -1):
        GPIO.output(SER, word >> bit & 1)
        GPIO.output(SRCLK, 1)
        GPIO.output(SRCLK, 0)
    GPIO.output(RCLK, 1)
    GPIO.output(RCLK, 0)


for _ in range(60):
    for row in range(8):
        send(1 << row + 8 | FACE[row])
        time.sleep(0.001)
GPIO.cleanup()
