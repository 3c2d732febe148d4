import time

import RPi.GPIO as GPIO

PIR, RELAY = 18, 26

GPIO.setmode(GPIO.BCM)
GPIO.setup(PIR, GPIO.IN)
GPIO.setup(RELAY, GPIO.OUT, initial=GPIO.LOW)
until = 0
try:
    while True:
        if GPIO.input(PIR):
            until = time.monotonic() + 20
        GPIO.output(RELAY, time.monotonic() < until)
        time.sleep(0.2)
finally:
    GPIO.cleanup()
