import time
import RPi.GPIO as GPIO

ObstaclePin, LinePin = 11, 13
GPIO.setmode(GPIO.BOARD)
GPIO.setup((ObstaclePin, LinePin), GPIO.IN)
for _ in range(4):
    if GPIO.input(ObstaclePin) == 0:
        print("barrier", end=" ")
    line = GPIO.input(LinePin)
    if line != GPIO.HIGH:
        print("line")
    else:
        print("table")
    time.sleep(1)
GPIO.cleanup()
