"""Two motors that look away from each other, on a board that takes a direction and a speed for each."""

import time

import RPi.GPIO as GPIO

AN2, AN1, DIG2, DIG1 = 13, 12, 24, 26

GPIO.setmode(GPIO.BCM)
for pin in (AN2, AN1, DIG2, DIG1):
    GPIO.setup(pin, GPIO.OUT)
one, two = GPIO.PWM(AN1, 100), GPIO.PWM(AN2, 100)
for _ in range(1):
    print("Forward")
    GPIO.output(DIG1, GPIO.HIGH)
    GPIO.output(DIG2, GPIO.LOW)
    one.start(100)
    two.start(80)
    time.sleep(2)
    print("Backward")
    GPIO.output(DIG1, GPIO.LOW)
    GPIO.output(DIG2, GPIO.HIGH)
    one.ChangeDutyCycle(50)
    two.ChangeDutyCycle(0)
    time.sleep(3)
one.stop()
two.stop()
GPIO.cleanup()
