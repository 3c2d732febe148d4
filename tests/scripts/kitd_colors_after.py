# Three colors whose names are printed after they are lit, and before a pause: on at high.
import time

import RPi.GPIO as GPIO

RED, GREEN, BLUE = 17, 27, 22
GPIO.setmode(GPIO.BCM)
GPIO.setup([RED, GREEN, BLUE], GPIO.OUT)
GPIO.output(BLUE, GPIO.LOW)
GPIO.output(RED, GPIO.HIGH)
print("Red!")
time.sleep(1)
GPIO.output(RED, GPIO.LOW)
GPIO.output(GREEN, GPIO.HIGH)
print("Green!")
time.sleep(1)
GPIO.output(GREEN, GPIO.LOW)
GPIO.output(BLUE, GPIO.HIGH)
print("Blue!")
time.sleep(1)
GPIO.cleanup()
