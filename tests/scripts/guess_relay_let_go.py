import time
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
for _ in range(3):
    GPIO.setup(26, GPIO.OUT, initial=GPIO.LOW)
    time.sleep(2)
    GPIO.setup(26, GPIO.IN)
    time.sleep(2)
GPIO.cleanup()
