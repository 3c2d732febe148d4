"""A motor on an L9110, driven by PWM on both wires: what it prints tells which of them is forward."""

import time

import RPi.GPIO as GPIO

IN1, IN2 = 23, 24

GPIO.setmode(GPIO.BCM)
GPIO.setup([IN1, IN2], GPIO.OUT)
motor_a = GPIO.PWM(IN1, 200)
motor_b = GPIO.PWM(IN2, 200)
motor_a.start(0)
motor_b.start(0)


def drive(way):
    if way == "w":
        print("moving forward")
        motor_a.ChangeDutyCycle(0)
        motor_b.ChangeDutyCycle(80)
    elif way == "s":
        print("moving in reverse")
        motor_b.ChangeDutyCycle(0)
        motor_a.ChangeDutyCycle(60)


for key in "ws":
    drive(key)
    time.sleep(2)
GPIO.cleanup()
