# A stopwatch on four digits in turn, switched by PNP transistors (low is on), common anode.
import time

import RPi.GPIO as GPIO

DATA, CLOCK, LATCH = 24, 18, 23
digitPin = (17, 27, 22, 10)
num = (0xC0, 0xF9, 0xA4, 0xB0, 0x99, 0x92, 0x82, 0xF8, 0x80, 0x90)
GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
GPIO.setup((DATA, CLOCK, LATCH, *digitPin), GPIO.OUT)


def out(byte):
    GPIO.output(LATCH, GPIO.LOW)
    for bit in range(8):
        GPIO.output(CLOCK, GPIO.LOW)
        GPIO.output(DATA, byte >> (7 - bit) & 1)
        GPIO.output(CLOCK, GPIO.HIGH)
    GPIO.output(LATCH, GPIO.HIGH)


def select(place):
    for number, pin in enumerate(digitPin):
        GPIO.output(pin, GPIO.LOW if number == place else GPIO.HIGH)


start = time.time()
while time.time() - start < 3:
    seconds = 1998 + int(time.time() - start)
    for place in range(4):
        out(0xFF)
        select(place)
        out(num[seconds // 10 ** (3 - place) % 10])
        time.sleep(0.003)
out(0xFF)
GPIO.cleanup()
