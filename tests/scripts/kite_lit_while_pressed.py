# A button to ground with a resistor on the breadboard: the lamp is lit in the other branch.
import time

import RPi.GPIO as GPIO

BTN, LAMP = 4, 12
GPIO.setmode(GPIO.BCM)
GPIO.setup(BTN, GPIO.IN)
GPIO.setup(LAMP, GPIO.OUT)
for _ in range(50):
    if GPIO.input(BTN):
        GPIO.output(LAMP, GPIO.LOW)
    else:
        GPIO.output(LAMP, GPIO.HIGH)
    time.sleep(0.1)
GPIO.cleanup()
