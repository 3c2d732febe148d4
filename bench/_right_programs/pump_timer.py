import time

import RPi.GPIO as GPIO

PUMP = 20  # a relay board that is on at low

GPIO.setmode(GPIO.BCM)
GPIO.setup(PUMP, GPIO.OUT, initial=GPIO.HIGH)
try:
    while True:
        time.sleep(25)
        GPIO.output(PUMP, GPIO.LOW)
        time.sleep(5)
        GPIO.output(PUMP, GPIO.HIGH)
finally:
    GPIO.output(PUMP, GPIO.HIGH)
    GPIO.cleanup()
