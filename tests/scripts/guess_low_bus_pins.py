import time
import RPi.GPIO as GPIO

PINS = (2, 7, 8, 9)
GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
GPIO.setup(PINS, GPIO.IN)
for _ in range(5):
    print([GPIO.input(pin) for pin in PINS])
    time.sleep(1)
GPIO.cleanup()
