import time

import RPi.GPIO as GPIO

LED = 11  # the header's pin 11 is GPIO17

GPIO.setmode(GPIO.BOARD)
GPIO.setup(LED, GPIO.OUT, initial=GPIO.LOW)
try:
    while True:
        GPIO.output(LED, GPIO.HIGH)
        time.sleep(1)
        GPIO.output(LED, GPIO.LOW)
        time.sleep(1)
finally:
    GPIO.cleanup()
