import time

import RPi.GPIO as GPIO

SERVO, BUTTON = 12, 16

GPIO.setmode(GPIO.BCM)
GPIO.setup(SERVO, GPIO.OUT)
GPIO.setup(BUTTON, GPIO.IN, pull_up_down=GPIO.PUD_UP)
servo = GPIO.PWM(SERVO, 50)
servo.start(5)
open_now = False
try:
    while True:
        if GPIO.input(BUTTON) == GPIO.LOW:
            open_now = not open_now
            servo.ChangeDutyCycle(10 if open_now else 5)
            while GPIO.input(BUTTON) == GPIO.LOW:
                time.sleep(0.02)
        time.sleep(0.02)
finally:
    servo.stop()
    GPIO.cleanup()
