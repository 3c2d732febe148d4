# Four digits in turn, the ones first, and no sleep; a timer counts.
import threading
import time

import RPi.GPIO as GPIO

SDI, RCLK, SRCLK = 24, 23, 18
PLACES = (10, 22, 27, 17)
NUMBERS = (0xC0, 0xF9, 0xA4, 0xB0, 0x99, 0x92, 0x82, 0xF8, 0x80, 0x90)
count = 8
GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
GPIO.setup((SDI, RCLK, SRCLK, *PLACES), GPIO.OUT)


def shift(byte):
    for bit in range(8):
        GPIO.output(SDI, 0x80 & (byte << bit))
        GPIO.output(SRCLK, 1)
        GPIO.output(SRCLK, 0)
    GPIO.output(RCLK, 1)
    GPIO.output(RCLK, 0)


def tick():
    global count
    count += 1
    if count < 11:
        threading.Timer(0.8, tick).start()


threading.Timer(0.8, tick).start()
start = time.time()
while time.time() - start < 2.5:
    for place, pin in enumerate(PLACES):
        shift(0xFF)
        GPIO.output(PLACES, 0)
        GPIO.output(pin, 1)
        shift(NUMBERS[count // 10**place % 10])
GPIO.cleanup()
