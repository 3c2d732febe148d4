# Three lamps that are on at low: a constant says so, and a remark beside a function that sets them all.
import time

import RPi.GPIO as GPIO

LED_OFF = GPIO.HIGH
BAR = [17, 27, 22]


def all_lamps(level):
    for pin in BAR:
        GPIO.output(pin, level)


GPIO.setmode(GPIO.BCM)
GPIO.setup(BAR, GPIO.OUT, initial=LED_OFF)
for count in range(3):
    GPIO.output(BAR[count], GPIO.LOW)
    time.sleep(1)
all_lamps(GPIO.HIGH)  # turn all the lamps off
time.sleep(2)
