# A servo with a hundred pulses a second.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(18, GPIO.OUT)
servo = GPIO.PWM(18, 100)
servo.start(5)
for duty in (5, 15, 25):
    servo.ChangeDutyCycle(duty)
    time.sleep(1)
GPIO.cleanup()
