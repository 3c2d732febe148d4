"""One motor with two direction wires, a wire that lets it turn, and another one for its speed."""

import time

import RPi.GPIO as GPIO

DIR1, DIR2, EN, PWM = 17, 27, 22, 18

GPIO.setmode(GPIO.BCM)
GPIO.setup([DIR1, DIR2, EN, PWM], GPIO.OUT)
motor = GPIO.PWM(PWM, 1000)
motor.start(60)
GPIO.output(EN, GPIO.HIGH)
for levels, seconds in (((1, 0), 2), ((0, 0), 2), ((0, 1), 1)):
    GPIO.output([DIR1, DIR2], levels)
    time.sleep(seconds)
GPIO.output(EN, GPIO.LOW)
time.sleep(1)
motor.stop()
GPIO.cleanup()
