"""A servo whose PWM begins with a duty that no servo has; the angles that follow are good."""

import time

import RPi.GPIO as GPIO

SERVO_PIN = 23
GPIO.setmode(GPIO.BCM)
GPIO.setup(SERVO_PIN, GPIO.OUT)
pulses = GPIO.PWM(SERVO_PIN, 50)
pulses.start(55)
time.sleep(1)
for percent in (5.0, 10.0, 2.5, 7.5):
    pulses.ChangeDutyCycle(percent)
    time.sleep(1)
pulses.stop()
GPIO.cleanup()
