# A lamp with PWM of 50 Hz is no servo.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(13, GPIO.OUT)
lamp = GPIO.PWM(13, 50)
lamp.start(0)
for duty in range(20, 101, 20):
    lamp.ChangeDutyCycle(duty)
    time.sleep(0.1)
lamp.stop()
GPIO.cleanup()
