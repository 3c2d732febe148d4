# Eight lamps behind a 74HC595 whose patterns stay for a fifth of a second each.
import time

import RPi.GPIO as GPIO

DATA, CLOCK, LATCH = 17, 27, 22
GPIO.setmode(GPIO.BCM)
GPIO.setup([DATA, CLOCK, LATCH], GPIO.OUT, initial=GPIO.LOW)
for pattern in (0b00000001, 0b00000011, 0b00001100, 0b11110000, 0b10101010):
    for bit in range(8):
        GPIO.output(DATA, pattern >> (7 - bit) & 1)
        GPIO.output(CLOCK, GPIO.HIGH)
        GPIO.output(CLOCK, GPIO.LOW)
    GPIO.output(LATCH, GPIO.HIGH)
    GPIO.output(LATCH, GPIO.LOW)
    time.sleep(0.2)
GPIO.cleanup()
