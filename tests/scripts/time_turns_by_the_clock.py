"""A robot that looks for a line: longer and longer turns by the clock, two eyes asked all the while; nobody sleeps."""

import time

import RPi.GPIO as GPIO

LEFT, RIGHT, MOTOR = 25, 24, 12
GPIO.setmode(GPIO.BCM)
GPIO.setup((LEFT, RIGHT), GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(MOTOR, GPIO.OUT)
motor = GPIO.PWM(MOTOR, 100)
motor.start(0)
for seconds in (0.25, 0.5, 1.0, 2.0, 4.0):
    motor.ChangeDutyCycle(30)
    began = time.time()
    while time.time() - began <= seconds:
        if not GPIO.input(LEFT) or not GPIO.input(RIGHT):
            print("line")
            break
    motor.ChangeDutyCycle(0)
    print(seconds, abs(time.time() - began - seconds) < seconds / 100)
motor.stop()
GPIO.cleanup()
