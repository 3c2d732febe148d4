# An HC-SR04 behind two transistors, which turn both wires round: low is the ping, and low is the echo.
import time

import RPi.GPIO as GPIO

TRIG, ECHO = 23, 24
GPIO.setmode(GPIO.BCM)
GPIO.setup(TRIG, GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(ECHO, GPIO.IN)
time.sleep(0.5)
for _ in range(3):
    GPIO.output(TRIG, GPIO.LOW)
    time.sleep(0.00001)
    GPIO.output(TRIG, GPIO.HIGH)
    while GPIO.input(ECHO) == 1:
        begin = time.time()
    while GPIO.input(ECHO) == 0:
        end = time.time()
    print("%.0f cm" % ((end - begin) * 34000 / 2))
    time.sleep(0.5)
GPIO.cleanup()
