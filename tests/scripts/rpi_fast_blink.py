import RPi.GPIO as GPIO
import time

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT)

for _ in range(5):
    GPIO.output(17, True)
    time.sleep(0.1)
    GPIO.output(17, False)
    time.sleep(0.1)
GPIO.cleanup()
