# A single byte goes into a 74HC595, with pins that are called as on the chip: no word says what it is.
import time

import RPi.GPIO as GPIO

ds, clock, latch = 8, 7, 25
GPIO.setmode(GPIO.BCM)
GPIO.setup([ds, clock, latch], GPIO.OUT, initial=GPIO.LOW)
for bit in "10000001":
    GPIO.output(ds, int(bit))
    GPIO.output(clock, GPIO.HIGH)
    time.sleep(0.01)
    GPIO.output(clock, GPIO.LOW)
GPIO.output(latch, GPIO.HIGH)
time.sleep(0.01)
GPIO.output(latch, GPIO.LOW)
time.sleep(2)
GPIO.cleanup()
