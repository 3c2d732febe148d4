import time
import RPi.GPIO as GPIO

DATA = 17
GPIO.setmode(GPIO.BCM)
GPIO.setup(DATA, GPIO.IN)
total = 0
for _ in range(5):
    total += GPIO.input(DATA)
    time.sleep(1)
print(total)
GPIO.cleanup()
