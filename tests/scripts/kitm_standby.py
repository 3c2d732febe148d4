"""Two motors on a TB6612 board: its standby wire stops both."""

import time

import RPi.GPIO as GPIO

PWMA, AIN1, AIN2 = 18, 22, 27
PWMB, BIN1, BIN2 = 19, 23, 24
STBY = 25

GPIO.setmode(GPIO.BCM)
GPIO.setup([PWMA, AIN1, AIN2, PWMB, BIN1, BIN2, STBY], GPIO.OUT, initial=GPIO.LOW)
left, right = GPIO.PWM(PWMA, 1000), GPIO.PWM(PWMB, 1000)
left.start(70)
right.start(40)
GPIO.output([AIN1, BIN2], GPIO.HIGH)
time.sleep(0.5)  # still asleep
GPIO.output(STBY, GPIO.HIGH)
time.sleep(2)
GPIO.output(STBY, GPIO.LOW)
time.sleep(1)
GPIO.output(STBY, GPIO.HIGH)
time.sleep(0.5)
left.stop()
right.stop()
GPIO.cleanup()
