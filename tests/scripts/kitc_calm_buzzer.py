# A buzzer module that sounds at low: what is set while nobody is there is silence.
import time

import RPi.GPIO as GPIO

EYE, B_PIN = 18, 26


def buzz():
    GPIO.output(B_PIN, GPIO.LOW)
    time.sleep(0.5)
    GPIO.output(B_PIN, GPIO.HIGH)
    time.sleep(0.5)


GPIO.setmode(GPIO.BCM)
GPIO.setup(EYE, GPIO.IN)
GPIO.setup(B_PIN, GPIO.OUT)
for _ in range(5):
    if GPIO.input(EYE):
        print("somebody comes")
        buzz()
    else:
        GPIO.output(B_PIN, GPIO.HIGH)
        print("nobody")
        time.sleep(1)
GPIO.cleanup()
