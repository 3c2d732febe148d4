"""Two steppers behind A4988s: the first is stepped by hand, its low direction is up; the second is stepped by PWM."""

import time

import RPi.GPIO as GPIO

DIR_X, STEP_X, DIR_Y, STEP_Y, ENABLE = 20, 21, 5, 6, 16


def reverse(count):
    GPIO.output(DIR_X, GPIO.HIGH)
    step(count)


def forward(count):
    GPIO.output(DIR_X, GPIO.LOW)
    step(count)


def step(count):
    for _ in range(count):
        GPIO.output(STEP_X, 1)
        time.sleep(0.002)
        GPIO.output(STEP_X, 0)
        time.sleep(0.002)


GPIO.setmode(GPIO.BCM)
GPIO.setup([DIR_X, STEP_X, DIR_Y, STEP_Y, ENABLE], GPIO.OUT)
GPIO.output(ENABLE, 0)
forward(200)
time.sleep(1)
reverse(50)
GPIO.output(DIR_Y, 1)
motor = GPIO.PWM(STEP_Y, 500)
motor.start(50)
time.sleep(0.8)
motor.stop()
GPIO.cleanup()
