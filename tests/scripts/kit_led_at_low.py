import time

import RPi.GPIO as GPIO

LED = 11


def on():
    GPIO.output(LED, GPIO.LOW)


def off():
    GPIO.output(LED, GPIO.HIGH)


GPIO.setmode(GPIO.BOARD)
GPIO.setup(LED, GPIO.OUT)
GPIO.output(LED, GPIO.HIGH)  # the lamp is off
for number in range(3):
    on()
    time.sleep(0.5)
    off()
    time.sleep(1.5)
GPIO.cleanup()
