import time

import RPi.GPIO as GPIO

PIN = 12
GPIO.setmode(GPIO.BCM)
GPIO.setup(PIN, GPIO.OUT)


def move_to(angle):
    pulse_s = 0.0005 + angle * 0.002 / 180
    for _ in range(25):
        GPIO.output(PIN, GPIO.HIGH)
        time.sleep(pulse_s)
        GPIO.output(PIN, GPIO.LOW)
        time.sleep(0.02 - pulse_s)


for angle in (0, 90, 180, 45):
    move_to(angle)
GPIO.cleanup()
