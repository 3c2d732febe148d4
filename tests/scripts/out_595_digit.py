# One digit behind a 74HC595, common cathode: a countdown.
import time

import RPi.GPIO as GPIO

SDI, RCLK, SRCLK = 17, 18, 27
CODES = [0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F]

GPIO.setmode(GPIO.BCM)
GPIO.setup((SDI, RCLK, SRCLK), GPIO.OUT, initial=GPIO.LOW)


def show(code):
    for bit in range(8):
        GPIO.output(SDI, bool(0x80 & (code << bit)))
        GPIO.output(SRCLK, GPIO.HIGH)
        time.sleep(0.001)
        GPIO.output(SRCLK, GPIO.LOW)
    GPIO.output(RCLK, GPIO.HIGH)
    time.sleep(0.001)
    GPIO.output(RCLK, GPIO.LOW)


for number in (5, 4, 3, 2, 1, 0):
    show(CODES[number])
    time.sleep(0.5)
GPIO.cleanup()
