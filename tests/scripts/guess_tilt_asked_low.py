import time
import RPi.GPIO as GPIO

tiltPin = 17
GPIO.setmode(GPIO.BCM)
GPIO.setup(tiltPin, GPIO.IN)
for _ in range(3):
    if GPIO.input(tiltPin) == GPIO.LOW:
        print("tilted")
    else:
        print("upright")
    time.sleep(1)
GPIO.cleanup()
