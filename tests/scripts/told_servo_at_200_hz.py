"""A servo whose pulses the program itself lets come too often in the end: a new GPIO.PWM would be no remedy."""

import time

import RPi.GPIO as GPIO

SERVO = 18
GPIO.setmode(GPIO.BCM)
GPIO.setup(SERVO, GPIO.OUT)
wave = GPIO.PWM(SERVO, 50)
wave.start(5)
time.sleep(1)
wave.ChangeDutyCycle(10)
time.sleep(1)
wave.ChangeFrequency(200)
time.sleep(1)
wave.stop()
GPIO.cleanup()
