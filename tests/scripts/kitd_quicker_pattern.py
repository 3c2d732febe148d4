# Eight lamps behind a 74HC595 that fill up, ten a second.
import time

import RPi.GPIO as GPIO

DATA, CLOCK, LATCH = 17, 27, 22
GPIO.setmode(GPIO.BCM)
GPIO.setup([DATA, CLOCK, LATCH], GPIO.OUT, initial=GPIO.LOW)
for count in range(6):
    for bit in range(8):
        GPIO.output(DATA, (1 << count) - 1 >> (7 - bit) & 1)
        GPIO.output(CLOCK, GPIO.HIGH)
        GPIO.output(CLOCK, GPIO.LOW)
    GPIO.output(LATCH, GPIO.HIGH)
    GPIO.output(LATCH, GPIO.LOW)
    time.sleep(0.1)
GPIO.cleanup()
