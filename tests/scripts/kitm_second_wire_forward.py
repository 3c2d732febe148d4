"""A cart with two motors whose second wires turn them forward, and a horn: it beeps while the cart goes back."""

import time

import RPi.GPIO as GPIO

LEFT, RIGHT, HORN = (5, 6, 12), (16, 20, 13), 21
AIN1, AIN2, ENA = LEFT
BIN1, BIN2, ENB = RIGHT


def beep(level):
    GPIO.output(HORN, level)


def forward(duty):
    GPIO.output((AIN1, BIN1), (GPIO.LOW, GPIO.LOW))
    GPIO.output((AIN2, BIN2), (GPIO.HIGH, GPIO.HIGH))
    left.ChangeDutyCycle(duty)
    right.ChangeDutyCycle(duty)


def go_back():
    GPIO.output(AIN2, 0)
    GPIO.output(BIN2, 0)
    GPIO.output(AIN1, 1)
    GPIO.output(BIN1, 1)


GPIO.setmode(GPIO.BCM)
GPIO.setup([*LEFT, *RIGHT, HORN], GPIO.OUT, initial=GPIO.LOW)
left, right = GPIO.PWM(ENA, 500), GPIO.PWM(ENB, 500)
left.start(0)
right.start(0)
time.sleep(1)
forward(40)
time.sleep(2)
beep(1)
go_back()
time.sleep(3)
beep(0)
GPIO.cleanup()
