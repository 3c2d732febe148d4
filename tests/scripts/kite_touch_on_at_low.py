# A touch module that pulls its wire low: only the words for the lamp say so.
import time

import RPi.GPIO as GPIO

TOUCH, LAMP = 17, 18
GPIO.setmode(GPIO.BCM)
GPIO.setup(LAMP, GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(TOUCH, GPIO.IN, pull_up_down=GPIO.PUD_UP)
for _ in range(4):
    if GPIO.input(TOUCH) == GPIO.LOW:
        print("lamp on")
        GPIO.output(LAMP, GPIO.LOW)
    else:
        print("lamp off")
        GPIO.output(LAMP, GPIO.HIGH)
    time.sleep(1)
GPIO.cleanup()
