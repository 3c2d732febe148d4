import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BOARD)
GPIO.setup(11, GPIO.OUT)
servo = GPIO.PWM(11, 50)
servo.start(7.5)
time.sleep(0.5)
for duty in range(50, 101, 5):  # a sweep
    servo.ChangeDutyCycle(duty / 10)
    time.sleep(0.02)
time.sleep(0.5)
servo.ChangeDutyCycle(14)  # too long a pulse
time.sleep(0.5)
servo.stop()
GPIO.cleanup()
