import time
import RPi.GPIO as GPIO

RED, GREEN, KEY = 20, 21, 16
GPIO.setmode(GPIO.BCM)
GPIO.setup((RED, GREEN), GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(KEY, GPIO.IN)
while True:
    GPIO.output(RED, True)
    time.sleep(0.0005)
    GPIO.output(RED, False)
    time.sleep(0.001)
    GPIO.output(GREEN, GPIO.input(KEY) == 0)
    time.sleep(0.05)
