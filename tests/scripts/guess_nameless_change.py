import time
import RPi.GPIO as GPIO

LEFT, RIGHT = 17, 27
GPIO.setmode(GPIO.BCM)
GPIO.setup((LEFT, RIGHT), GPIO.IN)
status = 1
for _ in range(20):
    value = GPIO.input(LEFT)
    if value != status:
        print("left", value)
        status = value
    if GPIO.input(RIGHT):
        print("right")
    time.sleep(0.2)
GPIO.cleanup()
