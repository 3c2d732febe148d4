import time
import RPi.GPIO as GPIO

btn, led = 18, 23
GPIO.setmode(GPIO.BCM)
GPIO.setup(btn, GPIO.IN)
GPIO.setup(led, GPIO.OUT)
while True:
    GPIO.output(led, GPIO.input(btn) == 0)
    time.sleep(0.05)
